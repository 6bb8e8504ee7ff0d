import { memoryStream } from './memory-stream.ts';
import { virtualTime } from './virtual-time.ts';
import { failWith, startWorld } from './world.ts';

describe('a stream mapping that is started again', () => {
  it('goes on where it was after a restart', async () => {
    const before = startWorld();
    before.stream.put('asha', '1');
    await before.time.until(before.mapping.drained());
    const after = await before.restart();
    after.stream.put('asha', '2');
    await after.time.until(after.mapping.drained());

    expect(after.deliveries.map(({ texts }) => texts)).toEqual([['2']]);
    await after.time.until(after.mapping.stop());
  });

  it('delivers again what was not finished when it stopped', async () => {
    const before = startWorld({ handle: () => failWith('Error') });
    before.stream.put('asha', '1');
    await before.time.pass(5000);
    const after = await before.restart();
    await after.time.pass(100);

    expect(after.deliveries[0]?.texts).toEqual(['1']);
    await after.time.until(after.mapping.stop());
  });

  it('starts at LATEST with what is put after its first start, also when it was down meanwhile', async () => {
    const time = virtualTime();
    const stream = memoryStream(time.nowMs);
    stream.put('asha', 'old');
    await time.pass(10);
    const before = startWorld({ properties: { StartingPosition: 'LATEST' }, stream, time });
    await time.until(before.mapping.stop());
    stream.put('asha', 'meanwhile');
    await time.pass(10);
    const after = await before.restart();
    stream.put('asha', 'new');
    await time.until(after.mapping.drained());

    expect([...before.deliveries, ...after.deliveries].flatMap(({ texts }) => texts)).toEqual(['meanwhile', 'new']);
    await time.until(after.mapping.stop());
  });
});
