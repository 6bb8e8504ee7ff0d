import fc from 'fast-check';
import { smsParts as platformsParts } from '../../lambdas/notifications/domain/template/sms-parts.ts';

const page = new URL('../../web/outbox/sms-parts.js', import.meta.url).href;

it('counts the parts of a text as the platform does', async () => {
  const { smsParts } = (await import(page)) as { readonly smsParts: (text: string) => number };
  const texts = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'aZ é€[~Δ'), maxLength: 700 }),
    fc.string({ unit: 'grapheme', maxLength: 300 }),
  );
  fc.assert(fc.property(texts, (text) => smsParts(text) === platformsParts(text).parts));
});
