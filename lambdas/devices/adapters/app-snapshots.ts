import type { Database } from '../../shared/data-api.ts';
import type { AppChange } from '../domain/rules/occurrences.ts';
import type { RaisedEvent } from '../domain/rules/rule.ts';

export type CategorisedSnapshot = {
  readonly customer_id: string;
  readonly taken_at: string;
  readonly apps: readonly { readonly package: string; readonly category: string }[];
};

export type AppSnapshots = {
  /** Takes in lists of apps, one a customer. @returns what they changed, now or when they came before */
  readonly apply: (snapshots: readonly CategorisedSnapshot[]) => Promise<AppChange[]>;
  readonly state: (events: readonly RaisedEvent[]) => Promise<void>;
};

export const appSnapshotsIn = (database: Database): AppSnapshots => ({
  apply: (snapshots) =>
    database.query<AppChange>(
      `SELECT customer_id, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, package, change, category
       FROM devices.apply_app_snapshots(:snapshots)`,
      { snapshots },
    ),
  state: async (events) => {
    await database.query('SELECT devices.state_events(:events)::text', { events });
  },
});
