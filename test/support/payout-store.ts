import type { PayoutFiles } from '../../lambdas/payments/adapters/payout-files-table.ts';
import type { PayoutObjects } from '../../lambdas/payments/adapters/payout-objects.ts';
import type { PayoutFile } from '../../lambdas/payments/domain/payouts/file.ts';
import { aPayoutFile } from './payouts.ts';

/** The table and the bucket of payout files, in memory, with one file in them. */
export function payoutStoreOf(file: Partial<PayoutFile>, csv: string) {
  let upload = { csv, etag: '"1"' };
  const items = new Map<string, PayoutFile>();
  const objects = new Map<string, string>();
  const first = aPayoutFile(file);
  items.set(first.fileId, first);

  const change = (fileId: string, changes: (known: PayoutFile) => Partial<PayoutFile>): PayoutFile => {
    const known = items.get(fileId);
    if (known === undefined) throw new Error('no such item');
    const changed = { ...known, ...changes(known) };
    items.set(fileId, changed);
    return changed;
  };
  const move = async (fileId: string, from: PayoutFile['state'], changes: Partial<PayoutFile>): Promise<void> => {
    change(fileId, ({ state }) => (state === from ? changes : {}));
  };
  const files: PayoutFiles = {
    open: async (wanted) => {
      const known = items.get(wanted.fileId) ?? wanted;
      items.set(wanted.fileId, known);
      return known;
    },
    get: async (fileId) => items.get(fileId),
    submit: (fileId, etag) => move(fileId, 'awaiting-upload', { state: 'submitted', etag }),
    refuse: (fileId, reason) => move(fileId, 'submitted', { state: 'refused', reason }),
    plan: (fileId, plan) => move(fileId, 'submitted', { state: 'paying', plan }),
    sent: async (fileId, sent) => {
      change(fileId, () => ({ sent }));
    },
    partDone: async (fileId, number, part) => change(fileId, ({ parts }) => ({ parts: { ...parts, [number]: part } })),
    settled: (fileId) => move(fileId, 'paying', { state: 'done' }),
  };

  async function* flow(text: string): AsyncGenerator<Buffer> {
    // In pieces that split rows and letters.
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; at += 4099) yield bytes.subarray(at, at + 4099);
  }
  const kept: PayoutObjects = {
    beginningOf: async () => {
      const bytes = Buffer.from(upload.csv);
      return bytes.length === 0
        ? undefined
        : { start: bytes.subarray(0, 1024), bytes: bytes.length, etag: upload.etag };
    },
    keepUpload: async (fileId, etag) => {
      if (upload.etag !== etag) return 'changed';
      objects.set(`${fileId}/upload`, upload.csv);
      return 'kept';
    },
    readKept: (fileId) => flow(objects.get(`${fileId}/upload`) ?? ''),
    putPart: async (fileId, number, text) => {
      objects.set(`${fileId}/${number}`, text);
    },
    readPart: (fileId, number) => flow(objects.get(`${fileId}/${number}`) ?? ''),
    putResult: async (fileId, bytes, body) => {
      const pieces: Buffer[] = [];
      for await (const piece of body) pieces.push(piece);
      const all = Buffer.concat(pieces);
      if (all.length !== bytes) throw new Error(`S3 was promised ${bytes} bytes and got ${all.length}`);
      objects.set(`${fileId}/result`, all.toString('utf8'));
    },
  };
  return {
    files,
    objects: kept,
    uploadAnother: (csv: string): void => {
      upload = { csv, etag: '"2"' };
    },
    fileOf: (fileId = first.fileId) => items.get(fileId),
    result: (fileId = first.fileId) => objects.get(`${fileId}/result`),
  };
}
