import fc from 'fast-check';
import { LineTooLong, linesOf, maxLineBytes } from '../../../../../lambdas/notifications/domain/audience/block.ts';
import { cellsOf, headerOf, readLine } from '../../../../../lambdas/notifications/domain/audience/upload.ts';

const columns = ['amount', 'city'];

it.each([
  ['asha,1200,Pune', { customerId: 'asha', values: { amount: '1200', city: 'Pune' } }],
  ['asha,,', { customerId: 'asha' }],
  ['asha,"1,200","""Pune"""', { customerId: 'asha', values: { amount: '1,200', city: '"Pune"' } }],
  ['asha,अमित,', { customerId: 'asha', values: { amount: 'अमित' } }],
])('reads %s', (line, member) => {
  expect(readLine(line, columns)).toEqual({ kind: 'member', member });
});

it.each([
  ['asha,1200', 'columns-wrong'],
  ['asha,1,2,3', 'columns-wrong'],
  [',1,2', 'customer-wrong'],
  ['as ha,1,2', 'customer-wrong'],
  [`asha,${'x'.repeat(501)},`, 'value-wrong'],
  ['asha,\u0007,', 'value-wrong'],
  ['asha,\ufffd,', 'value-wrong'],
  ['asha,"1,2', 'quotes-wrong'],
  ['asha,1"2,3', 'quotes-wrong'],
  ['asha,"1"2,3', 'quotes-wrong'],
])('leaves out %s', (line, reason) => {
  expect(readLine(line, columns)).toEqual({ kind: 'wrong', reason });
});

it('passes over an empty line', () => {
  expect(readLine('', columns)).toEqual({ kind: 'empty' });
  expect(headerOf(columns)).toBe('customerId,amount,city');
});

it('reads back any cells that were quoted', () => {
  const cell = fc.string().filter((text) => !/[\r\n]/.test(text));
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 5 }), (cells) => {
      const line = cells.map((each) => `"${each.replaceAll('"', '""')}"`).join();
      expect(cellsOf(line)).toEqual(cells);
    }),
  );
});

it('finds the same lines in whatever pieces a file is read', () => {
  const line = fc.stringMatching(/^[ -~]{0,30}$/);
  fc.assert(
    fc.property(
      fc.array(line),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      fc.integer({ min: 40, max: 80 }),
      (all, end, ends, size) => {
        const file = Buffer.from(all.join(end) + (ends ? end : ''));
        const found: string[] = [];
        for (let offset = 0; offset < file.length; ) {
          const isLast = offset + size >= file.length;
          for (const { text, next } of linesOf(file.subarray(offset, offset + size), offset, isLast)) {
            found.push(text);
            offset = next;
          }
        }
        const whole = [...linesOf(file, 0, true)].map(({ text }) => text);
        expect(found).toEqual(whole);
        expect(whole.join(end)).toBe(file.toString().replace(/\r?\n$/, ''));
      },
    ),
  );
});

it('drops the mark that some programs begin a file with', () => {
  expect([...linesOf(Buffer.from('\ufeffcustomerId\nasha'), 0, true)].map(({ text }) => text)).toEqual([
    'customerId',
    'asha',
  ]);
});

it('refuses a line that is longer than any that could be right', () => {
  expect(() => [...linesOf(Buffer.alloc(maxLineBytes + 1, 'a'), 0, false)]).toThrow(LineTooLong);
});
