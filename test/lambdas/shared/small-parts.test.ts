import { backoffMs } from '../../../lambdas/shared/backoff.ts';
import { concurrently } from '../../../lambdas/shared/concurrently.ts';
import { deterministicId } from '../../../lambdas/shared/deterministic-id.ts';
import { compareSequence, isAfter } from '../../../lambdas/shared/sequence.ts';

describe('concurrently', () => {
  it('never runs more at once than it may', async () => {
    let running = 0;
    let most = 0;
    const done: number[] = [];
    await concurrently(3, [1, 2, 3, 4, 5, 6, 7], async (item) => {
      most = Math.max(most, ++running);
      await Promise.resolve();
      running--;
      done.push(item);
    });
    expect(most).toBe(3);
    expect(done.toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('starts nothing after a failure, waits for what runs, and throws the first', async () => {
    const ended: number[] = [];
    const work = concurrently(2, [1, 2, 3, 4], async (item) => {
      if (item === 1) throw new Error('first');
      await new Promise((resolve) => setImmediate(resolve));
      ended.push(item);
    });
    await expect(work).rejects.toThrow('first');
    expect(ended).toEqual([2]);
  });
});

describe('deterministicId', () => {
  it('is a UUID of version 8 that depends on each part and on where it ends', () => {
    const id = deterministicId('a', 'bc');
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(deterministicId('a', 'bc')).toBe(id);
    expect(deterministicId('ab', 'c')).not.toBe(id);
  });
});

describe('sequence numbers', () => {
  it('grow by length first, then by digits', () => {
    expect(['10', '9', '2'].toSorted(compareSequence)).toEqual(['2', '9', '10']);
    expect([isAfter('10', '9'), isAfter('9', '9'), isAfter('1', undefined)]).toEqual([true, false, true]);
  });
});

it('backs off under a cap', () => {
  expect(backoffMs(1, 50, 2000, () => 0.5)).toBe(50);
  expect(backoffMs(20, 50, 2000, () => 0.999)).toBe(1998);
});
