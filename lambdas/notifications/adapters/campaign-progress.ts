import type { Database } from '../../shared/data-api.ts';
import type { Cursor } from './campaigns-table.ts';

/** How a run of a campaign gets on. Every change is safe to repeat, and none counts once another run goes on. */
export type CampaignProgress = {
  /** From `scheduled`. @returns whether the campaign is this run's and runs */
  readonly begin: (campaignId: string, run: number) => Promise<boolean>;
  /**
   * Counts a page that was asked for, paused, cancelled or not: it is.
   * @param before the page's own cursor @returns whether the run goes on
   */
  readonly turnPage: (turn: PageTurn) => Promise<boolean>;
  /** @returns `false` when it was paused or cancelled at the last moment */
  readonly end: (campaignId: string, run: number, state: 'done' | 'refused', reason: string | null) => Promise<boolean>;
  /** Makes due what waits because the campaign was paused, some thousands at a time. @returns how many */
  readonly release: (campaignId: string) => Promise<number>;
};

export type PageTurn = {
  readonly campaignId: string;
  readonly run: number;
  readonly page: number;
  readonly next: Cursor;
  /** Customers of the page. */
  readonly requested: number;
};

const releasedAtOnce = 5_000;

export const campaignProgressIn = (database: Database): CampaignProgress => ({
  begin: async (campaignId, run) => {
    const begun = await database.query(
      `UPDATE notifications.campaign SET state = 'running', started_at = coalesce(started_at, now())
       WHERE campaign_id = :campaignId AND run = :run AND state IN ('scheduled', 'running') RETURNING run`,
      { campaignId, run },
    );
    return begun.length === 1;
  },

  turnPage: async ({ campaignId, run, page, next, requested }) => {
    await database.query(
      `UPDATE notifications.campaign SET next_page = :next, requested = requested + :requested
       WHERE campaign_id = :campaignId AND (run = :run OR state = 'cancelled')
         AND coalesce((next_page ->> 'page')::int, 0) = :page RETURNING run`,
      { campaignId, run, page, next, requested },
    );
    const [row] = await database.query<{ state: string }>(
      'SELECT state FROM notifications.campaign WHERE campaign_id = :campaignId AND run = :run',
      { campaignId, run },
    );
    return row?.state === 'running';
  },

  end: async (campaignId, run, state, reason) => {
    const ended = await database.query(
      `UPDATE notifications.campaign SET state = :state, reason = :reason, ended_at = coalesce(ended_at, now())
       WHERE campaign_id = :campaignId AND run = :run AND state IN ('running', :state) RETURNING run`,
      { campaignId, run, state, reason },
    );
    return ended.length === 1;
  },

  release: async (campaignId) => {
    const [row] = await database.query<{ released: number }>(
      `WITH due AS (
         UPDATE notifications.notification SET due_at = now()
         WHERE id IN (
           SELECT id FROM notifications.notification
           WHERE state = 'waiting' AND due_at > now() AND reason = 'paused' AND campaign_id = :campaignId
           LIMIT :most FOR UPDATE SKIP LOCKED)
         RETURNING id)
       SELECT count(*)::int AS released FROM due`,
      { campaignId, most: releasedAtOnce },
    );
    return row?.released ?? 0;
  },
});
