import type { Payment } from '../payment.ts';
import { dayMs, type EntityState, hourMs } from '../state/state.ts';
import { digest } from '../windows/digest.ts';
import { distanceKm } from '../windows/distance.ts';
import { type Habit, habitOf } from '../windows/habit.ts';
import { find, type Members, metSince } from '../windows/members.ts';
import { type Span, type Total, total } from '../windows/ring.ts';

/** A payment that is asked for, with the states before it. A state that could not be read is absent. */
export type Sources = {
  readonly payment: Payment;
  readonly payer?: EntityState | undefined;
  readonly payee?: EntityState | undefined;
  readonly device?: EntityState | undefined;
  readonly region?: EntityState | undefined;
};

/** `null` is not known: a rule that would need it does not fire. */
export type FeatureValue = bigint | number | string | boolean | null;
export type FeatureKind = 'money' | 'number' | 'text' | 'flag';
type Feature = { readonly kind: FeatureKind; readonly of: (sources: Sources, atMs: number) => FeatureValue };

const minute = 60_000;
const windows = {
  '10m': { ring: 'minutes', widthMs: minute, buckets: 10 },
  '1h': { ring: 'minutes', widthMs: minute, buckets: 60 },
  '24h': { ring: 'hours', widthMs: hourMs, buckets: 24 },
  '7d': { ring: 'days', widthMs: dayMs, buckets: 7 },
  '30d': { ring: 'days', widthMs: dayMs, buckets: 30 },
} as const;
type WindowName = keyof typeof windows;

type WindowFeature = `${'paid' | 'received' | 'payee.received' | 'device.paid'}.${WindowName}.${'count' | 'sum'}`;

/** A payment counts in the windows of those whom it is asked to change, so that a limit speaks of what it allows. */
function counted(
  name: WindowName,
  side: 'paid' | 'received',
  of: (sources: Sources) => EntityState | undefined,
  withThis: boolean,
): (sources: Sources, atMs: number) => Total | null {
  const { ring, widthMs, buckets } = windows[name];
  const span: Span = { widthMs, buckets };
  return (sources, atMs) => {
    const state = of(sources);
    if (state === undefined) return null;
    const before = total(state[side][ring], span, atMs);
    return withThis ? { count: before.count + 1, sum: before.sum + sources.payment.amountMinor } : before;
  };
}

function windowFeatures(): Record<WindowFeature, Feature> {
  const subjects = [
    ['paid', 'paid', (sources: Sources) => sources.payer, true],
    ['received', 'received', (sources: Sources) => sources.payer, false],
    ['payee.received', 'received', (sources: Sources) => sources.payee, true],
    ['device.paid', 'paid', (sources: Sources) => sources.device, true],
  ] as const;
  const features: [string, Feature][] = subjects.flatMap(([subject, side, of, withThis]) =>
    (Object.keys(windows) as WindowName[]).flatMap((name): [string, Feature][] => {
      const read = counted(name, side, of, withThis);
      return [
        [`${subject}.${name}.count`, { kind: 'number', of: (sources, atMs) => read(sources, atMs)?.count ?? null }],
        [`${subject}.${name}.sum`, { kind: 'money', of: (sources, atMs) => read(sources, atMs)?.sum ?? null }],
      ];
    }),
  );
  return Object.fromEntries(features) as Record<WindowFeature, Feature>;
}

const habit = ({ payer }: Sources, atMs: number): Habit | undefined =>
  payer && habitOf(payer.amounts, payer.squares, atMs);

const someone = (members: Members | undefined, sinceMs: number, id?: string): number | null =>
  members === undefined ? null : metSince(members, sinceMs, id === undefined ? undefined : digest(id));

/** Payments of the last 24 hours, this one included, that differ from it by at most a tenth. */
function similar({ payer, payment: { amountMinor } }: Sources, atMs: number): number | null {
  if (payer === undefined) return null;
  const isSimilar = (amount: bigint) => amount * 10n >= amountMinor * 9n && amount * 10n <= amountMinor * 11n;
  return 1 + payer.recent.filter(([met, amount]) => met > atMs - dayMs && isSimilar(amount)).length;
}

function travelledKm({ payer, payment: { place } }: Sources): number | null {
  return payer?.place && place ? distanceKm(payer.place, place) : null;
}

function travelSpeed(sources: Sources, atMs: number): number | null {
  const km = travelledKm(sources);
  if (km === null) return null;
  // A second at least: two payments at one instant are fast, not infinitely so.
  const ms = Math.max(1000, Math.abs(atMs - (sources.payer?.place?.atMs ?? atMs)));
  return (km * hourMs) / ms;
}

