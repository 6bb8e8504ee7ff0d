import { makeVerify } from '../../../../lambdas/payments/verify/handler.ts';
import { countingMeter, silentLog } from '../../../support/fakes.ts';

const drift = { account: 'asha:INR', drift: 'balance', stated: '1', computed: '2' };

it('looks at every page of accounts and at every currency', async () => {
  const meter = countingMeter();
  const asked: string[] = [];
  const told: unknown[] = [];
  const result = await makeVerify({
    verify: async (after) => {
      asked.push(after);
      return after === '' ? { drifts: [drift], next: 'm:INR' } : { drifts: [], next: undefined };
    },
    unbalanced: async () => ['USD'],
    log: { ...silentLog, error: (event, _, details) => void told.push([event, details]) },
    meter,
  })();
  expect(asked).toEqual(['', 'm:INR']);
  expect(result).toEqual({ drifts: 1, unbalanced: ['USD'] });
  expect(meter.counts).toEqual({ AccountsDrifted: 1, CurrenciesUnbalanced: 1, LedgerVerified: 1 });
  // Which account and what, never how much.
  expect(told).toEqual([
    ['ledger.drifted', { account: 'asha:INR', drift: 'balance' }],
    ['ledger.unbalanced', { currency: 'USD' }],
  ]);
});

it('does not say that it came to its end when it did not', async () => {
  const meter = countingMeter();
  const verify = makeVerify({
    verify: async () => {
      throw new Error('away');
    },
    unbalanced: async () => [],
    log: silentLog,
    meter,
  });
  await expect(verify()).rejects.toThrow('away');
  expect(meter.counts.LedgerVerified).toBeUndefined();
});
