import { nextStep, type Queued } from '../../../local/streams/batch.ts';

const item = (overrides: Partial<Queued> = {}): Queued => ({
  bytes: 100,
  arrivedAtMs: 1000,
  queuedAtMs: 1000,
  ...overrides,
});
const limits = { batchSize: 3, batchingWindowMs: 500, tumblingWindowMs: 0 };
const state = { window: undefined, tip: { readAtMs: 0, closed: false }, nowMs: 1000, hurry: false };

describe('what a lane does next', () => {
  it.each([
    ['nothing is queued', [], {}, { kind: 'idle' }],
    ['a batch is full', [item(), item(), item(), item()], {}, { kind: 'deliver', count: 3 }],
    ['a batch is not full', [item()], {}, { kind: 'wait', untilMs: 1500 }],
    ['its window is over', [item(), item()], { nowMs: 1500 }, { kind: 'deliver', count: 2 }],
    ['somebody waits for the end', [item()], { hurry: true }, { kind: 'deliver', count: 1 }],
    ['the shard is closed', [item()], { tip: { readAtMs: 0, closed: true } }, { kind: 'deliver', count: 1 }],
    ['the next would not fit', [item({ bytes: 5e6 }), item({ bytes: 5e6 })], {}, { kind: 'deliver', count: 1 }],
    ['one is too large by itself', [item({ bytes: 7e6 }), item()], {}, { kind: 'deliver', count: 1 }],
  ])('when %s', (_, queue, overrides, expected) => {
    expect(nextStep(queue, limits, { ...state, ...overrides })).toEqual(expected);
  });

  it('delivers at once without a batching window', () => {
    expect(nextStep([item()], { ...limits, batchingWindowMs: 0 }, state)).toEqual({ kind: 'deliver', count: 1 });
  });

  describe('in tumbling windows', () => {
    const tumbling = { ...limits, tumblingWindowMs: 1000, batchingWindowMs: 0 };
    const window = { startMs: 1000, endMs: 2000, state: {} };

    it.each([
      [
        'keeps records of different windows apart',
        [item({ arrivedAtMs: 1999 }), item({ arrivedAtMs: 2000 })],
        {},
        { kind: 'deliver', count: 1 },
      ],
      [
        'closes the window before a record of the next',
        [item({ arrivedAtMs: 2000 })],
        { window },
        { kind: 'close-window' },
      ],
      [
        'takes a late record into the open window',
        [item({ arrivedAtMs: 999 })],
        { window },
        { kind: 'deliver', count: 1 },
      ],
      ['waits for the end of the window', [], { window, nowMs: 1500 }, { kind: 'wait', untilMs: 2000 }],
      [
        'waits until the shard was read past the end',
        [],
        { window, nowMs: 2500, tip: { readAtMs: 1900, closed: false } },
        { kind: 'wait', untilMs: Number.POSITIVE_INFINITY },
      ],
      [
        'closes once no record can join',
        [],
        { window, nowMs: 2500, tip: { readAtMs: 2000, closed: false } },
        { kind: 'close-window' },
      ],
      [
        'leaves room for the state',
        [item({ bytes: 3e6 }), item({ bytes: 3e6 })],
        { window },
        { kind: 'deliver', count: 1 },
      ],
      [
        'closes when the shard ends',
        [],
        { window, nowMs: 1500, tip: { readAtMs: 1500, closed: true } },
        { kind: 'close-window' },
      ],
    ])('%s', (_, queue, overrides, expected) => {
      expect(nextStep(queue, tumbling, { ...state, ...overrides })).toEqual(expected);
    });
  });
});
