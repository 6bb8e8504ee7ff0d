import type { EventEnvelope } from '../../../../lambdas/contracts/event.ts';
import type { OperationsRequested } from '../../../../lambdas/contracts/payments.ts';
import type { PayoutFile } from '../../../../lambdas/payments/domain/payouts/file.ts';
import { makePlanPayouts } from '../../../../lambdas/payments/plan-payouts/handler.ts';
import { makeSettleBulk } from '../../../../lambdas/payments/settle-bulk/handler.ts';
import { Crash, crashingAt } from '../../../support/crashing.ts';
import { silentLog, silentMeter, unexpected } from '../../../support/fakes.ts';
import { kinesisOf } from '../../../support/kinesis.ts';
import { ledgerInMemory } from '../../../support/ledger.ts';
import { payoutStoreOf } from '../../../support/payout-store.ts';
import { payoutsCsv } from '../../../support/payouts.ts';

const now = () => new Date('2026-11-21T06:30:00.000Z');
const shared = { now, park: unexpected('park'), log: silentLog, meter: silentMeter };

const submission = {
  specversion: '1.0',
  id: 'submission-1',
  source: '/sangam/payments',
  type: 'sangam.payments.payout-file-submitted.v1',
  subject: 'shop-1',
  time: now().toISOString(),
  datacontenttype: 'application/json',
  data: { fileId: 'file-1' },
};
const submitted: Partial<PayoutFile> = { state: 'submitted', etag: '"1"' };

/** 1,101 rows in three parts: the last payments find too little, and one row in a hundred is wrong. */
const rows = Array.from({ length: 1101 }, (_, index) =>
  index % 100 === 50 ? `P-${index},ravi,0,INR,` : `P-${index},ravi,10,INR,note ${index}`,
);

/** A platform with one file, whose steps may die. */
function platformOf(file: Partial<PayoutFile>, csv: string) {
  const store = payoutStoreOf(file, csv);
  const ledger = ledgerInMemory({ 'shop-1:INR': 10_000n, 'ravi:INR': 0n });
  const lane: OperationsRequested[] = [];
  const told: EventEnvelope[] = [];
  // Reading has no effect that dying could harm.
  const { readPart, readKept, ...objects } = store.objects;
  const steps = {
    ...store.files,
    ...objects,
    post: ledger.steps.post,
    bulkLane: async (events: readonly EventEnvelope[]) => void lane.push(...(events as OperationsRequested[])),
    publish: async (events: readonly EventEnvelope[]) => void told.push(...events),
  };
  const plan = (with_: typeof steps) =>
    makePlanPayouts({ ...shared, ...with_, files: with_, objects: { ...with_, readPart, readKept } })(
      kinesisOf([submission]),
    );
  const settle = async (with_: typeof steps) => {
    const consumer = makeSettleBulk({
      ...shared,
      ...with_,
      files: with_,
      objects: { ...with_, readPart },
      nudge: async () => undefined,
      operationsPerCall: 100,
      operationsPerSec: 1000,
      pause: async () => undefined,
    });
    for (const command of lane) await consumer(kinesisOf([command]));
  };
  return { store, ledger, lane, told, steps, plan, settle };
}

it('cuts a file into parts and answers every row', async () => {
  const { store, lane, told, steps, plan, settle } = platformOf(submitted, payoutsCsv(rows));
  await plan(steps);
  expect(lane.map(({ data }) => [data.part?.number, data.part?.of, data.operations.length])).toEqual([
    [0, 3, 495],
    [1, 3, 495],
    [2, 3, 100],
  ]);
  expect(store.fileOf()).toMatchObject({ state: 'paying', sent: 3, plan: { rows: 1101, parts: 3, rowsInPart: 500 } });
  await settle(steps);
  expect(store.fileOf()).toMatchObject({ state: 'done' });
  const [header, ...answers] = (store.result() ?? '').trimEnd().split('\n');
  expect(header).toBe('line,reference,status,transferId,reason');
  expect(answers.map((answer) => answer.split(',')[0])).toEqual(rows.map((_, index) => String(index + 2)));
  expect(answers.filter((answer) => answer.includes(',paid,bulk.'))).toHaveLength(1000);
  expect(answers.filter((answer) => answer.endsWith(',amount-wrong'))).toHaveLength(11);
  expect(answers.filter((answer) => answer.endsWith(',insufficient-funds'))).toHaveLength(90);
  expect(told).toMatchObject([
    {
      type: 'sangam.payments.payout-file-settled.v1',
      subject: 'shop-1',
      data: { rows: 1101, paid: 1000, refused: 101 },
    },
  ]);
});

