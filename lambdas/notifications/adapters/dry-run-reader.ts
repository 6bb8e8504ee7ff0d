import { type NotificationPolicy, notificationPolicy } from '../../contracts/api/notification-policy.ts';
import { channel } from '../../contracts/notifications.ts';
import type { Database } from '../../shared/data-api.ts';
import type { Variant } from '../domain/campaign/definition.ts';
import type { DryCandidate, TemplateReach } from '../domain/campaign/dry-run.ts';

/** What a dry run reads, and nothing it writes. */
export type DryRunReader = {
  /** Those of whom something is known, in one query. */
  readonly candidates: (customerIds: readonly string[]) => Promise<ReadonlyMap<string, DryCandidate>>;
  readonly policy: () => Promise<NotificationPolicy>;
  readonly reachOf: (template: Variant['template']) => Promise<TemplateReach>;
};

type Row = {
  readonly id: string;
  readonly zone: string;
  readonly language: string;
  readonly addresses: string;
  readonly preferences: string;
  readonly inDay: number;
  readonly inWeek: number;
};

const candidatesSql = `SELECT c.customer_id::text AS id, c.zone, c.language, a.addresses, p.preferences, s.in_day AS "inDay", s.in_week AS "inWeek"
  FROM notifications.contact AS c
  CROSS JOIN LATERAL (
    SELECT coalesce(json_agg(json_build_object('channel', e.channel, 'address', e.address, 'platform', e.platform,
      'isSuppressed', EXISTS (SELECT 1 FROM notifications.suppression AS x WHERE x.channel = e.channel AND x.address = e.address))
      ORDER BY e.updated_at DESC), '[]')::text AS addresses
    FROM notifications.endpoint AS e WHERE e.customer_id = c.customer_id) AS a
  CROSS JOIN LATERAL (
    SELECT coalesce(json_agg(json_build_object('purpose', r.purpose, 'channel', r.channel, 'wanted', r.wanted)), '[]')::text AS preferences
    FROM notifications.preference AS r WHERE r.customer_id = c.customer_id) AS p
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE n.requested_at > now() - interval '1 day')::int AS in_day, count(*)::int AS in_week
    FROM notifications.notification AS n
    WHERE n.customer_id = c.customer_id AND n.requested_at > now() - interval '7 days' AND n.promotional
      AND n.state IN ('claimed', 'accepted', 'unknown')) AS s
  WHERE c.customer_id = ANY (ARRAY(SELECT jsonb_array_elements_text(:ids::jsonb)))`;

export const dryRunReaderIn = ({ query }: Database): DryRunReader => ({
  candidates: async (customerIds) => {
    const rows = await query<Row>(candidatesSql, { ids: customerIds });
    return new Map(rows.map((row) => [row.id, toCandidate(row)]));
  },

  policy: async () => {
    const [row] = await query<{ definition: string }>(
      'SELECT definition::text AS definition FROM notifications.policy ORDER BY version DESC LIMIT 1',
    );
    if (row === undefined) throw new Error('there is no policy');
    return notificationPolicy.parse(JSON.parse(row.definition));
  },

  reachOf: async ({ id, version }) => {
    const [row] = await query<{ channels: string; parts: number }>(
      `SELECT (SELECT coalesce(json_agg(k), '[]') FROM jsonb_object_keys(definition) AS k)::text AS channels,
         coalesce((definition #>> '{sms,maxParts}')::int, 1) AS parts
       FROM notifications.template WHERE template_id = :id AND version = :version`,
      { id, version },
    );
    const keys = new Set(JSON.parse(row?.channels ?? '[]') as string[]);
    return { channels: new Set(channel.options.filter((each) => keys.has(each))), smsPartsMax: row?.parts ?? 1 };
  },
});

const toCandidate = ({ zone, language, addresses, preferences, inDay, inWeek }: Row): DryCandidate => ({
  zone,
  language,
  addresses: JSON.parse(addresses) as DryCandidate['addresses'],
  preferences: JSON.parse(preferences) as DryCandidate['preferences'],
  sent: { inDay, inWeek },
});
