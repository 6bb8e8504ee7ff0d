import type { Payment } from '../../../../../lambdas/screening/domain/payment.ts';
import { compileRules } from '../../../../../lambdas/screening/domain/rules/compile.ts';
import { shippedRules } from '../../../../../lambdas/screening/domain/rules/shipped-rules.ts';
import { evaluate } from '../../../../../lambdas/screening/domain/verdict/evaluate.ts';
import { ago, aPayment, seen, times } from '../../../../support/screening.ts';

const compiled = compileRules(shippedRules);
const fired = (payment: Payment, before: readonly Payment[]) =>
  evaluate(compiled, seen(payment, before)).rules.map(({ id }) => id);

const rupees = (sum: number): bigint => BigInt(Math.round(sum * 100));
const place = (lat: number, lon = 77, region = 'KA') => ({ lat, lon, region });
/** So far north of the equator that it takes 900 km/h to be there within the hour, less one step. */
const kmNorth = (km: number) => place((km / 6371) * (180 / Math.PI));
const toMe = (count: number, sum: number): Payment[] =>
  Array.from({ length: count }, (_, index) =>
    aPayment({ payerId: `giver-${index}`, payeeId: 'asha', amountMinor: rupees(sum), at: ago({ minutes: 20 }) }),
  );
const toRavi = (count: number): Payment[] =>
  Array.from({ length: count }, (_, index) => aPayment({ payerId: `giver-${index}`, at: ago({ hours: 5 }) }));
const onPhone = (accounts: number): Payment[] =>
  Array.from({ length: accounts }, (_, index) =>
    aPayment({ payerId: `owner-${index}`, deviceId: 'phone', at: ago({ days: 20 }) }),
  );
const devices = (count: number): Payment[] =>
  Array.from({ length: count }, (_, index) => aPayment({ deviceId: `phone-${index}`, at: ago({ days: 3 }) }));
/** Ten payments that swing by Rs 100 around Rs 2,000, long ago. */
const habit = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((index) =>
  aPayment({
    amountMinor: rupees(index % 2 === 0 ? 1900 : 2100),
    at: ago({ days: 40 }),
    payeeId: 'shop',
    payeeKind: 'merchant',
  }),
);
/** In a region where each hour of the last three days saw ten payments. */
const usualTraffic = Array.from({ length: 72 * 10 }, (_, index) =>
  aPayment({
    payerId: `one-${index}`,
    payeeId: 'all',
    payeeKind: 'merchant',
    place: place(1),
    at: ago({ hours: 1 + (index % 72), minutes: 30 }),
  }),
);
const traffic = (count: number, at = ago({ seconds: 10 })) =>
  Array.from({ length: count }, (_, index) =>
    aPayment({ payerId: `two-${index}`, payeeId: 'all', payeeKind: 'merchant', place: place(1), at }),
  );
const byTen = (count: number): Payment[] => times(count, { at: ago({ minutes: 9 }) });
const near = (sum: number, at = ago({ hours: 20 })) =>
  aPayment({ amountMinor: rupees(sum), at, payeeKind: 'merchant' });
const known = (at: string) => aPayment({ amountMinor: 100n, at });

type Case = readonly [rule: string, why: string, payment: Partial<Payment>, before: readonly Payment[], fires: boolean];

