import { countPuts } from '../../../local/streams/put-counts.ts';

const [first, second] = ['shardId-000000000000', 'shardId-000000000001'];

function counting() {
  let told: (shardId?: string) => void = () => undefined;
  const stopped: string[] = [];
  const counts = countPuts((stream, onPut) => {
    told = onPut;
    return () => stopped.push(stream);
  });
  return { counts, stopped, put: (shardId?: string) => told(shardId) };
}

it('counts what is put into a shard, and not what is put into others', () => {
  const { counts, put } = counting();
  const of = counts.of('facts');
  put(first);
  put(second);
  const before = [of(first), of(second)];
  put(first);
  expect(of(first)).not.toBe(before[0]);
  expect(of(second)).toBe(before[1]);
});

it('counts for every shard what may have closed it: a put nobody knows the place of, and the first into a shard', () => {
  const { counts, put } = counting();
  const of = counts.of('facts');
  put(first);
  const before = of(first);
  put(second);
  const after = of(first);
  expect(after).not.toBe(before);
  put();
  expect(of(first)).not.toBe(after);
});

it('counts nothing where nobody tells of puts', () => {
  expect(countPuts(undefined).of('facts')(first)).toBeUndefined();
});

it('stops to listen', () => {
  const { counts, stopped } = counting();
  counts.of('facts');
  counts.of('facts');
  counts.stop();
  expect(stopped).toEqual(['facts']);
});
