import { z } from 'zod';
import { type EntityState, emptyState, entityKinds } from './state.ts';

const amount = z
  .string()
  .regex(/^\d{1,60}$/)
  .transform(BigInt);
const ring = z.array(z.tuple([z.int(), z.int(), amount])).default([]);
const windows = z.object({ minutes: ring, hours: ring, days: ring }).prefault({});
const members = z.array(z.tuple([z.string(), z.number(), z.number()])).default([]);

const item = z.object({
  kind: z.enum(entityKinds),
  id: z.string(),
  currency: z.string(),
  applied: z.array(z.string()).default([]),
  paid: windows,
  held: z.array(z.tuple([z.string(), z.number(), amount])).default([]),
  received: windows,
  recent: z.array(z.tuple([z.number(), amount])).default([]),
  amounts: ring,
  squares: ring,
  payees: members,
  payers: members,
  devices: members,
  accounts: members,
  place: z.object({ atMs: z.number(), lat: z.number(), lon: z.number() }).nullable().default(null),
  sinceMs: z.number().nullable().default(null),
});

/** A state as plain JSON: sums are strings, and parts that are empty are left out. */
export type StateItem = z.input<typeof item>;

const isEmpty = (value: unknown): boolean =>
  value === null ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'object' && Object.values(value).every(isEmpty));

/** At most 30 KB, however much happened. */
export function toItem(state: EntityState): StateItem {
  const filled = Object.entries(state).filter(([, value]) => !isEmpty(value));
  const text = JSON.stringify(Object.fromEntries(filled), (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
  return JSON.parse(text) as StateItem;
}

/** @throws ZodError when it is not what `toItem` made */
export const fromItem = (stored: unknown): EntityState => {
  const parsed = item.parse(stored);
  return { ...emptyState(parsed), ...parsed };
};
