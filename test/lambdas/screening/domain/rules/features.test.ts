import fc from 'fast-check';
import type { Payment } from '../../../../../lambdas/screening/domain/payment.ts';
import { type FeatureName, factsOf } from '../../../../../lambdas/screening/domain/rules/features.ts';
import { ago, anyPayment, aPayment, seen } from '../../../../support/screening.ts';

const minute = 60_000;
const spans = {
  '10m': [minute, 10],
  '1h': [minute, 60],
  '24h': [60 * minute, 24],
  '7d': [1440 * minute, 7],
  '30d': [1440 * minute, 30],
} as const;
const atMs = ({ at }: Payment): number => Date.parse(at);
const hoursBefore = (payment: Payment, hours: number) => atMs(payment) - hours * 60 * minute;

/** The windows of some payments by hand, with the present one when it counts. */
function byHand(prefix: string, past: readonly Payment[], present: Payment, withPresent: boolean) {
  const entries = Object.entries(spans).flatMap(([name, [width, buckets]]) => {
    const latest = Math.max(...[...past, present].map(atMs));
    const start = (Math.floor(latest / width) - buckets + 1) * width;
    const inside = past.filter((each) => atMs(each) >= start).concat(withPresent ? [present] : []);
    const sum = inside.reduce((total, { amountMinor }) => total + amountMinor, 0n);
    return [
      [`${prefix}.${name}.count`, inside.length],
      [`${prefix}.${name}.sum`, sum],
    ];
  });
  return Object.fromEntries(entries) as Record<FeatureName, number | bigint>;
}

const isPayee = (present: Payment) => (each: Payment) =>
  each.payeeId === present.payeeId && each.payeeKind === present.payeeKind;

describe('features', () => {
  it('are what counting all payments by hand gives', () => {
    fc.assert(
      fc.property(fc.array(anyPayment, { maxLength: 25 }), anyPayment, (before, wanted) => {
        const present: Payment = { ...wanted, deviceId: 'phone' };
        const facts = factsOf(seen(present, before));
        const paid = before.filter(({ payerId }) => payerId === present.payerId);
        const received = before.filter((each) => each.payeeId === present.payerId && each.payeeKind === 'customer');
        const toPayee = before.filter(isPayee(present));
        const onPhone = before.filter(({ deviceId }) => deviceId === 'phone');
        const lastDay = (each: Payment) => atMs(each) > hoursBefore(present, 24);
        const others = (payments: readonly Payment[]) => new Set([...payments, present].map(({ payerId }) => payerId));
        const expected = {
          ...byHand('paid', paid, present, true),
          ...byHand('received', received, present, false),
          ...byHand('payee.received', toPayee, present, true),
          ...byHand('device.paid', onPhone, present, true),
          'payers.24h': new Set(received.filter(lastDay).map(({ payerId }) => payerId)).size,
          'payee.payers.24h': others(toPayee.filter(lastDay)).size,
          'device.accounts.30d': others(onPhone).size,
          'devices.30d': new Set([...paid, present].flatMap(({ deviceId }) => deviceId ?? [])).size,
          'payee.isKnown': paid.some(({ payeeId }) => payeeId === present.payeeId),
          'paid.24h.similar':
            1 +
            paid.filter(lastDay).filter(({ amountMinor }) => {
              const ratio = (amountMinor * 1000n) / present.amountMinor;
              return ratio >= 900n && amountMinor * 10n <= present.amountMinor * 11n;
            }).length,
        };
        const found = Object.keys(expected).map((name) => [name, facts.get(name as FeatureName)]);
        expect(Object.fromEntries(found)).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('are not known without the state they come from', () => {
    const present = aPayment({ deviceId: 'phone', place: { lat: 1, lon: 1, region: 'KA' } });
    const facts = factsOf({ payment: present });
    const names = [
      ...['paid.1h.count', 'received.24h.sum', 'payee.received.1h.count', 'device.paid.1h.sum', 'paid.24h.similar'],
      ...['habit.mean', 'habit.deviations', 'payers.24h', 'payee.isKnown', 'payee.knownHours', 'payee.payers.24h'],
      ...['travel.km', 'travel.kmh', 'device.isNew', 'device.accounts.30d', 'devices.30d', 'region.1h.count'],
      ...['region.usualHour', 'region.load'],
    ] as FeatureName[];
    expect(names.filter((name) => facts.get(name) !== null)).toEqual([]);
  });

  it('take vendors neither for new nor for known, paid before or not', () => {
    const toVendor = { payeeId: 'system:vendor-settlement:INR', payeeKind: 'merchant' } as const;
    for (const before of [[], [aPayment({ ...toVendor, at: ago({ days: 2 }) })]]) {
      const facts = factsOf(seen(aPayment(toVendor), before));
      expect([facts.get('payee.isKnown'), facts.get('payee.knownHours')]).toEqual([null, null]);
    }
  });

  it('tell how many hours a payee is known, and the speed of travel', () => {
    const place = (lat: number) => ({ lat, lon: 77, region: 'KA' });
    const before = [
      aPayment({ at: ago({ hours: 5 }), place: place(12) }),
      aPayment({ at: ago({ hours: 2 }), place: place(13) }),
    ];
    const facts = factsOf(seen(aPayment({ place: place(15) }), before));
    expect(facts.get('payee.knownHours')).toBe(5);
    expect(facts.get('travel.km')).toBeCloseTo(222.39, 1);
    expect(facts.get('travel.kmh')).toBeCloseTo(111.19, 1);
  });
});
