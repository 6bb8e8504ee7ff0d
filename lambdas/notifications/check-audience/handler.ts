import { maxAudienceRows } from '../../contracts/api/campaigns.ts';
import type { Log } from '../../shared/log.ts';
import type { Meter } from '../../shared/metrics.ts';
import { type Block, type CampaignObjects, wrongLinesKey } from '../adapters/audience-objects.ts';
import type { Campaigns } from '../adapters/campaigns-table.ts';
import { LineTooLong, linesOf } from '../domain/audience/block.ts';
import { headerOf, readLine } from '../domain/audience/upload.ts';
import type { UploadedFile } from '../domain/campaign/definition.ts';

export type CheckAudienceDeps = {
  readonly campaigns: Pick<Campaigns, 'read' | 'setFile'>;
  readonly objects: Pick<CampaignObjects, 'readBlock' | 'put'>;
  readonly log: Log;
  readonly meter: Meter;
};

/** Of those that are left out, so many are told by their line; the rest are counted. */
const wrongToldMax = 10_000;

type Counted = Pick<UploadedFile, 'rows' | 'wrong' | 'refused'> & { readonly told: readonly string[] };
const refused = (reason: string): Counted => ({ rows: null, wrong: null, refused: reason, told: [] });

/** Counts the lines of a file that was submitted as an audience, in the same pieces in which it will be read to be sent. */
export function makeCheckAudience({ campaigns, objects, log, meter }: CheckAudienceDeps) {
  return async ({ campaignId, etag }: { readonly campaignId: string; readonly etag: string }): Promise<void> => {
    const campaign = await campaigns.read(campaignId);
    const audience = campaign?.definition.audience;
    // Another file has come since, or it was counted by an attempt before.
    if (audience?.kind !== 'upload' || audience.file?.etag !== etag || audience.file.rows !== null) return;
    const { told, ...counted } = await count(campaignId, audience.columns, etag);
    if (told.length > 0) await objects.put(wrongLinesKey(campaignId), `line,reason\n${told.join('\n')}\n`, 'text/csv');
    await campaigns.setFile(campaignId, { ...audience.file, ...counted });
    log.info('audience.checked', { campaignId, ...counted });
    meter.count(counted.refused === null ? 'AudiencesChecked' : 'AudiencesRefused');
    meter.flush();
  };

  async function count(campaignId: string, columns: readonly string[], etag: string): Promise<Counted> {
    const told: string[] = [];
    let rows = 0;
    let wrong = 0;
    let number = 0;
    try {
      for (let offset = 0, size = 1; offset < size; ) {
        const block: Block | undefined = await objects.readBlock(campaignId, offset);
        if (block?.etag !== etag) return refused('it was changed after it was submitted');
        size = block.size;
        for (const line of linesOf(block.bytes, offset, offset + block.bytes.length >= size)) {
          number += 1;
          offset = line.next;
          if (number === 1) {
            if (line.text !== headerOf(columns)) return refused(`its first line must be ${headerOf(columns)}`);
            continue;
          }
          const read = readLine(line.text, columns);
          if (read.kind === 'member') rows += 1;
          if (rows > maxAudienceRows) return refused(`it has more than ${maxAudienceRows} customers`);
          if (read.kind !== 'wrong') continue;
          wrong += 1;
          if (wrong <= wrongToldMax) told.push(`${number},${read.reason}`);
        }
      }
    } catch (error) {
      if (error instanceof LineTooLong) return refused(`line ${number + 1} is too long`);
      throw error;
    }
    return rows === 0 ? refused('it names no customer') : { rows, wrong, refused: null, told };
  }
}
