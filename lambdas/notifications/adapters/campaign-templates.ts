import type { Channel, Purpose } from '../../contracts/notifications.ts';
import { channel, purpose } from '../../contracts/notifications.ts';
import type { Database } from '../../shared/data-api.ts';

/** What a campaign has to know of a template. @returns `undefined` without such a version; without a version: the newest */
export type TemplateFacts = (
  id: string,
  version: number | undefined,
) => Promise<
  | {
      readonly version: number;
      readonly purpose: Purpose;
      /** Those that it has a text for. */
      readonly channels: readonly Channel[];
    }
  | undefined
>;

export const templateFactsIn =
  (database: Database): TemplateFacts =>
  async (id, version) => {
    const [row] = await database.query<{ version: number; purpose: string; parts: string }>(
      `SELECT version, definition ->> 'purpose' AS purpose, (SELECT json_agg(k) FROM jsonb_object_keys(definition) AS k)::text AS parts
       FROM notifications.template
       WHERE template_id = :id AND (:version::int IS NULL OR version = :version::int) ORDER BY version DESC LIMIT 1`,
      { id, version: version ?? null },
    );
    if (row === undefined) return undefined;
    const parts = new Set(JSON.parse(row.parts) as string[]);
    const channels = channel.options.filter((name) => parts.has(name));
    return { version: row.version, purpose: purpose.parse(row.purpose), channels };
  };
