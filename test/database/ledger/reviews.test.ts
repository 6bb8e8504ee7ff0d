import { type ReviewRule, reviewsIn } from '../../../lambdas/payments/adapters/reviews-table.ts';
import { operationId } from '../../../lambdas/payments/domain/operation.ts';
import { heldForReview } from '../../../lambdas/payments/domain/screened.ts';
import {
  aCapture,
  aHold,
  aPost,
  aVoid,
  type LedgerUnderTest,
  openWallets,
  startLedger,
} from '../../support/ledger-under-test.ts';

let db: LedgerUnderTest;

beforeAll(async () => {
  db = await startLedger();
  await openWallets(db.ledger, { asha: 1_000_000n, shop: 0n });
});

beforeEach(async () => {
  const { reviews } = await reviewsIn(db.app).waiting({ limit: 100 });
  await db.ledger.post([aPost(), ...reviews.map(({ id }) => aVoid(id))]);
});

afterAll(() => db.services.drop());

/** Ids of payments that were held for review one after the other. */
async function held(count: number): Promise<string[]> {
  const holds = Array.from({ length: count }, () => heldForReview(aPost()));
  for (const hold of holds) await db.ledger.post([hold]);
  return holds.map(operationId);
}

const waitingIds = async () => (await reviewsIn(db.app).waiting({ limit: 100 })).reviews.map(({ id }) => id);

it('lists what waits for an operator, and neither what was decided, nor what is due, nor holds of orders', async () => {
  const [first = '', released = '', refused = '', due = '', last = ''] = await held(5);
  await db.ledger.post([aCapture(released), aVoid(refused)]);
  await db.admin.query(
    `UPDATE payments.hold SET created_at = created_at - interval '3 days', expires_at = now() - interval '1 second'
     WHERE id = :due`,
    { due },
  );
  const days = (count: number) => count * 86_400;
  await db.ledger.post([aHold({ kind: 'order' }), aHold({ kind: 'order', holdSec: days(3) })]);
  expect(await waitingIds()).toEqual([first, last]);
});

it('tells what a payment is and why it was held; the first reason stays', async () => {
  const [id = ''] = await held(1);
  const rule: ReviewRule = {
    ...{ id: 'structuring', version: 1, mode: 'live', action: 'review' },
    values: { 'payment.amount': '100', 'payee.knownHours': null },
    thresholds: { limit: '5000000' },
  };
  const { note, waiting } = reviewsIn(db.app);
  expect((await waiting({ limit: 1 })).reviews).toMatchObject([{ id, rules: null }]);
  await note(id, [rule]);
  await note(id, []);
  const { reviews } = await waiting({ limit: 1 });
  expect(reviews).toMatchObject([{ id, debit: 'asha', credit: 'shop', amount: 100n, currency: 'INR', rules: [rule] }]);
  const [review] = reviews;
  expect(Date.parse(review?.until ?? '') - Date.parse(review?.heldAt ?? '')).toBe(3 * 86_400_000);
});

it('pages through them, the oldest first, also through those of one instant', async () => {
  const holds = Array.from({ length: 3 }, () => heldForReview(aPost()));
  await db.ledger.post(holds);
  const ids = [...holds.map(operationId).toSorted(), ...(await held(2))];
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = await reviewsIn(db.app).waiting({ limit: 2, ...(after !== undefined && { after }) });
    seen.push(...page.reviews.map(({ id }) => id));
    after = page.next;
  } while (after !== undefined);
  expect(seen).toEqual(ids);
});

it('reads an index of reviews alone, in its order', async () => {
  await db.ledger.post(Array.from({ length: 300 }, () => aHold({ kind: 'order' })));
  await held(3);
  await db.admin.query('ANALYZE payments.hold');
  const plan = await db.admin.query<Record<string, string>>(
    `EXPLAIN SELECT id FROM payments.hold WHERE status = 'active' AND expires_at - created_at >= interval '3 days'
     ORDER BY created_at, id LIMIT 50`,
  );
  expect(JSON.stringify(plan)).toContain('hold_of_review');
});
