import { makeVerify } from '../../../../lambdas/payments/verify/handler.ts';
import { countingMeter, silentLog, unexpected } from '../../../support/fakes.ts';

const now = () => new Date('2026-11-21T06:30:00.000Z');
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
    links: { agree: async () => false, unlinked: async () => ['api/key-1'] },
    now,
    log: { ...silentLog, error: (event, _, details) => void told.push([event, details]) },
    meter,
  })();
  expect(asked).toEqual(['', 'm:INR']);
  expect(result).toEqual({ drifts: 1, unbalanced: ['USD'], unlinked: 1 });
  expect(meter.counts).toEqual({
    AccountsDrifted: 1,
    CurrenciesUnbalanced: 1,
    RowsUnlinked: 1,
    LedgerVerified: 1,
  });
  // Which account and what, never how much.
  expect(told).toEqual([
    ['ledger.drifted', { account: 'asha:INR', drift: 'balance' }],
    ['ledger.unbalanced', { currency: 'USD' }],
    ['ledger.unlinked', { transferId: 'api.key-1' }],
  ]);
});

it('does not say that it came to its end when it did not', async () => {
  const meter = countingMeter();
  const verify = makeVerify({
    verify: async () => {
      throw new Error('away');
    },
    unbalanced: async () => [],
    links: { agree: unexpected('agree'), unlinked: unexpected('unlinked') },
    now,
    log: silentLog,
    meter,
  });
  await expect(verify()).rejects.toThrow('away');
  expect(meter.counts.LedgerVerified).toBeUndefined();
});

it('looks for single rows only where journal and chains do not agree, and leaves the youngest for the next day', async () => {
  const asked: Date[] = [];
  const verify = makeVerify({
    verify: async () => ({ drifts: [], next: undefined }),
    unbalanced: async () => [],
    links: {
      agree: async (until) => {
        asked.push(until);
        return true;
      },
      unlinked: unexpected('unlinked'),
    },
    now,
    log: silentLog,
    meter: countingMeter(),
  });
  expect(await verify()).toEqual({ drifts: 0, unbalanced: [], unlinked: 0 });
  expect(asked).toEqual([new Date('2026-11-21T06:20:00.000Z')]);
});
