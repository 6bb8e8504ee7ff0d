import type { Database } from '../../shared/data-api.ts';
import type { ReportedCampaign, Tally } from '../domain/report/report.ts';

/** What a report is made of; undefined for a campaign that nobody knows. */
export type ReadTallies = (
  campaignId: string,
) => Promise<{ readonly campaign: ReportedCampaign; readonly tallies: readonly Tally[] } | undefined>;

export const campaignTalliesIn =
  ({ query }: Database): ReadTallies =>
  async (campaignId) => {
    const [campaign] = await query<ReportedCampaign>(
      `SELECT campaign_id AS "campaignId", name, state, spent_micros::text AS "spentMicros"
       FROM notifications.campaign WHERE campaign_id = :campaignId`,
      { campaignId },
    );
    if (campaign === undefined) return undefined;
    const tallies = await query<Omit<Tally, 'count'> & { count: string }>(
      `SELECT variant, channel, stage, reason, sum(count)::text AS count FROM notifications.tally
       WHERE source = 'campaign:' || :campaignId GROUP BY 1, 2, 3, 4 HAVING sum(count) <> 0 ORDER BY 1, 2, 3, 4`,
      { campaignId },
    );
    return { campaign, tallies: tallies.map((tally) => ({ ...tally, count: Number(tally.count) })) };
  };
