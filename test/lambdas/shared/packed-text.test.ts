import fc from 'fast-check';
import { pack, unpack } from '../../../lambdas/shared/packed-text.ts';

it('gives back any text', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => expect(unpack(pack(text))).toBe(text)));
});

it('is short for what repeats itself', () => {
  expect(pack('CREATE TABLE notifications.contact;\n'.repeat(100)).length).toBeLessThan(200);
});
