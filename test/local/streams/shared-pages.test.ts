import { makeSharedPages, sharingPages } from '../../../local/streams/shared-pages.ts';
import type { ShardCursor, ShardPage, StreamReader } from '../../../local/streams/stream-reader.ts';
import { memoryStream } from './memory-stream.ts';
import { virtualTime } from './virtual-time.ts';
import { startWorld } from './world.ts';

const shardId = 'shardId-000000000000';

/** Mappings over one stream that share pages, and how often each reads for itself. */
function sharers(count: number, { counted = false } = {}) {
  const time = virtualTime();
  const stream = memoryStream(time.nowMs);
  const pages = makeSharedPages();
  let puts = 0;
  stream.onPut(() => {
    puts += 1;
  });
  const reads = Array.from({ length: count }, () => 0);
  const refused = new Set<number>();
  const readers = reads.map((_, index): StreamReader => {
    const own: StreamReader = {
      ...stream.reader,
      read: async (cursor, limit) => {
        reads[index] = (reads[index] ?? 0) + 1;
        if (refused.has(index)) throw new Error('AccessDenied');
        return stream.reader.read(cursor, limit);
      },
    };
    return sharingPages(own, 'stream', pages, time, () => (counted ? puts : undefined));
  });
  const cursor = (after?: string): ShardCursor => ({
    shardId,
    position: after === undefined ? { kind: 'start' } : { kind: 'after', sequenceNumber: after },
    iterator: `${shardId} ${after ?? 0}`,
  });
  const read = (index: number, after?: string): Promise<ShardPage> =>
    (readers[index] as StreamReader).read(cursor(after), 100);
  return { time, stream, reads, refused, read };
}

const texts = ({ records }: ShardPage) => records.map(({ data }) => Buffer.from(data, 'base64').toString('utf8'));

describe('mappings of one stream', () => {
  it('first read each shard with their own key, then take what another has just read', async () => {
    const { stream, reads, read } = sharers(3);
    await Promise.all([read(0), read(1), read(2)]);
    expect(reads).toEqual([1, 1, 1]);

    stream.put('asha', 'a');
    const pages = await Promise.all([read(0), read(1), read(2)]);
    expect(reads).toEqual([2, 1, 1]);
    expect(pages.map(texts)).toEqual([['a'], ['a'], ['a']]);
    expect(pages.map(({ atTip }) => atTip)).toEqual([true, true, true]);
  });

  it('take a page that was read before, but not for the end of the shard', async () => {
    const { stream, reads, read } = sharers(2);
    await Promise.all([read(0), read(1)]);
    stream.put('asha', 'a');
    await read(0);
    stream.put('asha', 'b');

    const page = await read(1);
    expect([texts(page), page.atTip, reads]).toEqual([['a'], false, [2, 1]]);
    expect(texts(await read(1, '1'))).toEqual(['b']);
  });

  it('read again what was empty', async () => {
    const { stream, read } = sharers(2);
    await Promise.all([read(0), read(1)]);
    await read(0);
    stream.put('asha', 'a');
    expect(texts(await read(1))).toEqual(['a']);
  });

  it('share the end of the shard for as long as nothing is put', async () => {
    const { stream, reads, read } = sharers(2, { counted: true });
    stream.put('asha', 'a');
    await Promise.all([read(0), read(1)]);
    await read(0, '1');
    const end = await read(1, '1');
    expect([texts(end), end.atTip, reads]).toEqual([[], true, [2, 1]]);

    const again = await read(1, '1');
    expect([again.atTip, reads]).toEqual([true, [2, 1]]);
    stream.put('asha', 'b');
    const page = await read(1, '1');
    expect([texts(page), page.atTip, reads]).toEqual([['b'], true, [2, 2]]);
    expect([texts(await read(0, '1')), reads]).toEqual([['b'], [2, 2]]);
  });

  it('look for themselves within seconds at a shard that nothing is put into', async () => {
    const { time, reads, read } = sharers(1, { counted: true });
    await read(0);
    await read(0);
    expect(reads).toEqual([1]);
    await time.pass(5000);
    await read(0);
    expect(reads).toEqual([2]);
  });

  it('get nothing under a role that may not read, however much others read', async () => {
    const { stream, read, refused } = sharers(2);
    refused.add(1);
    stream.put('asha', 'a');
    await read(0);
    await expect(read(1)).rejects.toThrow('AccessDenied');
    await expect(read(1)).rejects.toThrow('AccessDenied');
  });

  it('find out within seconds that a role may no longer read', async () => {
    const { time, stream, read, refused } = sharers(2);
    await Promise.all([read(0), read(1)]);
    refused.add(1);
    stream.put('asha', 'a');
    await read(0);
    expect(texts(await read(1))).toEqual(['a']);
    await time.pass(5000);
    await expect(read(1)).rejects.toThrow('AccessDenied');
  });

  it('read for themselves when the one that they waited for fails', async () => {
    const { stream, read, reads, refused } = sharers(2);
    await Promise.all([read(0), read(1)]);
    stream.put('asha', 'a');
    refused.add(0);
    const [first, second] = await Promise.allSettled([read(0), read(1)]);
    expect(first.status).toBe('rejected');
    expect(second.status === 'fulfilled' && texts(second.value)).toEqual(['a']);
    expect(reads).toEqual([2, 2]);
  });

  it('deliver everything in order, each by itself, also when one lags behind', async () => {
    const time = virtualTime();
    const stream = memoryStream(time.nowMs);
    const pages = makeSharedPages();
    const wrap = (): typeof stream => ({
      ...stream,
      reader: sharingPages(stream.reader, 'stream', pages, time, () => undefined),
    });
    const quick = startWorld({ time, stream: wrap() });
    const slow = startWorld({
      time,
      stream: wrap(),
      properties: { BatchSize: 3 },
      handle: async () => {
        await time.sleep(400);
        return { kind: 'ok', payload: null };
      },
    });
    const wanted = Array.from({ length: 60 }, (_, index) => String(index));
    for (const text of wanted) {
      stream.put('asha', text);
      await time.pass(13);
    }
    await time.until(Promise.all([quick.mapping.drained(), slow.mapping.drained()]));
    for (const world of [quick, slow]) {
      expect(world.deliveries.flatMap((delivery) => delivery.texts)).toEqual(wanted);
      await time.until(world.mapping.stop());
    }
  });
});
