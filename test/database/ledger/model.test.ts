import fc from 'fast-check';
import type { Operation } from '../../../lambdas/payments/domain/operation.ts';
import { ledgerModel } from '../../support/ledger-model.ts';
import { drafts, intoBatches, toOperations } from '../../support/ledger-traffic.ts';
import { aPost, cashIn, type LedgerUnderTest, openWallets, startLedger } from '../../support/ledger-under-test.ts';

let db: LedgerUnderTest;

beforeAll(async () => {
  db = await startLedger();
});

afterAll(() => db.services.drop());

it('answers a batch as it answers its operations one by one, and ends in the same balances', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(drafts(1, 40), fc.integer({ min: 1, max: 30 }), fc.boolean(), async (all, size, striped) => {
      const prefix = `m${run++}`;
      const [a = '', b = '', c = ''] = [`${prefix}-a`, `${prefix}-b`, `${prefix}-c`];
      await openWallets(db.ledger, { [a]: 0n, [b]: 0n, [c]: 0n });
      if (striped) await db.ledger.stripe(c, 4);
      const funds: Operation[] = [a, b].map((credit) =>
        aPost({ debit: cashIn, credit, amount: { minor: 700n, currency: 'INR' } }),
      );
      const operations = [...funds, ...toOperations(all, [a, b, c], prefix)];

      const model = ledgerModel({ [a]: 0n, [b]: 0n, [c]: 0n, [cashIn]: undefined });
      const expected: string[] = [];
      const answered: string[] = [];
      for (const batch of intoBatches(operations, size)) {
        model.nextBatch();
        expected.push(...batch.map((operation) => model.apply(operation)));
        answered.push(...(await db.ledger.post(batch)).map(({ outcome }) => outcome));
      }

      expect(answered).toEqual(expected);
      const { [cashIn]: _, ...balances } = model.balances();
      for (const [id, [balance, held]] of Object.entries(balances))
        expect(await db.ledger.account(id)).toMatchObject({ balance, held });
    }),
    { numRuns: 60, endOnFailure: true },
  );
  expect(await db.drifts()).toEqual([]);
});
