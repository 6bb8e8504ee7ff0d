import type { Template, TemplateDefinition, Templates } from '../../contracts/api/templates.ts';
import type { Database } from '../../shared/data-api.ts';
import { definitionOf, definitionParts } from './definition-parts.ts';
import { utc } from './utc.ts';

type Summary = Templates['templates'][number];

/** Table notifications.template: every version of every template; a version never changes. */
export type TemplateTable = {
  readonly get: (id: string, version: number) => Promise<Template | undefined>;
  readonly latest: (id: string) => Promise<Template | undefined>;
  /** The newest of each, by id. @param after the last id of the page before */
  readonly list: (limit: number, after: string | undefined) => Promise<Summary[]>;
  /** Adds the next version; the same definition again is the version that it is. */
  readonly put: (id: string, definition: TemplateDefinition, by: string) => Promise<Template>;
};

type Row = Omit<Template, 'definition'> & { readonly part: string };
type SummaryRow = Omit<Summary, 'channels'> & { readonly channels: string };

/** One template, in as many rows as its definition takes. @param from a query of it */
const readFrom = (from: string): string => `SELECT t.template_id AS "templateId", t.version, part.text AS part,
  t.created_by AS "createdBy", ${utc('t.created_at')} AS "createdAt"
  FROM (${from}) AS t ${definitionParts('t')} ORDER BY part.n`;

/** Two at the same moment may want the same number; one of them takes the next. */
const putAttempts = 5;

export function templatesIn(database: Database): TemplateTable {
  async function one(sql: string, params: Parameters<Database['query']>[1]): Promise<Template | undefined> {
    const rows = await database.query<Row>(sql, params);
    const definition = definitionOf(rows);
    const [row] = rows;
    if (row === undefined || definition === undefined) return undefined;
    const { part: _, ...rest } = row;
    return { ...rest, definition };
  }

  return {
    get: (id, version) =>
      one(readFrom('SELECT * FROM notifications.template WHERE template_id = :id AND version = :version'), {
        ...{ id, version },
      }),

    latest: (id) =>
      one(readFrom('SELECT * FROM notifications.template WHERE template_id = :id ORDER BY version DESC LIMIT 1'), {
        id,
      }),

    list: async (limit, after) => {
      const rows = await database.query<SummaryRow>(
        `SELECT DISTINCT ON (template_id) template_id AS "templateId", version, definition ->> 'purpose' AS purpose,
           (SELECT json_agg(channel) FROM unnest(ARRAY['push', 'sms', 'email', 'inbox']) AS channel
            WHERE definition -> channel IS NOT NULL)::text AS channels,
           created_by AS "createdBy", ${utc('created_at')} AS "createdAt"
         FROM notifications.template WHERE template_id > :after ORDER BY template_id, version DESC LIMIT :limit`,
        { limit, after: after ?? '' },
      );
      return rows.map(({ channels, ...rest }) => ({ ...rest, channels: JSON.parse(channels) as Summary['channels'] }));
    },

    put: async (id, definition, by) => {
      for (let attempt = 1; attempt <= putAttempts; attempt++) {
        const kept = await one(
          `WITH newest AS (
             SELECT * FROM notifications.template WHERE template_id = :id ORDER BY version DESC LIMIT 1
           ), added AS (
             INSERT INTO notifications.template (template_id, version, definition, created_by)
             SELECT :id, coalesce((SELECT version FROM newest), 0) + 1, :definition::jsonb, :by
             WHERE NOT EXISTS (SELECT FROM newest WHERE definition = :definition::jsonb)
             ON CONFLICT DO NOTHING RETURNING *
           )
           ${readFrom('SELECT * FROM added UNION ALL SELECT * FROM newest WHERE definition = :definition::jsonb')}`,
          { id, definition, by },
        );
        if (kept !== undefined) return kept;
      }
      throw new Error('others keep adding versions of this template');
    },
  };
}