const cases: readonly Case[] = [
  ['velocity-10m', 'the seventh in ten minutes', {}, byTen(6), true],
  ['velocity-10m', 'the sixth', {}, byTen(5), false],
  ['velocity-10m', 'the seventh, eleven minutes later', {}, times(6, { at: ago({ minutes: 11 }) }), false],
  ['velocity-1h', 'the 21st in an hour', {}, times(20, { at: ago({ minutes: 59 }) }), true],
  ['velocity-1h', 'the 20th', {}, times(19, { at: ago({ minutes: 59 }) }), false],
  ['sum-per-day', 'a paisa above Rs 1 lakh', { amountMinor: rupees(50_000.01) }, [near(50_000)], true],
  ['sum-per-day', 'Rs 1 lakh to the paisa', { amountMinor: rupees(50_000) }, [near(50_000)], false],
  ['sum-per-day', 'after a day', { amountMinor: rupees(50_001) }, [near(50_000, ago({ hours: 25 }))], false],
  ['sum-per-day-hard', 'a paisa above Rs 5 lakh', { amountMinor: rupees(1.01) }, [near(499_999)], true],
  ['sum-per-day-hard', 'Rs 5 lakh', { amountMinor: rupees(1) }, [near(499_999)], false],
  ['new-payee-high-amount', 'a paisa above Rs 10,000', { amountMinor: rupees(10_000.01) }, [], true],
  ['new-payee-high-amount', 'Rs 10,000', { amountMinor: rupees(10_000) }, [], false],
  ['new-payee-high-amount', 'to a merchant', { amountMinor: rupees(20_000), payeeKind: 'merchant' }, [], false],
  [
    'new-payee-high-amount',
    'after a rupee an hour ago',
    { amountMinor: rupees(20_000) },
    [known(ago({ hours: 1 }))],
    true,
  ],
  [
    'new-payee-high-amount',
    'just under a day known',
    { amountMinor: rupees(20_000) },
    [known(ago({ hours: 23, minutes: 59 }))],
    true,
  ],
  ['new-payee-high-amount', 'a day known', { amountMinor: rupees(20_000) }, [known(ago({ days: 1 }))], false],
  ['new-payee-high-amount', 'above habit of Rs 2,000 + 2 x 100', { amountMinor: rupees(2_200.01) }, habit, true],
  ['new-payee-high-amount', 'at that habit', { amountMinor: rupees(2_200) }, habit, false],
  [
    'structuring',
    'a third just below Rs 50,000',
    { amountMinor: rupees(49_999.99) },
    [near(49_000), near(48_000)],
    true,
  ],
  ['structuring', 'a second', { amountMinor: rupees(49_999.99) }, [near(49_000)], false],
  [
    'structuring',
    'at Rs 50,000, where a PAN is shown',
    { amountMinor: rupees(50_000) },
    [near(49_000), near(48_000)],
    false,
  ],
  ['structuring', 'from 85 % of it', { amountMinor: rupees(42_500) }, [near(42_500), near(42_500)], true],
  ['structuring', 'below 85 % of it', { amountMinor: rupees(42_499.99) }, [near(42_500), near(42_500)], false],
  [
    'impossible-travel',
    '901 km in an hour',
    { place: kmNorth(901) },
    [aPayment({ place: place(0), at: ago({ hours: 1 }) })],
    true,
  ],
  [
    'impossible-travel',
    '899 km in an hour',
    { place: kmNorth(899) },
    [aPayment({ place: place(0), at: ago({ hours: 1 }) })],
    false,
  ],
  ['impossible-travel', '99 km at once', { place: kmNorth(99) }, [aPayment({ place: place(0) })], false],
  ['impossible-travel', '101 km at once', { place: kmNorth(101) }, [aPayment({ place: place(0) })], true],
  ['impossible-travel', 'with no place before', { place: kmNorth(901) }, [aPayment()], false],
  ['mule-in-and-out', '80 % of what three sent', { amountMinor: rupees(16_800) }, toMe(3, 7_000), true],
  ['mule-in-and-out', 'a paisa less', { amountMinor: rupees(16_799.99) }, toMe(3, 7_000), false],
  ['mule-in-and-out', 'what two sent', { amountMinor: rupees(21_000) }, toMe(2, 10_500), false],
  ['mule-in-and-out', 'too little to matter', { amountMinor: rupees(19_998) }, toMe(3, 6_666), false],
  ['payee-collects', 'from the 26th payer', {}, toRavi(25), true],
  ['payee-collects', 'from the 25th payer', {}, toRavi(24), false],
  ['payee-collects', 'from one of 25 again', { payerId: 'giver-3' }, toRavi(25), false],
  ['device-many-accounts', 'the fourth account', { deviceId: 'phone' }, onPhone(3), true],
  ['device-many-accounts', 'the third account', { deviceId: 'phone' }, onPhone(2), false],
  ['device-many-accounts', 'one of three again', { deviceId: 'phone', payerId: 'owner-1' }, onPhone(3), false],
  [
    'device-velocity',
    'the 31st in an hour',
    { deviceId: 'phone' },
    times(30, { deviceId: 'phone', payerId: 'ravi' }),
    true,
  ],
  [
    'device-velocity',
    'the 30th in an hour',
    { deviceId: 'phone' },
    times(29, { deviceId: 'phone', payerId: 'ravi' }),
    false,
  ],
  [
    'device-velocity',
    'the 31st while traffic is twice the usual',
    { deviceId: 'phone', place: place(1) },
    [...usualTraffic, ...traffic(19), ...times(30, { deviceId: 'phone', payerId: 'ravi' })],
    false,
  ],
  [
    'new-device-high-amount',
    'a second device, above Rs 5,000',
    { deviceId: 'two', amountMinor: rupees(5_000.01) },
    devices(1),
    true,
  ],
  [
    'new-device-high-amount',
    'a second device, Rs 5,000',
    { deviceId: 'two', amountMinor: rupees(5_000) },
    devices(1),
    false,
  ],
  ['new-device-high-amount', 'the same device', { deviceId: 'phone-0', amountMinor: rupees(9_000) }, devices(1), false],
  ['new-device-high-amount', 'the first device ever', { deviceId: 'two', amountMinor: rupees(9_000) }, [], false],
  ['amount-outside-habit', 'above the least bound, Rs 5,000', { amountMinor: rupees(5_000.01) }, habit, true],
  ['amount-outside-habit', 'at the least bound', { amountMinor: rupees(5_000) }, habit, false],
  ['amount-outside-habit', 'one short of a habit', { amountMinor: rupees(50_000) }, habit.slice(1), false],
  ['many-devices', 'the sixth device in a month', { deviceId: 'other' }, devices(5), true],
  ['many-devices', 'the fifth', { deviceId: 'other' }, devices(4), false],
  ['merchant-burst', 'the 301st in ten minutes', { payeeId: 'all', payeeKind: 'merchant' }, traffic(300), true],
  ['merchant-burst', 'the 300th', { payeeId: 'all', payeeKind: 'merchant' }, traffic(299), false],
  ['region-surge', '200 where 10 are usual', { place: place(1) }, [...usualTraffic, ...traffic(199)], true],
  ['region-surge', '199 where 10 are usual', { place: place(1) }, [...usualTraffic, ...traffic(198)], false],
  ['region-surge', '200 where nothing is usual yet', { place: place(1) }, traffic(199), false],
];

describe('the shipped rules', () => {
  it.each(cases)('%s: %s', (rule, _, payment, before, fires) => {
    expect(fired(aPayment(payment), before).includes(rule)).toBe(fires);
  });

  it('each have cases on both sides of their border', () => {
    const sides = new Set(cases.map(([rule, , , , fires]) => `${rule} ${fires}`));
    expect([...sides].toSorted()).toEqual(
      shippedRules.rules.flatMap(({ id }) => [`${id} false`, `${id} true`]).toSorted(),
    );
  });

  it('let a customer of whom nothing is known pay a friend and a shop', () => {
    expect(fired(aPayment({ amountMinor: rupees(9_999) }), [])).toEqual([]);
    expect(fired(aPayment({ amountMinor: rupees(40_000), payeeKind: 'merchant' }), [])).toEqual([]);
  });
});