describe('whatever dies', () => {
  const whole = platformOf(submitted, payoutsCsv(rows));
  let expected: string | undefined;
  beforeAll(async () => {
    await whole.plan(whole.steps);
    await whole.settle(whole.steps);
    expected = whole.store.result();
  });

  it.each(['before', 'after'] as const)('%s a call of the planner, each part has one effect', async (when) => {
    let died = 0;
    for (let at = 0; at < 40; at++) {
      const { store, ledger, told, steps, plan, settle } = platformOf(submitted, payoutsCsv(rows));
      const outcome = await plan(crashingAt(steps, at, when)).catch((error: unknown) => error);
      if (!(outcome instanceof Crash)) break;
      died++;
      await plan(steps);
      await settle(steps);
      await settle(steps);
      expect(store.result()).toBe(expected);
      expect(ledger.balances.get('shop-1:INR')).toBe(0n);
      expect(new Set(told.map(({ id }) => id)).size).toBe(1);
    }
    expect(died).toBeGreaterThan(8);
  });

  it.each(['before', 'after'] as const)('%s a call of the settler, each payment has one effect', async (when) => {
    let died = 0;
    for (let at = 0; at < 60; at++) {
      const { store, ledger, told, steps, plan, settle } = platformOf(submitted, payoutsCsv(rows));
      await plan(steps);
      const outcome = await settle(crashingAt(steps, at, when)).catch((error: unknown) => error);
      if (!(outcome instanceof Crash)) break;
      died++;
      await settle(steps);
      expect(store.fileOf()).toMatchObject({ state: 'done' });
      expect(store.result()).toBe(expected);
      expect(ledger.balances.get('shop-1:INR')).toBe(0n);
      expect(new Set(told.map(({ id }) => id)).size).toBe(1);
    }
    expect(died).toBeGreaterThan(20);
  });
});

it.each([
  ['has another first line', 'reference,payee\nP-1,asha\n', 'the first line is wrong'],
  ['has no rows', payoutsCsv([]), 'it has no rows'],
  ['is empty', '\n', 'it has no rows'],
  ['is no CSV', payoutsCsv(['P-1,asha,100,INR,"']), 'line 2 is no CSV'],
])('refuses a file as a whole that %s', async (_, csv, reason) => {
  const { store, lane, steps, plan } = platformOf(submitted, csv);
  await plan(steps);
  expect(store.fileOf()).toMatchObject({ state: 'refused', reason: expect.stringMatching(reason), sent: 0 });
  expect(lane).toEqual([]);
});

it('pays nothing of a file that was changed after it was submitted', async () => {
  const { store, lane, steps, plan } = platformOf({ ...submitted, etag: '"2"' }, payoutsCsv(rows));
  await plan(steps);
  expect(store.fileOf()).toMatchObject({ state: 'refused', reason: 'it was changed after it was submitted' });
  expect(lane).toEqual([]);
});

it('goes on with what was submitted after a crash, whatever was uploaded in its place', async () => {
  const { store, ledger, steps, plan, settle } = platformOf(submitted, payoutsCsv(rows));
  let commands = 0;
  const dying = {
    ...steps,
    bulkLane: async (events: readonly EventEnvelope[]) => {
      if (commands++ === 1) throw new Crash('bulkLane');
      return steps.bulkLane(events);
    },
  };
  await expect(plan(dying)).rejects.toThrow(Crash);
  expect(store.fileOf()).toMatchObject({ state: 'paying', sent: 1 });
  store.uploadAnother(payoutsCsv(['P-1,mallory,10000,INR,']));
  await plan(steps);
  await settle(steps);
  expect(store.fileOf()).toMatchObject({ state: 'done', sent: 3 });
  expect(ledger.balances.get('ravi:INR')).toBe(10_000n);
});

it('leaves a file alone that is done', async () => {
  const { lane, steps, plan } = platformOf({ state: 'done' }, payoutsCsv(rows));
  await plan(steps);
  expect(lane).toEqual([]);
});
