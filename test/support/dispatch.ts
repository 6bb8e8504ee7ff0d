import type { Claim, ClaimedWish, Outcome } from '../../lambdas/notifications/adapters/dispatch-store.ts';
import type { Query } from '../../lambdas/shared/data-api.ts';

export const aWish = (overrides: Partial<ClaimedWish> = {}): ClaimedWish => ({
  claim: 'lane/shard-0/1#call',
  campaign: 'diwali',
  rule: null,
  template: 'offer',
  version: 1,
  variant: 'a',
  purpose: 'offers',
  promotional: true,
  requested_at: new Date().toISOString(),
  per_day: 2,
  per_week: 5,
  budget: null,
  request: { template: { id: 'offer', version: 1 } },
  ...overrides,
});

export const aClaim = (id: string, customer: string, overrides: Partial<Claim> = {}): Claim => ({
  w: 0,
  id,
  customer,
  decision: 'claimed',
  reason: null,
  channel: 'push',
  due: null,
  reserve: 0,
  recipient: { id, customerId: customer },
  ...overrides,
});

export const anOutcome = (id: string, overrides: Partial<Outcome> = {}): Outcome => ({
  id,
  claim: 'lane/shard-0/1#call',
  state: 'accepted',
  reason: null,
  channel: 'push',
  provider_id: 'provider-1',
  cost: 85,
  due: null,
  request: null,
  ...overrides,
});

export async function addCampaign(query: Query, campaignId: string, state = 'running', spent = 0): Promise<void> {
  await query(
    `INSERT INTO notifications.campaign (campaign_id, name, state, definition, created_by, spent_micros)
     VALUES (:campaignId, :campaignId, :state, '{}', 'test', :spent)
     ON CONFLICT (campaign_id) DO UPDATE SET state = excluded.state`,
    { campaignId, state, spent },
  );
}

/** `<stage>` or `<stage>:<reason>` with its sum. */
export async function talliesOf(query: Query, source: string): Promise<Record<string, number>> {
  const rows = await query<{ stage: string; count: number }>(
    `SELECT stage || CASE reason WHEN '' THEN '' ELSE ':' || reason END AS stage, sum(count)::integer AS count
     FROM notifications.tally WHERE source = :source GROUP BY 1 HAVING sum(count) <> 0 ORDER BY 1`,
    { source },
  );
  return Object.fromEntries(rows.map(({ stage, count }) => [stage, count]));
}

export async function statesOf(query: Query, where = 'true'): Promise<Record<string, string>> {
  const rows = await query<{ id: string; state: string }>(
    `SELECT id::text, state || CASE WHEN reason IS NULL THEN '' ELSE ':' || reason END AS state
     FROM notifications.notification WHERE ${where} ORDER BY id`,
  );
  return Object.fromEntries(rows.map(({ id, state }) => [id, state]));
}