/** Payments of the region's usual hour: the mean of those before this one, of at most a week and at least a day. */
function usualHour({ region }: Sources, atMs: number): number | null {
  if (region === undefined || region.sinceMs === null) return null;
  const hours = Math.min(167, Math.floor(atMs / hourMs) - Math.floor(region.sinceMs / hourMs));
  if (hours < 24) return null;
  const week = total(region.paid.hours, { widthMs: hourMs, buckets: 168 }, atMs).count;
  const present = total(region.paid.hours, { widthMs: hourMs, buckets: 1 }, atMs).count;
  return (week - present) / hours;
}

const regionHour = ({ region }: Sources, atMs: number): number | null =>
  region === undefined ? null : total(region.paid.minutes, { widthMs: minute, buckets: 60 }, atMs).count + 1;

function load(sources: Sources, atMs: number): number | null {
  const usual = usualHour(sources, atMs);
  const now = regionHour(sources, atMs);
  return usual === null || now === null || usual === 0 ? null : now / usual;
}

const payeeOf = ({ payer, payment }: Sources) => payer && find(payer.payees, digest(payment.payeeId));

function knownHours(sources: Sources, atMs: number): number | null {
  if (sources.payer === undefined) return null;
  return Math.max(0, (atMs - (payeeOf(sources)?.[1] ?? atMs)) / hourMs);
}

function isNewDevice({ payer, payment: { deviceId } }: Sources): boolean | null {
  // The first device of a customer is no change of it.
  if (deviceId === undefined || payer === undefined || payer.devices.length === 0) return null;
  return find(payer.devices, digest(deviceId)) === undefined;
}

function deviations(sources: Sources, atMs: number): number | null {
  const known = habit(sources, atMs);
  if (known === undefined) return null;
  const { mean, spread } = known;
  return Number(sources.payment.amountMinor - mean) / Math.max(1, Number(spread));
}

const ownFeatures = {
  'payment.amount': { kind: 'money', of: ({ payment }) => payment.amountMinor },
  'payment.payeeKind': { kind: 'text', of: ({ payment }) => payment.payeeKind },
  'payment.region': { kind: 'text', of: ({ payment }) => payment.place?.region ?? null },
  'paid.24h.similar': { kind: 'number', of: similar },
  'habit.count': { kind: 'number', of: (from, atMs) => habit(from, atMs)?.count ?? null },
  'habit.mean': { kind: 'money', of: (from, atMs) => habit(from, atMs)?.mean ?? null },
  'habit.spread': { kind: 'money', of: (from, atMs) => habit(from, atMs)?.spread ?? null },
  'habit.deviations': { kind: 'number', of: deviations },
  'payers.24h': { kind: 'number', of: ({ payer }, atMs) => someone(payer?.payers, atMs - dayMs) },
  'payee.isKnown': { kind: 'flag', of: (from) => (from.payer === undefined ? null : payeeOf(from) !== undefined) },
  'payee.knownHours': { kind: 'number', of: knownHours },
  'payee.payers.24h': {
    kind: 'number',
    of: ({ payee, payment }, atMs) => someone(payee?.payers, atMs - dayMs, payment.payerId),
  },
  'travel.km': { kind: 'number', of: travelledKm },
  'travel.kmh': { kind: 'number', of: travelSpeed },
  'device.isNew': { kind: 'flag', of: isNewDevice },
  'device.accounts.30d': {
    kind: 'number',
    of: ({ device, payment }, atMs) => someone(device?.accounts, atMs - 30 * dayMs, payment.payerId),
  },
  'devices.30d': {
    kind: 'number',
    of: ({ payer, payment }, atMs) => someone(payer?.devices, atMs - 30 * dayMs, payment.deviceId),
  },
  'region.1h.count': { kind: 'number', of: regionHour },
  'region.usualHour': { kind: 'number', of: usualHour },
  'region.load': { kind: 'number', of: load },
} satisfies Record<string, Feature>;

export type FeatureName = WindowFeature | keyof typeof ownFeatures;

export const features: Readonly<Record<FeatureName, Feature>> = { ...windowFeatures(), ...ownFeatures };
export const featureNames = Object.keys(features) as [FeatureName, ...FeatureName[]];

/** Reads each feature of a payment at most once, and only when a rule asks. */
export type Facts = { readonly get: (name: FeatureName) => FeatureValue };

export function factsOf(sources: Sources): Facts {
  const atMs = Date.parse(sources.payment.at);
  const known = new Map<FeatureName, FeatureValue>();
  return {
    get: (name) => {
      const found = known.get(name);
      if (found !== undefined) return found;
      const value = features[name].of(sources, atMs);
      known.set(name, value);
      return value;
    },
  };
}
