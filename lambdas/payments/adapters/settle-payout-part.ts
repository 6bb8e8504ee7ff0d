import type { EventEnvelope } from '../../contracts/event.ts';
import type { PayoutFileSettled, PayoutPart } from '../../contracts/payouts.ts';
import type { Clock } from '../../shared/clock.ts';
import { deterministicId } from '../../shared/deterministic-id.ts';
import type { Publish } from '../../shared/publish.ts';
import { areAllDone, countsOf, type PayoutFile } from '../domain/payouts/file.ts';
import { type PaidRow, resultHeader, resultOf } from '../domain/payouts/result.ts';
import type { PayoutFiles } from './payout-files-table.ts';
import type { PayoutObjects } from './payout-objects.ts';

export type PartSettling = {
  readonly files: Pick<PayoutFiles, 'partDone' | 'settled'>;
  readonly objects: Pick<PayoutObjects, 'putPart' | 'readPart' | 'putResult'>;
  readonly publish: Publish;
  readonly now: Clock;
};

/** Writes the answers to a part's rows, then marks it: a mark without its object would lose them. @returns the file */
export async function answerPart(
  { files, objects }: PartSettling,
  part: PayoutPart,
  paid: readonly PaidRow[],
): Promise<PayoutFile> {
  const { text, ...done } = resultOf(part, paid);
  await objects.putPart(part.fileId, part.number, text);
  return files.partDone(part.fileId, part.number, done);
}

/** Once every part has its answers: puts them together, says so, and only then calls the file done. Safe to repeat. */
export async function finishFile({ files, objects, publish, now }: PartSettling, file: PayoutFile): Promise<void> {
  const { fileId, plan } = file;
  if (file.state !== 'paying' || plan === null || !areAllDone(file)) return;
  const bytes = Object.values(file.parts).reduce((sum, part) => sum + part.bytes, resultHeader.length);
  await objects.putResult(fileId, bytes, inOrder(objects, fileId, plan.parts));
  const settled: PayoutFileSettled & EventEnvelope = {
    specversion: '1.0',
    id: deterministicId('payments', 'payout file settled', fileId),
    source: '/sangam/payments',
    type: 'sangam.payments.payout-file-settled.v1',
    subject: file.payer,
    time: now().toISOString(),
    datacontenttype: 'application/json',
    data: { fileId, rows: plan.rows, ...countsOf(file) },
  };
  await publish([settled]);
  await files.settled(fileId);
}

async function* inOrder(
  { readPart }: Pick<PayoutObjects, 'readPart'>,
  fileId: string,
  parts: number,
): AsyncGenerator<Buffer> {
  yield Buffer.from(resultHeader);
  for (let number = 0; number < parts; number++) yield* readPart(fileId, number);
}
