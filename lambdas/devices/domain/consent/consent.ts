import type { Consent, ConsentRequest, Purpose } from '../../../contracts/api/consents.ts';

/** One change of a customer's mind about a purpose; changes are numbered from 1 and never altered. */
export type ConsentChange = {
  readonly purpose: Purpose;
  readonly number: number;
  readonly status: 'given' | 'withdrawn';
  /** UTC ISO 8601. */
  readonly at: string;
  readonly version: string;
  readonly channel: ConsentRequest['channel'];
  readonly expiresAt: string | null;
};

/** Whether device data may be taken now: given, not withdrawn since, not expired. */
export const isActive = (latest: ConsentChange | undefined, now: Date): boolean =>
  latest?.status === 'given' && (latest.expiresAt === null || latest.expiresAt > now.toISOString());

/** The change that giving consent makes; none when it says what already holds, so that a retry adds nothing. */
export function give(
  purpose: Purpose,
  { version, channel, expiresAt }: ConsentRequest,
  latest: ConsentChange | undefined,
  now: Date,
): ConsentChange | undefined {
  const until = expiresAt === undefined ? null : new Date(expiresAt).toISOString();
  const isSame = isActive(latest, now) && latest?.version === version && latest.expiresAt === until;
  if (isSame) return undefined;
  return { purpose, number: next(latest), status: 'given', at: now.toISOString(), version, channel, expiresAt: until };
}

/** The change that withdrawing makes; none when nothing was given. */
export function withdraw(
  purpose: Purpose,
  channel: ConsentRequest['channel'],
  latest: ConsentChange | undefined,
  now: Date,
): ConsentChange | undefined {
  if (latest?.status !== 'given') return undefined;
  const { version } = latest;
  return {
    purpose,
    number: next(latest),
    status: 'withdrawn',
    at: now.toISOString(),
    version,
    channel,
    expiresAt: null,
  };
}

const next = (latest: ConsentChange | undefined): number => (latest?.number ?? 0) + 1;

/** A purpose's changes as the API tells them, newest first. */
export function describe(purpose: Purpose, changes: readonly ConsentChange[], now: Date): Consent {
  const history = changes.toSorted((a, b) => b.number - a.number);
  const [latest] = history;
  const inactive = latest?.status === 'withdrawn' ? 'withdrawn' : 'expired';
  return {
    purpose,
    status: isActive(latest, now) ? 'active' : inactive,
    history: history.map(({ status, at, version, channel, expiresAt }) => ({
      status,
      at,
      version,
      channel,
      expiresAt,
    })),
  };
}
