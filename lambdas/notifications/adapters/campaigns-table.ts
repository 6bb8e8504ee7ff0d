import type { CampaignState } from '../../contracts/api/campaigns.ts';
import type { Purpose } from '../../contracts/notifications.ts';
import type { Database } from '../../shared/data-api.ts';
import type { CampaignDefinition, UploadedFile } from '../domain/campaign/definition.ts';
import { utc } from './utc.ts';

/** Where the next page of an audience begins: behind a customer of a segment, or at a byte of a file; null behind the last. */
export type Cursor = { readonly page: number; readonly after: string | number | null };

/** A campaign as it stands. */
export type KnownCampaign = {
  readonly campaignId: string;
  readonly name: string;
  readonly state: CampaignState;
  readonly definition: CampaignDefinition;
  readonly reason: string | null;
  /** Counts starts, resumptions and cancellations: each has an execution of its own. */
  readonly run: number;
  /** Null before the first page. */
  readonly nextPage: Cursor | null;
  readonly requested: number;
  readonly spentMicros: string;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly startsAt: string | null;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
};

/** As much of a campaign as a list shows: a hundred definitions would be more than an answer of the Data API holds. */
export type ListedCampaign = Pick<
  KnownCampaign,
  'campaignId' | 'name' | 'state' | 'createdBy' | 'createdAt' | 'startedAt' | 'endedAt'
> & { readonly definition: Pick<CampaignDefinition, 'purpose'> };

export type NewCampaign = Pick<KnownCampaign, 'campaignId' | 'name' | 'definition' | 'createdBy'>;

type Row = Omit<KnownCampaign, 'definition' | 'nextPage'> & {
  readonly definition: string;
  readonly nextPage: string | null;
};

const listed = `campaign_id AS "campaignId", name, state, created_by AS "createdBy", ${utc('created_at')} AS "createdAt",
  ${utc('started_at')} AS "startedAt", ${utc('ended_at')} AS "endedAt"`;

const columns = `${listed}, definition::text AS definition, reason, run, next_page::text AS "nextPage", requested,
  spent_micros::text AS "spentMicros", ${utc('starts_at')} AS "startsAt"`;

const toKnown = (row: Row): KnownCampaign => ({
  ...row,
  definition: JSON.parse(row.definition) as CampaignDefinition,
  nextPage: row.nextPage === null ? null : (JSON.parse(row.nextPage) as Cursor),
});

/** Campaigns, for who makes and moves them. */
export type Campaigns = {
  readonly open: (campaign: NewCampaign) => Promise<void>;
  readonly read: (campaignId: string) => Promise<KnownCampaign | undefined>;
  /** The newest first. */
  readonly list: (limit: number, before: string | undefined) => Promise<ListedCampaign[]>;
  /** @returns `false` when it is not, or not any more, in the state that the move is from */
  readonly move: (known: KnownCampaign, to: CampaignState, runs: boolean) => Promise<boolean>;
  /** Says what the file of a draft's audience is, or what came of counting it. @returns `false` when it is no draft any more, or another file by now */
  readonly setFile: (campaignId: string, file: UploadedFile) => Promise<boolean>;
};

export const campaignsIn = (database: Database): Campaigns => ({
  open: async ({ campaignId, name, definition, createdBy }) => {
    await database.query(
      `INSERT INTO notifications.campaign (campaign_id, name, state, definition, created_by)
       VALUES (:campaignId, :name, 'draft', :definition, :createdBy) ON CONFLICT DO NOTHING`,
      { campaignId, name, definition, createdBy },
    );
  },

  read: async (campaignId) => {
    const [row] = await database.query<Row>(
      `SELECT ${columns} FROM notifications.campaign WHERE campaign_id = :campaignId`,
      { campaignId },
    );
    return row === undefined ? undefined : toKnown(row);
  },

  list: async (limit, before) => {
    const rows = await database.query<Omit<ListedCampaign, 'definition'> & { readonly purpose: Purpose }>(
      `SELECT ${listed}, definition ->> 'purpose' AS purpose FROM notifications.campaign
       WHERE :before::text IS NULL OR (created_at, campaign_id) < (SELECT b.created_at, b.campaign_id FROM notifications.campaign AS b WHERE b.campaign_id = :before)
       ORDER BY created_at DESC, campaign_id DESC LIMIT :limit`,
      { limit, before: before ?? null },
    );
    return rows.map(({ purpose, ...row }) => ({ ...row, definition: { purpose } }));
  },

  move: async ({ campaignId, state, run }, to, runs) => {
    const moved = await database.query(
      `UPDATE notifications.campaign SET state = :to, run = run + :more,
         starts_at = coalesce(starts_at, greatest(now(), (definition ->> 'startAt')::timestamptz)),
         ended_at = CASE WHEN :to = 'cancelled' THEN now() END
       WHERE campaign_id = :campaignId AND state = :state AND run = :run RETURNING run`,
      { campaignId, state, run, to, more: runs ? 1 : 0 },
    );
    return moved.length === 1;
  },

  setFile: async (campaignId, file) => {
    const set = await database.query(
      `UPDATE notifications.campaign SET definition = jsonb_set(definition, '{audience,file}', :file)
       WHERE campaign_id = :campaignId AND state = 'draft' AND definition #>> '{audience,kind}' = 'upload'
         AND (NOT :isCounted OR definition #>> '{audience,file,etag}' = :etag) RETURNING run`,
      { campaignId, file, etag: file.etag, isCounted: file.rows !== null || file.refused !== null },
    );
    return set.length === 1;
  },
});
