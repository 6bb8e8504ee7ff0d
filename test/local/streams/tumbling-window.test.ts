import type { InvokeResult } from '../../../local/lambda/host.ts';
import { type Delivery, failWith, startWorld, type World } from './world.ts';

/** Counts records in the state, as an aggregating function would. */
function count({ event, texts }: Delivery): InvokeResult {
  const { state } = event as { readonly state: { readonly records?: number } };
  return { kind: 'ok', payload: { state: { records: (state.records ?? 0) + texts.length } } };
}

/** The start of a virtual test is a full hour, so windows of a minute begin with it. */
const properties = { TumblingWindowInSeconds: 60, BatchSize: 2 };

const closings = ({ deliveries }: World) =>
  deliveries.filter(({ event }) => event.isFinalInvokeForWindow === true).map(({ event }) => event);

describe('tumbling windows', () => {
  it('hands the state from call to call and closes the window once with the whole of it', async () => {
    const world = startWorld({ properties, handle: count });
    const { stream, time, mapping } = world;
    for (const text of ['a', 'b', 'c']) stream.put('asha', text);
    await time.pass(10_000);
    stream.put('asha', 'd');
    await time.pass(51_100);
    stream.put('asha', 'next window');
    await time.until(mapping.drained());

    expect(closings(world)).toMatchObject([
      {
        Records: [],
        window: { start: '2026-11-21T10:00:00Z', end: '2026-11-21T10:01:00Z' },
        state: { records: 4 },
        shardId: 'shardId-000000000000',
        eventSourceARN: 'arn:aws:kinesis:ap-south-1:000000000000:stream/events',
        isWindowTerminatedEarly: false,
      },
      { window: { start: '2026-11-21T10:01:00Z' }, state: { records: 1 } },
    ]);
    await time.until(mapping.stop());
  });

  it('closes a window although nothing more is put', async () => {
    const world = startWorld({ properties, handle: count });
    world.stream.put('asha', 'a');
    await world.time.pass(62_000);

    expect(closings(world)).toMatchObject([{ state: { records: 1 } }]);
    await world.time.until(world.mapping.stop());
  });

  it('starts the first call of a window with an empty state and takes an answer without state as a failure', async () => {
    const world = startWorld({
      properties,
      handle: (delivery, attempt) => (attempt === 1 ? { kind: 'ok', payload: {} } : count(delivery)),
    });
    world.stream.put('asha', 'a');
    await world.time.until(world.mapping.drained());

    expect(world.deliveries.slice(0, 2).map(({ event }) => event.state)).toEqual([{}, {}]);
    expect(closings(world)).toMatchObject([{ state: { records: 1 } }]);
    await world.time.until(world.mapping.stop());
  });

  it('keeps the state over a restart', async () => {
    const before = startWorld({ properties, handle: count });
    before.stream.put('asha', 'a');
    await before.time.pass(1000);
    const after = await before.restart();
    after.stream.put('asha', 'b');
    await after.time.until(after.mapping.drained());

    expect(closings(before)).toEqual([]);
    expect(closings(after)).toMatchObject([{ state: { records: 2 } }]);
    await after.time.until(after.mapping.stop());
  });

  it('ends a window early when the state grows over 1 MB, and begins again with an empty one', async () => {
    const world = startWorld({
      properties: { ...properties, BatchSize: 1 },
      handle: ({ event, texts }) => {
        const { state } = event as { readonly state: { readonly text?: string } };
        return { kind: 'ok', payload: { state: { text: (state.text ?? '') + 'x'.repeat(texts.length * 600_000) } } };
      },
    });
    for (const text of ['a', 'b', 'c']) world.stream.put('asha', text);
    await world.time.until(world.mapping.drained());

    expect(closings(world).map(({ isWindowTerminatedEarly }) => isWindowTerminatedEarly)).toEqual([true, false]);
    expect(closings(world).map(({ state }) => (state as { text: string }).text.length)).toEqual([1_200_000, 600_000]);
    await world.time.until(world.mapping.stop());
  });

  it('closes the window of a shard that ends', async () => {
    const world = startWorld({ properties, handle: count });
    world.stream.put('asha', 'a');
    world.stream.split('shardId-000000000000', ['shardId-000000000001']);
    await world.time.pass(3000);

    expect(closings(world)).toMatchObject([{ state: { records: 1 } }]);
    await world.time.until(world.mapping.stop());
  });

  it('parks the state of a window whose closing fails for good', async () => {
    const world = startWorld({
      properties: { ...properties, MaximumRetryAttempts: 1 },
      handle: (delivery) => (delivery.event.isFinalInvokeForWindow === true ? failWith('Error') : count(delivery)),
    });
    world.stream.put('asha', 'a');
    await world.time.until(world.mapping.drained());

    expect(world.parked).toMatchObject([{ records: [], invocations: 2, event: { state: { records: 1 } } }]);
    await world.time.until(world.mapping.stop());
  });
});
