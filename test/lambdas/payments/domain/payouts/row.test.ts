import { type Row, rowReader } from '../../../../../lambdas/payments/domain/payouts/row.ts';

const file = { fileId: 'file-1', payer: 'shop-1', terms: null };
const row = (line: number, text: string): Row => ({ line, columns: text.split(',') });

it('makes a payment of a row, under a key of the file and the reference', () => {
  const read = rowReader(file)(row(2, 'P-1,asha,12500,INR,October'));
  expect(read).toMatchObject({
    kind: 'payout',
    line: 2,
    operations: [
      {
        op: 'post',
        caller: 'bulk',
        debit: 'shop-1:INR',
        credit: 'asha:INR',
        amount: { minor: 12_500n, currency: 'INR' },
        kind: 'payout',
        reference: 'P-1',
        metadata: { note: 'October' },
      },
    ],
  });
  expect(rowReader(file)(row(2, 'P-1,asha,12500,INR,October'))).toEqual(read);
  expect(rowReader({ ...file, fileId: 'file-2' })(row(2, 'P-1,asha,12500,INR,October'))).not.toEqual(read);
});

it.each([
  ['P-1,asha,100,INR', 'columns-wrong'],
  ['P-1,asha,100,INR,,', 'columns-wrong'],
  ['P-1,a sha,100,INR,', 'payee-wrong'],
  ['P-1,,100,INR,', 'payee-wrong'],
  ['P-1,shop-1,100,INR,', 'payee-is-payer'],
  ...['0', '-1', '1.50', '1e3', ' 1', '', '01', '1234567890123456789'].map((sum) => [
    `P-1,asha,${sum},INR,`,
    'amount-wrong',
  ]),
  ['P-1,asha,100,inr,', 'currency-wrong'],
  [`P-1,asha,100,INR,${'x'.repeat(141)}`, 'note-wrong'],
  ['P-1,asha,100,INR,two\nlines', 'note-wrong'],
  ['P-1,asha,100,INR,no utf-8 \ufffd', 'note-wrong'],
])('refuses %j', (text, reason) => {
  expect(rowReader(file)(row(7, text))).toEqual({ kind: 'refused', line: 7, reference: 'P-1', reason });
});

it.each(['=cmd()', '', 'P 1', '"P"', '-1', 'x'.repeat(65)])('never repeats %j, which is no reference', (text) => {
  expect(rowReader(file)(row(7, `${text},asha,100,INR,`))).toEqual({
    kind: 'refused',
    line: 7,
    reference: '',
    reason: 'reference-wrong',
  });
});

it('takes a reference once, even where its first row was wrong', () => {
  const read = rowReader(file);
  const kinds = ['P-1,asha,0,INR,', 'P-1,asha,100,INR,', 'P-2,asha,100,INR,', 'P-2,ravi,100,INR,'].map((text, index) =>
    read(row(index + 2, text)),
  );
  expect(kinds.map((each) => (each.kind === 'refused' ? each.reason : each.kind))).toEqual([
    'amount-wrong',
    'duplicate-reference',
    'payout',
    'duplicate-reference',
  ]);
});

it.each([
  ['100', 'INR', 'payout'],
  ['99', 'INR', 'vendor-minimum'],
  ['501', 'INR', 'vendor-maximum'],
  ['100', 'USD', 'vendor-currency'],
])("holds %s %s to the vendor's limits", (sum, unit, expected) => {
  const terms = { currency: 'INR', minMinor: '100', maxMinor: '500' };
  const read = rowReader({ ...file, terms })(row(2, `P-1,asha,${sum},${unit},`));
  expect(read.kind === 'refused' ? read.reason : read.kind).toBe(expected);
});

it('has a payout pay the fee of its vendor beside its sum, both or neither', () => {
  const fee = { minor: '250', basisPoints: 150, account: 'system:fees:INR' };
  const terms = { currency: 'INR', minMinor: '100', maxMinor: '500000', fee };
  const read = rowReader({ ...file, terms })(row(2, 'P-1,asha,12501,INR,October'));
  const [payout, cost, ...more] = read.kind === 'payout' ? read.operations : [];
  expect(more).toEqual([]);
  expect(payout).toMatchObject({ credit: 'asha:INR', amount: { minor: 12_501n }, kind: 'payout' });
  // 1.5 % of 12,501 is 187.515: a fraction is rounded up.
  expect(cost).toMatchObject({
    op: 'post',
    debit: 'shop-1:INR',
    credit: 'system:fees:INR',
    amount: { minor: 438n, currency: 'INR' },
    kind: 'fee',
    reference: 'P-1',
  });
  expect(cost?.group).toBe(payout?.group);
  expect(cost?.key).not.toBe(payout?.key);
  const alone = rowReader(file)(row(2, 'P-1,asha,12501,INR,October'));
  expect(alone.kind === 'payout' && alone.operations.map(({ key, group }) => [key, group])).toEqual([
    [payout?.key, undefined],
  ]);
});
