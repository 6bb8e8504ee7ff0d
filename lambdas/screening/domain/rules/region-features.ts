import { hourMs } from '../state/state.ts';
import { total } from '../windows/ring.ts';
import type { Sources } from './feature.ts';

/** Payments of the region's usual hour: the mean of those before this one, of at most a week and at least a day. */
export function usualHour({ region }: Sources, atMs: number): number | null {
  if (region === undefined || region.sinceMs === null) return null;
  const hours = Math.min(167, Math.floor(atMs / hourMs) - Math.floor(region.sinceMs / hourMs));
  if (hours < 24) return null;
  const week = total(region.paid.hours, { widthMs: hourMs, buckets: 168 }, atMs).count;
  const present = total(region.paid.hours, { widthMs: hourMs, buckets: 1 }, atMs).count;
  return (week - present) / hours;
}

export const regionHour = ({ region }: Sources, atMs: number): number | null =>
  region === undefined ? null : total(region.paid.minutes, { widthMs: 60_000, buckets: 60 }, atMs).count + 1;

export function load(sources: Sources, atMs: number): number | null {
  const usual = usualHour(sources, atMs);
  const now = regionHour(sources, atMs);
  return usual === null || now === null || usual === 0 ? null : now / usual;
}
