import { makeSweep } from '../../../../lambdas/payments/sweep/handler.ts';
import { countingMeter, silentLog } from '../../../support/fakes.ts';

it('gives back every hold that is due, a page at a time, and publishes what waits', async () => {
  const pages = [1000, 1000, 7];
  const meter = countingMeter();
  const steps: string[] = [];
  await makeSweep({
    expireHolds: async () => {
      steps.push('expire');
      return pages.shift() ?? 0;
    },
    publishWaiting: async () => {
      steps.push('publish');
      return 2009;
    },
    log: silentLog,
    meter,
  })();
  expect(steps).toEqual(['expire', 'expire', 'expire', 'publish']);
  expect(meter.counts).toEqual({ HoldsExpired: 2007, FactsSwept: 2009 });
});

it('says when more waited than it made itself: nudges get lost', async () => {
  const warned: unknown[] = [];
  const sweep = (published: number) =>
    makeSweep({
      expireHolds: async () => 5,
      publishWaiting: async () => published,
      log: { ...silentLog, warn: (event, details) => void warned.push([event, details]) },
      meter: countingMeter(),
    })();
  await sweep(5);
  expect(warned).toEqual([]);
  await sweep(6);
  expect(warned).toEqual([['facts.swept', { published: 6 }]]);
});
