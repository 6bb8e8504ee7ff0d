import type { EventEnvelope } from '../../../../lambdas/contracts/event.ts';
import { publishWaiting } from '../../../../lambdas/payments/adapters/publish-waiting.ts';
import { Crash, crashingAt } from '../../../support/crashing.ts';
import { ledgerInMemory } from '../../../support/ledger.ts';
import { aPost } from '../../../support/payments.ts';

/** A ledger with so many facts. */
async function withFacts(count: number) {
  const ledger = ledgerInMemory({ 'asha:INR': BigInt(count), 'ravi:INR': 0n });
  const amount = { minor: 1n, currency: 'INR' };
  await ledger.steps.post(Array.from({ length: count }, (_, at) => aPost({ key: `key-${at}`, amount })));
  return ledger;
}

it('publishes until nothing waits, in the order of the ledger', async () => {
  const ledger = await withFacts(2000);
  const ids: string[] = [];
  const publish = async (events: readonly EventEnvelope[]) =>
    void ids.push(...events.map(({ data }) => (data as { transferId: string }).transferId));
  expect(await publishWaiting(ledger.steps, publish)).toBe(2000);
  expect(ids.filter((_, at) => at % 2 === 0)).toEqual(Array.from({ length: 2000 }, (_, at) => `api.key-${at}`));
});

it('loses nothing wherever it dies, and states what it states again under the same ids', async () => {
  for (const when of ['before', 'after'] as const)
    for (let at = 0; at < 9; at++) {
      const ledger = await withFacts(2000);
      const stated = new Set<string>();
      const publish = async (events: readonly EventEnvelope[]) => {
        for (const { id } of events) stated.add(id);
      };
      const dying = crashingAt({ ...ledger.steps, publish }, at, when);
      await expect(publishWaiting(dying, dying.publish)).rejects.toThrow(Crash);
      ledger.endLeases();
      await publishWaiting(ledger.steps, publish);
      expect([ledger.waiting().length, stated.size]).toEqual([0, 4000]);
    }
});

it('leaves to another publisher what that one is about to publish, and is not done before', async () => {
  const ledger = await withFacts(10);
  const taken = await ledger.steps.takeFacts(10);
  let looks = 0;
  const pause = async () => {
    if (++looks === 3) await ledger.steps.factsSent(taken);
  };
  const nothing = async () => expect(looks).toBe(0);
  expect(await publishWaiting(ledger.steps, nothing, pause)).toBe(0);
  expect(looks).toBe(3);
});

it('publishes what a dead publisher took, as soon as its lease is over', async () => {
  const ledger = await withFacts(10);
  await ledger.steps.takeFacts(10);
  const pause = async () => ledger.endLeases();
  expect(await publishWaiting(ledger.steps, async () => undefined, pause)).toBe(10);
  expect(ledger.waiting()).toEqual([]);
});

it('does not wait for another for ever', async () => {
  const ledger = await withFacts(10);
  await ledger.steps.takeFacts(10);
  let waitedMs = 0;
  const pause = async (ms: number) => {
    waitedMs += ms;
  };
  expect(await publishWaiting(ledger.steps, async () => undefined, pause)).toBe(0);
  expect(waitedMs).toBeGreaterThan(30_000);
  expect(waitedMs).toBeLessThan(60_000);
});
