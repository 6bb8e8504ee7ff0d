import type { HoldChange } from '../hold.ts';
import type { Payment } from '../payment.ts';
import type { Members } from '../windows/members.ts';
import type { Ring, Span } from '../windows/ring.ts';

export const entityKinds = ['customer', 'merchant', 'device', 'region'] as const;
export type EntityKind = (typeof entityKinds)[number];

/** Whose state it is. Sums of two currencies cannot be added, so each has its own. */
export type Entity = { readonly kind: EntityKind; readonly id: string; readonly currency: string };

export type Windows = { readonly minutes: Ring; readonly hours: Ring; readonly days: Ring };

/** One payment of the last ones: what is compared when it recurs. */
export type Recent = readonly [atMs: number, amount: bigint];

/** Money on its way to somebody, under a digest of its hold's id. */
export type Held = readonly [hold: string, atMs: number, amount: bigint];

export type LastPlace = { readonly atMs: number; readonly lat: number; readonly lon: number };

/** What is remembered of an entity. All parts are bounded; those that a kind does not need stay empty. */
export type EntityState = Entity & {
  /** Digests of payments, and of a payer's holds, that are counted already, the latest last. */
  readonly applied: readonly string[];
  readonly paid: Windows;
  /** What a customer has on its way; it is part of no window until it is paid. */
  readonly held: readonly Held[];
  readonly received: Windows;
  readonly recent: readonly Recent[];
  readonly amounts: Ring;
  readonly squares: Ring;
  /** Whom a customer paid. */
  readonly payees: Members;
  /** Who paid a customer or a merchant. */
  readonly payers: Members;
  /** What a customer paid with. */
  readonly devices: Members;
  /** Who paid with a device. */
  readonly accounts: Members;
  readonly place: LastPlace | null;
  /** The earliest payment counted, in ms. */
  readonly sinceMs: number | null;
};

const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** What is kept. A region's hours reach a week back, to know what is usual. */
export const spans = (kind: EntityKind): { readonly [Name in keyof Windows]: Span } =>
  kind === 'region' ? regionSpans : otherSpans;
const otherSpans = {
  minutes: { widthMs: minuteMs, buckets: 60 },
  hours: { widthMs: hourMs, buckets: 24 },
  days: { widthMs: dayMs, buckets: 30 },
};
const regionSpans = { ...otherSpans, hours: { widthMs: hourMs, buckets: 168 } };

export const bounds = { recent: 48, held: 100, payees: 100, payers: 64, devices: 20, accounts: 50 } as const;

/** More for those whom many pay: a delivery that is repeated spans more payments of theirs. */
export const appliedMax: Readonly<Record<EntityKind, number>> = {
  customer: 128,
  device: 128,
  merchant: 512,
  region: 512,
};

const noWindows: Windows = { minutes: [], hours: [], days: [] };

export const emptyState = ({ kind, id, currency }: Entity): EntityState => ({
  ...{
    kind,
    id,
    currency,
    applied: [],
    paid: noWindows,
    held: [],
    received: noWindows,
    recent: [],
    amounts: [],
    squares: [],
  },
  ...{ payees: [], payers: [], devices: [], accounts: [], place: null, sinceMs: null },
});

/** A table's key for an entity. The id comes last: it is the only part that may hold anything. */
export const keyOf = ({ kind, id, currency }: Entity): string => `${kind}#${currency}#${id}`;

/** The entities of a payment by their part in it; a payer may be their own payee. */
export type Parties = {
  readonly payer: Entity;
  readonly payee: Entity;
  readonly device?: Entity;
  readonly region?: Entity;
};

export function partiesOf(payment: Payment): Parties {
  const { currency, payeeId, payeeKind, merchantId, deviceId, place } = payment;
  return {
    payer: payerOf(payment),
    payee: { kind: payeeKind, id: payeeKind === 'merchant' ? (merchantId ?? payeeId) : payeeId, currency },
    ...(deviceId !== undefined && { device: { kind: 'device', id: deviceId, currency } }),
    ...(place !== undefined && { region: { kind: 'region', id: place.region, currency } }),
  };
}

export const isSame = (a: Entity, b: Entity | undefined): boolean =>
  a.id === b?.id && a.kind === b.kind && a.currency === b.currency;

export const isHold = (step: Payment | HoldChange): step is HoldChange => 'change' in step;

export const payerOf = ({ payerId, currency }: Payment | HoldChange): Entity => ({
  ...{ kind: 'customer', id: payerId, currency },
});

/** Each entity once: those whose state a payment reads and then changes, and of a hold its payer alone. */
export function entitiesOf(payment: Payment | HoldChange): readonly Entity[] {
  if (isHold(payment)) return [payerOf(payment)];
  const { payer, payee, device, region } = partiesOf(payment);
  return [payer, ...(isSame(payee, payer) ? [] : [payee]), ...(device ? [device] : []), ...(region ? [region] : [])];
}
