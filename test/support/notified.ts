import type { CampaignReport } from '../../lambdas/contracts/api/campaign-report.ts';
import type { CampaignView, DryRun } from '../../lambdas/contracts/api/campaigns.ts';
import type { Cloud } from '../../local/cloud.ts';
import { callAs } from './cloud.ts';
import { storesOf } from './stores.ts';
import { until } from './until.ts';

const operations = { client: 'operations' };

/** What became of one message, as its row says. */
export type Outcome = {
  readonly id: string;
  readonly customer: string;
  readonly variant: string;
  /** With its reason behind a colon. */
  readonly state: string;
  readonly channel: string | null;
};

/** Runs campaigns on a cloud as operators do, and looks at what came of them. */
export function campaignsOn(cloud: Cloud) {
  async function ask<Body>(method: string, path: string, body?: unknown, key = path): Promise<Body> {
    const headers = { 'idempotency-key': key.replaceAll(/[^A-Za-z0-9-]/g, '-') };
    const answer = await callAs<Body>(cloud, operations, method, path, body, headers);
    if (answer.status >= 300) throw new Error(`${path} answered ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  async function sql<Row>(text: string): Promise<Row[]> {
    const stores = storesOf(cloud);
    try {
      return await stores.sql<Row>(text);
    } finally {
      stores.close();
    }
  }

  const at = (id: string) => ask<CampaignView>('GET', `/v1/campaigns/${id}`);
  const tell = (id: string, verb: string) => ask<CampaignView>('POST', `/v1/campaigns/${id}/${verb}`);

  return {
    sql,
    at,
    tell,
    template: (id: string, definition: object) => ask('PUT', `/v1/templates/${id}`, definition),

    /** A draft to everybody by all channels. @returns its id */
    draft: async (name: string, overrides: object = {}): Promise<CampaignView> =>
      ask<CampaignView>(
        'POST',
        '/v1/campaigns',
        {
          name,
          variants: [{ name: 'a', template: { id: 'offer' }, weight: 1 }],
          audience: { segment: { field: 'customer.zone', op: 'known' } },
          channels: ['push', 'sms', 'email', 'inbox'],
          ...overrides,
        },
        `campaign-${name}`,
      ),

    dryRun: async (id: string): Promise<DryRun> => {
      const path = `/v1/campaigns/${id}/dry-runs`;
      const { dryRunId } = await ask<DryRun>('POST', path);
      const result = () => ask<DryRun>('GET', `${path}/${dryRunId}`);
      await until(async () => (await result()).state !== 'running', 'a dry run ends');
      return result();
    },

    /** Resolves when everybody was asked for and nothing is on its way. */
    finish: async (id: string): Promise<void> => {
      await until(async () => (await at(id)).state === 'done', 'a campaign is done');
      await cloud.drained();
    },

    outcomes: (id: string) =>
      sql<Outcome>(
        `SELECT id::text, customer_id AS customer, variant, state || coalesce(':' || reason, '') AS state, channel
         FROM notifications.notification WHERE campaign_id = '${id}' ORDER BY customer_id`,
      ),

    report: (id: string) => ask<CampaignReport>('GET', `/v1/campaigns/${id}/report`),

    /** The report as something else than JSON. */
    reportAs: async (id: string, accept: string): Promise<string> => {
      const headers = { accept, authorization: `Bearer ${await cloud.token(operations)}` };
      return (await fetch(`${cloud.apiUrl}/v1/campaigns/${id}/report`, { headers })).text();
    },

    /** Where tallies say something else than the rows that they count; empty when they agree. */
    miscounted: () => sql<object>(miscountedSql),
  };
}

/** How many of `items` by what `of` says of them. */
export const countBy = <Item>(items: readonly Item[], of: (item: Item) => string): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(items, of)].map(([key, { length }]) => [key, length]));

/** Counts rows once more, without what the platform counts by. */
const miscountedSql = `
WITH told AS (
  SELECT source, variant, CASE WHEN stage = 'undelivered' THEN 'bounced' ELSE stage END AS stage,
    CASE WHEN stage IN ('bounced', 'undelivered') THEN '' ELSE reason END AS reason, sum(count)::bigint AS told
  FROM notifications.tally WHERE stage !~ '^(link|machine)-' GROUP BY 1, 2, 3, 4 HAVING sum(count) <> 0
),
counted AS (
  SELECT coalesce('campaign:' || n.campaign_id, 'rule:' || n.rule_id) AS source, n.variant, s.stage, s.reason, count(*) AS counted
  FROM notifications.notification AS n
  CROSS JOIN LATERAL (VALUES
    ('requested', '', n.state <> 'replaced'), (n.state, coalesce(n.reason, ''), n.state <> 'claimed'), ('delivered', '', n.delivered_at IS NOT NULL),
    ('bounced', '', n.bounced_at IS NOT NULL), ('complained', '', n.complained_at IS NOT NULL),
    ('opened', '', n.opened_at IS NOT NULL), ('clicked', '', n.clicked_at IS NOT NULL),
    ('replied', '', n.replied_at IS NOT NULL)
  ) AS s (stage, reason, is_so)
  WHERE s.is_so GROUP BY 1, 2, 3, 4
)
SELECT source, variant, stage, reason, told, counted
FROM (SELECT * FROM told WHERE stage <> 'converted') AS t FULL JOIN counted USING (source, variant, stage, reason)
WHERE told IS DISTINCT FROM counted`;
