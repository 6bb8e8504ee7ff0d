import type { EventEnvelope } from '../../../../lambdas/contracts/event.ts';
import type { PayoutPart } from '../../../../lambdas/contracts/payouts.ts';
import { commandOf } from '../../../../lambdas/payments/domain/command.ts';
import { planOf } from '../../../../lambdas/payments/domain/payouts/file.ts';
import { makeSettleBulk, type SettleBulkDeps } from '../../../../lambdas/payments/settle-bulk/handler.ts';
import type { Parked } from '../../../../lambdas/shared/park.ts';
import { silentLog, silentMeter, unexpected } from '../../../support/fakes.ts';
import { kinesisOf } from '../../../support/kinesis.ts';
import { ledgerInMemory } from '../../../support/ledger.ts';
import { aPost } from '../../../support/payments.ts';
import { payoutStoreOf } from '../../../support/payout-store.ts';

const now = () => new Date('2026-11-21T06:30:00.000Z');
const part: PayoutPart = { fileId: 'file-1', number: 0, of: 2, lines: [2], refused: [] };
const payout = (key: string, credit = 'ravi:INR') =>
  aPost({ caller: 'bulk', key, debit: 'shop-1:INR', credit, amount: { minor: 10n, currency: 'INR' }, reference: key });

function settlerOf(changes: Partial<SettleBulkDeps> = {}) {
  const store = payoutStoreOf({ state: 'paying', plan: planOf(600) }, '');
  const ledger = ledgerInMemory({ 'shop-1:INR': 1000n, 'ravi:INR': 0n });
  const told: EventEnvelope[] = [];
  const settle = makeSettleBulk({
    post: ledger.steps.post,
    publish: async (events) => void told.push(...events),
    nudge: async () => undefined,
    files: store.files,
    objects: store.objects,
    operationsPerCall: 2,
    operationsPerSec: 100,
    pause: async () => undefined,
    now,
    park: unexpected('park'),
    log: silentLog,
    meter: silentMeter,
    ...changes,
  });
  return { store, ledger, told, settle };
}

it('asks the ledger in small calls, so that nobody waits for a whole part', async () => {
  const calls: number[] = [];
  const { steps } = ledgerInMemory({ 'shop-1:INR': 1000n, 'ravi:INR': 0n });
  const { settle, store } = settlerOf({
    post: async (operations) => {
      calls.push(operations.length);
      return steps.post(operations);
    },
  });
  const operations = ['P-1', 'P-2', 'P-3', 'P-4', 'P-5'].map((key) => payout(key));
  await settle(kinesisOf([commandOf('shop-1', operations, now(), { ...part, lines: [2, 3, 4, 5, 6] })]));
  expect(calls).toEqual([2, 2, 1]);
  expect(store.fileOf()).toMatchObject({ state: 'paying', parts: { 0: { paid: 5, refused: 0 } } });
});

it('asks for a payout and its fee in one call', async () => {
  const calls: number[] = [];
  const { steps } = ledgerInMemory({ 'shop-1:INR': 1000n, 'ravi:INR': 0n });
  const { settle, store } = settlerOf({
    operationsPerCall: 3,
    post: async (operations) => {
      calls.push(operations.length);
      return steps.post(operations);
    },
  });
  const operations = ['P-1', 'P-2', 'P-3'].flatMap((group) =>
    [group, `${group}-fee`].map((key) => ({ ...payout(key), group })),
  );
  await settle(kinesisOf([commandOf('shop-1', operations, now(), { ...part, lines: [2, 2, 3, 3, 4, 4] })]));
  expect(calls).toEqual([4, 2]);
  expect(store.fileOf()).toMatchObject({ parts: { 0: { paid: 3, refused: 0 } } });
});

it('takes its time, so that everything behind the ledger keeps up', async () => {
  let nowMs = now().getTime();
  const pauses: number[] = [];
  const { steps } = ledgerInMemory({ 'shop-1:INR': 1000n, 'ravi:INR': 0n });
  const { settle } = settlerOf({
    now: () => new Date(nowMs),
    pause: async (ms) => void pauses.push(ms),
    post: async (operations) => {
      nowMs += 15;
      return steps.post(operations);
    },
  });
  const operations = ['P-1', 'P-2', 'P-3'].map((key) => payout(key));
  await settle(kinesisOf([commandOf('shop-1', operations, now(), { ...part, lines: [2, 3, 4] })]));
  expect(pauses).toEqual([5]);
});

it('does not pay behind an answer that was given, even where the account is there now', async () => {
  const { settle, ledger, store } = settlerOf();
  const command = commandOf('shop-1', [payout('P-1', 'late:INR')], now(), part);
  await settle(kinesisOf([command]));
  ledger.balances.set('late:INR', 0n);
  await settle(kinesisOf([command]));
  expect(ledger.balances.get('late:INR')).toBe(0n);
  expect(store.fileOf()).toMatchObject({ parts: { 0: { paid: 0, refused: 1 } } });
});

it('works off commands that are of no file', async () => {
  const { settle, ledger } = settlerOf({ files: payoutStoreOf({}, '').files });
  await settle(kinesisOf([commandOf('shop-1', [payout('P-1'), payout('P-2'), payout('P-3')], now())]));
  expect(ledger.balances.get('ravi:INR')).toBe(30n);
});

it('parks a part of a file that is not there, and goes on', async () => {
  const parked: Parked[] = [];
  const { settle, ledger } = settlerOf({ park: async (record) => void parked.push(record) });
  const lost = commandOf('shop-1', [payout('P-1')], now(), { ...part, fileId: 'file-9' });
  await settle(kinesisOf([lost, commandOf('shop-1', [payout('P-2')], now(), part)]));
  expect(parked.map(({ cause }) => cause)).toEqual(['names a payout file that is not there']);
  expect(ledger.balances.get('ravi:INR')).toBe(10n);
});
