import type { PreferenceChange } from '../../contracts/api/preferences.ts';
import type { Database } from '../../shared/data-api.ts';
import type { ChangedPreference } from '../domain/tracking/changed-preference.ts';
import { utc } from './utc.ts';

export type PreferencesOf = {
  readonly all: (customerId: string) => Promise<readonly ChangedPreference[]>;
  /** Answers what is to be told of these, with the time at which it was said first. */
  readonly put: (
    customerId: string,
    changes: readonly PreferenceChange[],
    source: 'app' | 'server',
    at: string,
  ) => Promise<readonly ChangedPreference[]>;
};

const columns = `customer_id::text AS "customerId", purpose, channel, wanted, source, ${utc('changed_at')} AS "changedAt"`;

export const preferencesIn = ({ query }: Database): PreferencesOf => ({
  all: (customerId) =>
    query<ChangedPreference>(
      `SELECT ${columns} FROM notifications.preference WHERE customer_id = :customerId ORDER BY purpose, channel`,
      { customerId },
    ),
  put: (customerId, changes, source, at) =>
    query<ChangedPreference>(
      `SELECT ${columns} FROM notifications.prefer(:customerId, :changes, :source, :at::timestamptz)`,
      { customerId, changes, source, at },
    ),
});
