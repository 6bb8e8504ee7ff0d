import { makeFaults } from '../../local/faults.ts';

const call = { service: 'dynamodb', operation: 'PutItem', principal: 'StoreSms' };
const strikes = (faults: ReturnType<typeof makeFaults>, count: number, principal = call.principal) =>
  Array.from({ length: count }, () => faults.strike({ ...call, principal }).length);

describe('faults', () => {
  it('strike the calls in their scope, as often as they are told', () => {
    const faults = makeFaults();
    faults.inject({ service: 'dynamodb', principal: 'Sms', kind: 'throttle', skip: 1, times: 2 });
    expect(strikes(faults, 5)).toEqual([0, 1, 1, 0, 0]);
    expect(faults.strike({ ...call, service: 's3' })).toEqual([]);
    expect(strikes(faults, 3, 'StoreApps')).toEqual([0, 0, 0]);
    expect(faults.struck()).toBe(2);
  });

  it('are the same for the same seed and calls, whatever other functions do meanwhile', () => {
    const run = (others: boolean) => {
      const faults = makeFaults(42);
      faults.inject({ kind: 'away', probability: 0.5 });
      return Array.from({ length: 40 }, () => {
        if (others) strikes(faults, 3, 'StoreApps');
        return faults.strike(call).length;
      });
    };
    expect(run(true)).toEqual(run(false));
    expect(new Set(run(false))).toEqual(new Set([0, 1]));
  });

  it('differ by seed', () => {
    const run = (seed: number) => {
      const faults = makeFaults(seed);
      faults.inject({ kind: 'away', probability: 0.5 });
      return strikes(faults, 40).join('');
    };
    expect(run(1)).not.toBe(run(2));
  });

  it('are taken back one by one or all at once', () => {
    const faults = makeFaults();
    const takeBack = faults.inject({ kind: 'away' });
    faults.inject({ kind: 'throttle' });
    expect(strikes(faults, 1)).toEqual([2]);
    takeBack();
    expect(strikes(faults, 1)).toEqual([1]);
    faults.clear();
    expect(strikes(faults, 1)).toEqual([0]);
  });

  it('bring disorder into deliveries only when asked', () => {
    const items = Array.from({ length: 20 }, (_, n) => n);
    const faults = makeFaults(3);
    expect(faults.shuffle(items)).toEqual(items);
    expect(items.some(() => faults.deliverTwice('StoreSms'))).toBe(false);
    faults.disorder({ twice: 0.5, shuffle: true });
    expect(faults.shuffle(items)).not.toEqual(items);
    expect(faults.shuffle(items).toSorted((a, b) => a - b)).toEqual(items);
    expect(new Set(items.map(() => faults.deliverTwice('StoreSms')))).toEqual(new Set([true, false]));
  });
});
