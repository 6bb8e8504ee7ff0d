import type { Log } from '../../shared/log.ts';
import type { Meter } from '../../shared/metrics.ts';
import type { Verdicts } from '../adapters/dispatch-store.ts';
import type { Delivery } from './deliver.ts';

const metricOf = {
  accepted: 'NotificationsAccepted',
  failed: 'NotificationsFailed',
  suppressed: 'NotificationsSuppressed',
  waiting: 'NotificationsWaiting',
  unknown: 'NotificationsUnknown',
} as const;

/** `frequency-cap` becomes `SuppressedFrequencyCap`. */
const suppressedBy = (reason: string): string =>
  `Suppressed${reason.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())}`;

/** Counts and tells what a batch came to. @param toProviderMs from the oldest request to its provider's answer */
export function countDispatched(
  verdicts: Verdicts,
  { delivered, lost }: Delivery,
  toProviderMs: number | undefined,
  meter: Meter,
  log: Log,
): void {
  const totals: Record<string, number> = {};
  const add = (name: string, count: number): void => {
    totals[name] = (totals[name] ?? 0) + count;
  };
  for (const [verdict, { length }] of Object.entries(verdicts)) {
    const [state = '', reason = ''] = verdict.split(':');
    if (state === 'suppressed') add(suppressedBy(reason), length);
    if (state === 'suppressed' || state === 'waiting') add(metricOf[state], length);
    if (state === 'interrupted') add(metricOf.unknown, length);
  }
  for (const { state, reason } of delivered) {
    add(metricOf[state], 1);
    if (reason === 'provider-busy' || reason === 'provider-silent') add('ProviderBusy', 1);
  }
  if (lost.length > 0) add('AddressesLost', lost.length);
  for (const [name, count] of Object.entries(totals)) meter.count(name, count);
  if (toProviderMs !== undefined) meter.count('RequestToProviderMs', toProviderMs);
  const { dropped = [], claimed = [] } = verdicts;
  log.info('notifications.dispatched', { ...totals, claimed: claimed.length, dropped: dropped.length });
}
