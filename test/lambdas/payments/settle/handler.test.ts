import fc from 'fast-check';
import type { EventEnvelope } from '../../../../lambdas/contracts/event.ts';
import { publishWaiting } from '../../../../lambdas/payments/adapters/publish-waiting.ts';
import { commandOf } from '../../../../lambdas/payments/domain/command.ts';
import type { Operation } from '../../../../lambdas/payments/domain/operation.ts';
import { makeSettle, type SettleDeps } from '../../../../lambdas/payments/settle/handler.ts';
import { Crash, crashingAt } from '../../../support/crashing.ts';
import { deliveriesOf } from '../../../support/deliveries.ts';
import { silentLog, silentMeter, unexpected } from '../../../support/fakes.ts';
import { kinesisOf } from '../../../support/kinesis.ts';
import { ledgerInMemory } from '../../../support/ledger.ts';
import { aPost } from '../../../support/payments.ts';

const now = new Date('2026-11-21T06:30:00.000Z');
const inert: SettleDeps = {
  post: unexpected('post'),
  publish: unexpected('publish'),
  nudge: async () => undefined,
  park: unexpected('park'),
  log: silentLog,
  meter: silentMeter,
};

const command = (number: number, changes: Parameters<typeof aPost>[0] = {}) =>
  commandOf(
    'asha',
    [aPost({ key: `key-${number}`, amount: { minor: BigInt(number), currency: 'INR' }, ...changes })],
    now,
  );

describe('a lane', () => {
  it('asks the ledger as few times as it takes', async () => {
    const calls: number[] = [];
    const settle = makeSettle({
      ...inert,
      post: async (operations) => {
        calls.push(operations.length);
        return ledgerInMemory({ 'asha:INR': 10_000n, 'ravi:INR': 0n }).steps.post(operations);
      },
    });
    const bulk = (from: number, count: number) =>
      commandOf(
        'asha',
        Array.from(
          { length: count },
          (_, at): Operation => aPost({ key: `key-${from + at}`, amount: { minor: 1n, currency: 'INR' } }),
        ),
        now,
      );
    await settle(kinesisOf([bulk(0, 400), bulk(400, 600), bulk(1000, 1)]));
    expect(calls).toEqual([1000, 1]);
  });

  it('tells the payer of a refusal that the ledger keeps nothing of', async () => {
    const told: EventEnvelope[] = [];
    const { steps } = ledgerInMemory({ 'asha:INR': 10n });
    const settle = makeSettle({ ...inert, post: steps.post, publish: async (events) => void told.push(...events) });
    await settle(kinesisOf([command(5, { credit: 'nobody:INR' })]));
    await settle(kinesisOf([command(5, { credit: 'nobody:INR' })]));
    expect(told).toMatchObject([
      { type: 'sangam.payments.transfer-refused.v1', subject: 'asha', data: { reason: 'unknown-account' } },
      { id: told[0]?.id },
    ]);
  });

  it('parks what is no command and goes on', async () => {
    const parked: string[] = [];
    const { balances, steps } = ledgerInMemory({ 'asha:INR': 10n, 'ravi:INR': 0n });
    const settle = makeSettle({ ...inert, post: steps.post, park: async ({ cause }) => void parked.push(cause) });
    await settle(kinesisOf(['{', { ...command(1), data: { operations: [] } }, command(2)]));
    expect(parked).toEqual(['not JSON', expect.stringContaining('data.operations')]);
    expect(balances.get('ravi:INR')).toBe(2n);
  });

  it('pays each key once and states each fact, however it is delivered and wherever it dies', async () => {
    const commands = Array.from({ length: 12 }, (_, at) => command(at + 1));
    await fc.assert(
      fc.asyncProperty(deliveriesOf(commands.length), async (deliveries) => {
        const ledger = ledgerInMemory({ 'asha:INR': 60n, 'ravi:INR': 0n });
        const stated = new Map<string, EventEnvelope>();
        const publish = async (events: readonly EventEnvelope[]): Promise<void> => {
          for (const event of events) stated.set(event.id, event);
        };
        for (const { from, to, crash } of deliveries) {
          const worker = { ...ledger.steps, publish };
          const { post, ...rest } = crash === undefined ? worker : crashingAt(worker, crash.at, crash.when);
          const nudge = async () => void (await publishWaiting(rest, rest.publish));
          await makeSettle({ ...inert, post, publish: rest.publish, nudge })(kinesisOf(commands.slice(from, to))).catch(
            (error: unknown) => {
              if (!(error instanceof Crash)) throw error;
              ledger.endLeases();
            },
          );
        }
        await publishWaiting(ledger.steps, publish);
        // 1 to 10 are 55; 11 and 12 are more than is left.
        expect([ledger.balances.get('asha:INR'), ledger.balances.get('ravi:INR')]).toEqual([5n, 55n]);
        expect(ledger.waiting()).toEqual([]);
        const types = [...stated.values()].map(({ type, subject }) => `${type.split('.')[2]} ${subject}`).toSorted();
        expect(types).toEqual([
          ...Array(10).fill('transfer-posted asha'),
          ...Array(10).fill('transfer-posted ravi'),
          ...Array(2).fill('transfer-refused asha'),
        ]);
      }),
      { numRuns: 100 },
    );
  });
});
