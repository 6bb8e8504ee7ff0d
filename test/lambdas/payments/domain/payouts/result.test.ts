import { areAllDone, countsOf, planOf } from '../../../../../lambdas/payments/domain/payouts/file.ts';
import { resultOf } from '../../../../../lambdas/payments/domain/payouts/result.ts';
import type { Outcome } from '../../../../../lambdas/payments/domain/verdict.ts';
import { aPost, aVerdict } from '../../../../support/payments.ts';
import { aPayoutFile } from '../../../../support/payouts.ts';

it('answers rows in the order of their lines, whoever answered them', () => {
  const verdict = aVerdict(aPost({ caller: 'bulk', key: 'k1' }));
  const { text, ...counts } = resultOf(
    { lines: [2, 5], refused: [{ line: 3, reference: '', reason: 'reference-wrong' }] },
    [
      { reference: 'P-1', verdict },
      { reference: 'P-4', verdict: { ...verdict, outcome: 'insufficient-funds' } },
    ],
  );
  expect(text.split('\n')).toEqual([
    '2,P-1,paid,bulk.k1,',
    '3,,refused,,reference-wrong',
    '5,P-4,refused,,insufficient-funds',
    '',
  ]);
  expect(counts).toEqual({ bytes: text.length, paid: 1, refused: 2 });
});

it('answers a payout and its fee once: for what both failed', () => {
  const verdict = aVerdict(aPost({ caller: 'bulk', key: 'k1' }));
  const pair = (reference: string, own: Outcome, fee: Outcome) => [
    { reference, verdict: { ...verdict, outcome: own } },
    { reference, verdict: { ...verdict, id: 'bulk/fee', outcome: fee } },
  ];
  const { text, ...counts } = resultOf({ lines: [2, 2, 3, 3, 4, 4], refused: [] }, [
    ...pair('P-1', 'posted', 'posted'),
    ...pair('P-2', 'group-refused', 'insufficient-funds'),
    ...pair('P-3', 'unknown-account', 'group-invalid'),
  ]);
  expect(text.split('\n')).toEqual([
    '2,P-1,paid,bulk.k1,',
    '3,P-2,refused,,insufficient-funds',
    '4,P-3,refused,,unknown-account',
    '',
  ]);
  expect(counts).toEqual({ bytes: text.length, paid: 1, refused: 2 });
});

it('calls a file done when every part of it is', () => {
  const part = { bytes: 10, paid: 3, refused: 1 };
  const file = aPayoutFile({ plan: planOf(501), parts: { 0: part } });
  expect(planOf(501).parts).toBe(2);
  expect(planOf(500).parts).toBe(1);
  expect(areAllDone(file)).toBe(false);
  expect(areAllDone({ ...file, parts: { 0: part, 1: part } })).toBe(true);
  expect(areAllDone(aPayoutFile())).toBe(false);
  expect(countsOf({ ...file, parts: { 0: part, 1: part } })).toEqual({ paid: 6, refused: 2 });
});
