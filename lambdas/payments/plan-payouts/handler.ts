import { maxPayoutRows } from '../../contracts/api/payouts.ts';
import { payoutFileSubmitted } from '../../contracts/payouts.ts';
import { decodeEventOf } from '../../shared/decode-event.ts';
import type { Log } from '../../shared/log.ts';
import type { Meter } from '../../shared/metrics.ts';
import type { ParkingLot } from '../../shared/park.ts';
import { PoisonRecord } from '../../shared/poison-record.ts';
import type { Publish } from '../../shared/publish.ts';
import { makeStreamConsumer, type StreamConsumer } from '../../shared/stream-batch.ts';
import type { PayoutFiles } from '../adapters/payout-files-table.ts';
import type { PayoutObjects } from '../adapters/payout-objects.ts';
import { NotCsv, rowsOf } from '../adapters/payout-rows.ts';
import { answerPart, finishFile, type PartSettling } from '../adapters/settle-payout-part.ts';
import { commandOf } from '../domain/command.ts';
import { isPartDone, type PayoutFile, type Plan, planOf } from '../domain/payouts/file.ts';
import { type FilePart, partOf } from '../domain/payouts/part.ts';
import { isHeader, type ReadRow, type Row, rowReader } from '../domain/payouts/row.ts';

export type PlanPayoutsDeps = Omit<PartSettling, 'files' | 'objects'> & {
  readonly files: PartSettling['files'] & Pick<PayoutFiles, 'get' | 'refuse' | 'plan' | 'sent'>;
  readonly objects: PartSettling['objects'] & Pick<PayoutObjects, 'keepUpload' | 'readKept'>;
  readonly bulkLane: Publish;
  readonly park: ParkingLot;
  readonly log: Log;
  readonly meter: Meter;
};

const decode = decodeEventOf({ 'sangam.payments.payout-file-submitted.v1': payoutFileSubmitted });

/** Why nothing of a file is paid. */
class FileRefused extends Error {
  override readonly name = 'FileRefused';
}

/**
 * Cuts a submitted file into parts and puts them on the bulk lane, in two passes over a copy: what is wrong with the file as
 * a whole must be known before anything of it is paid, and nothing may change it from then on. Begun again after a crash, it cuts the same parts and goes on behind
 * those that were sent; one that is sent again has the same keys.
 */
export function makePlanPayouts({ bulkLane, park, ...deps }: PlanPayoutsDeps): StreamConsumer {
  const { files, objects, now, log, meter } = deps;

  /** The rows below the first line. @throws FileRefused */
  async function* rows(fileId: string): AsyncGenerator<Row> {
    let isFirst = true;
    try {
      for await (const row of rowsOf(objects.readKept(fileId))) {
        if (!isFirst) yield row;
        else if (!isHeader(row.columns)) throw new FileRefused('the first line is wrong');
        isFirst = false;
      }
    } catch (error) {
      throw error instanceof NotCsv ? new FileRefused(error.message) : error;
    }
  }

  /** Keeps what was submitted, and counts it. @throws FileRefused */
  async function survey({ fileId, etag }: PayoutFile): Promise<Plan> {
    if (etag === null || (await objects.keepUpload(fileId, etag)) === 'changed')
      throw new FileRefused('it was changed after it was submitted');
    let count = 0;
    for await (const _ of rows(fileId))
      if (++count > maxPayoutRows) throw new FileRefused(`it has more than ${maxPayoutRows} rows`);
    if (count === 0) throw new FileRefused('it has no rows');
    return planOf(count);
  }

  async function* parts(file: PayoutFile, { rowsInPart, parts: of }: Plan): AsyncGenerator<FilePart> {
    const read = rowReader(file);
    let gathered: ReadRow[] = [];
    let number = 0;
    for await (const row of rows(file.fileId)) {
      gathered.push(read(row));
      if (gathered.length < rowsInPart) continue;
      yield partOf(gathered, { fileId: file.fileId, number: number++, of });
      gathered = [];
    }
    if (gathered.length > 0) yield partOf(gathered, { fileId: file.fileId, number, of });
  }

  async function send(file: PayoutFile, { operations, part }: FilePart): Promise<void> {
    if (operations.length > 0) await bulkLane([commandOf(file.payer, operations, now(), part)]);
    else if (!isPartDone(file, part.number)) await answerPart(deps, part, []);
    await files.sent(part.fileId, part.number + 1);
  }

  async function plan(fileId: string): Promise<void> {
    const found = await files.get(fileId);
    if (found === undefined) throw new PoisonRecord('names a payout file that is not there');
    if (found.state === 'submitted') await files.plan(fileId, await survey(found));
    const file = (await files.get(fileId)) ?? found;
    if (file.state !== 'paying' || file.plan === null) return;
    if (file.sent < file.plan.parts)
      for await (const each of parts(file, file.plan)) if (each.part.number >= file.sent) await send(file, each);
    // Where the last answers were given here, nobody else comes to finish.
    await finishFile(deps, (await files.get(fileId)) ?? file);
    log.info('payout-file.planned', { fileId, rows: file.plan.rows, parts: file.plan.parts });
    meter.count('PayoutFilesPlanned');
  }

  return makeStreamConsumer({
    decode,
    handle: async (submissions) => {
      for (const { event } of submissions) {
        const { fileId } = event.data;
        try {
          await plan(fileId);
        } catch (error) {
          if (!(error instanceof FileRefused)) throw error;
          await files.refuse(fileId, error.message);
          log.warn('payout-file.refused', { fileId, reason: error.message });
          meter.count('PayoutFilesRefused');
        }
      }
    },
    park,
    log,
    meter,
  });
}
