import { isDeepStrictEqual } from 'node:util';
import type { NotificationPolicy } from '../../contracts/api/notification-policy.ts';
import type { PolicyState } from '../../contracts/api/notification-policy-state.ts';
import type { Database } from '../../shared/data-api.ts';
import { utc } from './utc.ts';

export type Policies = {
  readonly newest: () => Promise<PolicyState | undefined>;
  /** Adds the next version; the same again is the version that it is. @returns `undefined` when another came first */
  readonly put: (policy: NotificationPolicy, by: string) => Promise<PolicyState | undefined>;
};

type Row = {
  readonly version: number;
  readonly definition: string;
  readonly changedBy: string;
  readonly changedAt: string;
};

export function policiesIn({ query }: Database): Policies {
  async function newestRow(): Promise<{ readonly policy: NotificationPolicy; readonly row: Row } | undefined> {
    const [row] = await query<Row>(
      `SELECT version, definition::text AS definition, changed_by AS "changedBy", ${utc('changed_at')} AS "changedAt"
       FROM notifications.policy ORDER BY version DESC LIMIT 1`,
    );
    return row === undefined ? undefined : { policy: JSON.parse(row.definition) as NotificationPolicy, row };
  }

  const stateOf = (found: Awaited<ReturnType<typeof newestRow>>): PolicyState | undefined => {
    if (found === undefined) return undefined;
    const { definition: _, ...rest } = found.row;
    return { ...found.policy, ...rest };
  };

  return {
    newest: async () => stateOf(await newestRow()),
    put: async (policy, by) => {
      await query(
        `WITH newest AS (SELECT version, definition FROM notifications.policy ORDER BY version DESC LIMIT 1)
         INSERT INTO notifications.policy (version, definition, changed_by)
         SELECT coalesce((SELECT version FROM newest), 0) + 1, :policy::jsonb, :by
         WHERE (SELECT definition FROM newest) IS DISTINCT FROM :policy::jsonb
         ON CONFLICT DO NOTHING`,
        { policy, by },
      );
      const found = await newestRow();
      return isDeepStrictEqual(found?.policy, policy) ? stateOf(found) : undefined;
    },
  };
}
