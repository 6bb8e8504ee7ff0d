import type { CampaignView } from '../../contracts/api/campaigns.ts';
import type { Database } from '../../shared/data-api.ts';

export type CampaignCounts = Pick<CampaignView, 'suppressedBy'> & {
  readonly counts: Omit<CampaignView['counts'], 'requested'>;
};

const nameOfStage: Readonly<Record<string, keyof CampaignCounts['counts']>> = {
  'held-out': 'heldOut',
  accepted: 'accepted',
  failed: 'failed',
  unknown: 'unknown',
  waiting: 'waiting',
  suppressed: 'suppressed',
  delivered: 'delivered',
  opened: 'opened',
  clicked: 'clicked',
  converted: 'converted',
};

type Row = { readonly stage: string; readonly reason: string; readonly count: number };

/** Sums of what was counted with each change. */
export const campaignCountsIn =
  (database: Database) =>
  async (campaignId: string): Promise<CampaignCounts> =>
    summed(
      await database.query<Row>(
        `SELECT stage, reason, sum(count)::bigint AS count FROM notifications.tally
         WHERE source = :source GROUP BY stage, reason HAVING sum(count) <> 0 ORDER BY stage, reason`,
        { source: `campaign:${campaignId}` },
      ),
    );

export function summed(rows: readonly Row[]): CampaignCounts {
  const counts = Object.fromEntries(Object.values(nameOfStage).map((name) => [name, 0])) as Record<
    keyof CampaignCounts['counts'],
    number
  >;
  for (const { stage, count } of rows) {
    const name = nameOfStage[stage];
    if (name !== undefined) counts[name] += count;
  }
  const suppressedBy = rows
    .filter(({ stage, reason }) => (stage === 'suppressed' || stage === 'waiting') && reason !== '')
    .map(({ reason, count }) => ({ reason, count }));
  return { counts, suppressedBy };
}
