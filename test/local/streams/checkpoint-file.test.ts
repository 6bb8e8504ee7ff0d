import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCheckpointFile } from '../../../local/streams/checkpoint-file.ts';

describe('the checkpoint file', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'checkpoints-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  it('gives the next process what was saved, and when the mapping first started', async () => {
    const path = join(folder, 'deep', 'mapping.json');
    const first = await openCheckpointFile(path, 1000);
    for (let number = 1; number <= 50; number += 1) first.save('shard-0', { sequenceNumber: String(number) });
    first.save('shard-1', { closed: true, window: { startMs: 0, endMs: 60_000, state: { n: 1 } } });
    await first.flush();

    const second = await openCheckpointFile(path, 2000);
    expect(second.firstStartMs).toBe(1000);
    expect(second.of('shard-0')).toEqual({ sequenceNumber: '50' });
    expect(second.of('shard-1')).toEqual({ closed: true, window: { startMs: 0, endMs: 60_000, state: { n: 1 } } });
    expect(second.of('shard-2')).toEqual({});
    expect(await readdir(join(folder, 'deep'))).toEqual(['mapping.json']);
  });

  it('says which file is broken and what to do', async () => {
    const path = join(folder, 'broken.json');
    await writeFile(path, '{');
    await expect(openCheckpointFile(path, 0)).rejects.toThrow(/broken\.json.*npm run reset/);
  });
});
