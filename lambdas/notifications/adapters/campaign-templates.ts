import type { Purpose } from '../../contracts/notifications.ts';
import { purpose } from '../../contracts/notifications.ts';
import type { Database } from '../../shared/data-api.ts';

/** What a campaign has to know of a template. @returns `undefined` without such a version; without a version: the newest */
export type TemplateFacts = (
  id: string,
  version: number | undefined,
) => Promise<{ readonly version: number; readonly purpose: Purpose } | undefined>;

export const templateFactsIn =
  (database: Database): TemplateFacts =>
  async (id, version) => {
    const [row] = await database.query<{ version: number; purpose: string }>(
      `SELECT version, definition ->> 'purpose' AS purpose FROM notifications.template
       WHERE template_id = :id AND (:version::int IS NULL OR version = :version::int) ORDER BY version DESC LIMIT 1`,
      { id, version: version ?? null },
    );
    return row === undefined ? undefined : { version: row.version, purpose: purpose.parse(row.purpose) };
  };
