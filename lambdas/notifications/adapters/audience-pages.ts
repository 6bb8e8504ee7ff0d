import type { Segment } from '../../contracts/api/segment.ts';
import type { Database } from '../../shared/data-api.ts';
import { linesOf } from '../domain/audience/block.ts';
import { segmentSql } from '../domain/audience/compile.ts';
import { type Member, readLine } from '../domain/audience/upload.ts';
import type { Audience } from '../domain/campaign/definition.ts';
import type { CampaignObjects } from './audience-objects.ts';
import type { Cursor } from './campaigns-table.ts';

/** A page of an audience; it may be empty and not be the last. */
export type Page = {
  readonly members: readonly Member[];
  /** Null behind the last. */
  readonly next: Cursor['after'] | null;
};

/**
 * The page behind `after`, of at most `most` members; the same cursor finds the same page as long as nobody comes or
 * goes in between.
 * @throws AudienceChanged
 */
export type ReadPage = (
  campaign: { readonly campaignId: string; readonly audience: Audience },
  after: Cursor['after'] | undefined,
  most: number,
) => Promise<Page>;

/** The file is not the one that was counted. */
export class AudienceChanged extends Error {
  override readonly name = 'AudienceChanged';
}

/**
 * In one query, whether the segment picks all of them or nobody: each costs the same. Their ids are one row of an answer of
 * the Data API, which has at most 64 KB.
 */
const pageMax = 900;

export const audiencePagesIn =
  (database: Database, objects: Pick<CampaignObjects, 'readBlock'>): ReadPage =>
  ({ campaignId, audience }, after, most) => {
    const size = Math.max(1, Math.min(most, pageMax));
    return audience.kind === 'segment'
      ? segmentPage(database, audience.segment, String(after ?? ''), size)
      : uploadPage(objects, campaignId, audience, Number(after ?? 0), size);
  };

/** Looks at so many customers in their order and keeps those whom the segment picks: no page can take longer than any other. */
async function segmentPage(database: Database, segment: Segment, after: string, size: number): Promise<Page> {
  const { sql, params, readsInsights } = segmentSql(segment);
  const insights = readsInsights ? 'LEFT JOIN devices.insight_summary AS i ON i.customer_id = c.customer_id' : '';
  const [row] = await database.query<{ ids: string; last: string | null; looked: number }>(
    `WITH c AS MATERIALIZED (
       SELECT customer_id, language, zone, created_at FROM notifications.contact
       WHERE customer_id > :after ORDER BY customer_id LIMIT :size)
     SELECT (SELECT max(customer_id) FROM c) AS last, (SELECT count(*)::int FROM c) AS looked,
       (SELECT coalesce(json_agg(c.customer_id ORDER BY c.customer_id), '[]')::text FROM c ${insights} WHERE ${sql}) AS ids`,
    { after, size, ...params },
  );
  const ids = JSON.parse(row?.ids ?? '[]') as string[];
  return {
    members: ids.map((customerId) => ({ customerId })),
    next: row === undefined || row.looked < size ? null : row.last,
  };
}

async function uploadPage(
  { readBlock }: Pick<CampaignObjects, 'readBlock'>,
  campaignId: string,
  { columns, file }: Extract<Audience, { kind: 'upload' }>,
  offset: number,
  size: number,
): Promise<Page> {
  if (file === null || offset >= file.bytes) return { members: [], next: null };
  const block = await readBlock(campaignId, offset);
  if (block?.etag !== file.etag) throw new AudienceChanged('the file was changed after it was counted');
  const members: Member[] = [];
  let next = offset;
  for (const line of linesOf(block.bytes, offset, offset + block.bytes.length >= block.size)) {
    const isHeader = next === 0;
    const read = isHeader ? undefined : readLine(line.text, columns);
    if (read?.kind === 'member') members.push(read.member);
    next = line.next;
    if (members.length === size) break;
  }
  return { members, next: next >= block.size ? null : next };
}
