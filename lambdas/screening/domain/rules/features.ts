import { vendorSettlement } from '../../../contracts/vendor-settlement.ts';
import { dayMs, hourMs } from '../state/state.ts';
import { digest } from '../windows/digest.ts';
import { distanceKm } from '../windows/distance.ts';
import { type Habit, habitOf } from '../windows/habit.ts';
import { find, type Members, metSince } from '../windows/members.ts';
import type { Feature, FeatureValue, Sources } from './feature.ts';
import { load, regionHour, usualHour } from './region-features.ts';
import { type WindowFeature, windowFeatures } from './window-features.ts';

const habit = ({ payer }: Sources, atMs: number): Habit | undefined =>
  payer && habitOf(payer.amounts, payer.squares, atMs);

const someone = (members: Members | undefined, sinceMs: number, id?: string): number | null =>
  members === undefined ? null : metSince(members, sinceMs, id === undefined ? undefined : digest(id));

/** Payments and holds of the last 24 hours, this one included, that differ from it by at most a tenth. */
function similar({ payer, payment: { amountMinor } }: Sources, atMs: number): number | null {
  if (payer === undefined) return null;
  const isSimilar = (amount: bigint) => amount * 10n >= amountMinor * 9n && amount * 10n <= amountMinor * 11n;
  const met = [...payer.recent, ...payer.held.map(([, heldMs, amount]) => [heldMs, amount] as const)];
  return 1 + met.filter(([metMs, amount]) => metMs > atMs - dayMs && isSimilar(amount)).length;
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

const payeeOf = ({ payer, payment }: Sources) => payer && find(payer.payees, digest(payment.payeeId));

/** Vendors are chosen by us: to be paid for the first time makes none of them a stranger. */
const isPayeeNobody = ({ payer, payment }: Sources): boolean =>
  payer === undefined || payment.payeeId === vendorSettlement(payment.currency);

function knownHours(sources: Sources, atMs: number): number | null {
  if (isPayeeNobody(sources)) return null;
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
  'payee.isKnown': { kind: 'flag', of: (from) => (isPayeeNobody(from) ? null : payeeOf(from) !== undefined) },
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
