import type { Log } from '../../shared/log.ts';
import type { Meter } from '../../shared/metrics.ts';
import type { Verdicts } from '../adapters/dispatch-store.ts';
import type { RequestLane } from '../adapters/requests.ts';
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

/** When the oldest message of a batch was with its provider. */
export type Pace = { readonly lane: RequestLane; readonly ms: number };

const paceMetric = { campaigns: 'CampaignToProviderMs', transactional: 'TransactionalToProviderMs' } as const;

/** Counts and tells what a batch came to. @param pace left out when nothing was handed over */
export function countDispatched(
  verdicts: Verdicts,
  { delivered, lost }: Delivery,
  pace: Pace | undefined,
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
    if (state === 'interrupted' || state === 'unknown') add(metricOf.unknown, length);
  }
  for (const { state, reason } of delivered) {
    add(metricOf[state], 1);
    if (reason === 'provider-busy' || reason === 'provider-silent') add('ProviderBusy', 1);
  }
  if (lost.length > 0) add('AddressesLost', lost.length);
  for (const [name, count] of Object.entries(totals)) meter.count(name, count);
  if (pace !== undefined) meter.count(paceMetric[pace.lane], pace.ms);
  const { dropped = [], claimed = [] } = verdicts;
  log.info('notifications.dispatched', { ...totals, claimed: claimed.length, dropped: dropped.length });
}
