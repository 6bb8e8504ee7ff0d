import { z } from 'zod';
import { idempotencyKey } from '../../contracts/api/payments.ts';
import {
  maxPayoutFileBytes,
  type PayoutFileRequest,
  type PayoutFileState,
  payoutColumns,
  payoutFilePath,
  payoutFileRequest,
} from '../../contracts/api/payouts.ts';
import type { PayoutFileSubmitted } from '../../contracts/payouts.ts';
import type { Clock } from '../../shared/clock.ts';
import { deterministicId } from '../../shared/deterministic-id.ts';
import {
  type ApiRequest,
  type HttpHandler,
  type HttpHandlerDeps,
  makeHttpHandler,
  type Reply,
} from '../../shared/http.ts';
import { Problem } from '../../shared/problem.ts';
import type { Publish } from '../../shared/publish.ts';
import type { SignedUrl } from '../../shared/signed-urls.ts';
import type { Ledger } from '../adapters/aurora-ledger.ts';
import type { PayoutFiles } from '../adapters/payout-files-table.ts';
import { type PayoutObjects, resultKey, uploadKey } from '../adapters/payout-objects.ts';
import type { VendorNamed } from '../adapters/vendors-table.ts';
import { countsOf, type PayoutFile, type Terms } from '../domain/payouts/file.ts';
import { isHeader } from '../domain/payouts/row.ts';

export type PayoutsDeps = HttpHandlerDeps & {
  readonly files: Pick<PayoutFiles, 'open' | 'get' | 'submit'>;
  readonly beginningOf: PayoutObjects['beginningOf'];
  readonly signedUrl: SignedUrl;
  readonly vendorNamed: VendorNamed;
  readonly systemAccount: Ledger['systemAccount'];
  readonly bulkLane: Publish;
  readonly now: Clock;
};

const noQuery = z.strictObject({});

/** Opens files of payouts, takes them for payment and shows how far they are. */
export function makePayouts(deps: PayoutsDeps): HttpHandler {
  const { files, beginningOf, signedUrl, vendorNamed, systemAccount, bulkLane, now } = deps;

  async function open(request: ApiRequest): Promise<Reply> {
    request.query(noQuery);
    const key = request.header('idempotency-key', idempotencyKey);
    const { payer, name, vendor } = request.json(payoutFileRequest);
    const fileId = deterministicId('payout file', request.caller?.subject ?? '', key);
    // Before its vendor is asked for: that may be disabled by now.
    const file = (await files.get(fileId)) ?? (await files.open(await newFile(fileId, { payer, name, vendor })));
    if (!isSame(file, { payer, name, vendor }))
      throw new Problem('idempotency-key-reused', 'Send another request under a key of its own.');
    deps.log.info('payout-file.opened', { fileId: file.fileId, payer, vendor, by: request.caller?.subject });
    return { status: 201, body: await toState(file) };
  }

  async function newFile(fileId: string, { payer, name, vendor }: PayoutFileRequest): Promise<PayoutFile> {
    return {
      fileId,
      payer,
      name,
      vendor: vendor ?? null,
      terms: vendor === undefined ? null : await termsOf(vendor),
      state: 'awaiting-upload',
      createdAt: now().toISOString(),
      etag: null,
      reason: null,
      plan: null,
      sent: 0,
      parts: {},
    };
  }

  async function termsOf(id: string): Promise<Terms> {
    const vendor = await vendorNamed(id);
    if (vendor === undefined)
      throw new Problem('invalid-request', 'See errors for each field that is wrong.', [
        { in: 'body', pointer: '/vendor', detail: 'must be a vendor that is enabled' },
      ]);
    const { currency, minMinor, maxMinor, feeMinor, feeBasisPoints } = vendor;
    const terms = { currency, minMinor: minMinor.toString(), maxMinor: maxMinor.toString() };
    if (feeMinor === 0n && feeBasisPoints === 0) return terms;
    const account = await systemAccount('fees', currency);
    return { ...terms, fee: { minor: feeMinor.toString(), basisPoints: feeBasisPoints, account } };
  }

  async function submit(request: ApiRequest): Promise<Reply> {
    const file = await known(request);
    if (file.state === 'awaiting-upload') await files.submit(file.fileId, await readableEtag(file.fileId));
    const submitted = await known(request);
    deps.log.info('payout-file.submitted', { fileId: file.fileId, etag: submitted.etag, by: request.caller?.subject });
    // Said again as long as nobody has taken it up: the first time may have failed between the two.
    if (submitted.state === 'submitted') await bulkLane([submissionOf(submitted, now())]);
    return { status: 202, body: await toState(submitted) };
  }

  /** @throws Problem when there is no file, or nothing that could be paid */
  async function readableEtag(fileId: string): Promise<string> {
    const found = await beginningOf(fileId);
    if (found === undefined) throw new Problem('not-uploaded', 'PUT the file to its uploadUrl first.');
    if (found.bytes > maxPayoutFileBytes)
      throw new Problem('file-refused', `The file may have ${maxPayoutFileBytes} bytes.`);
    const [line = ''] = found.start
      .toString('utf8')
      .replace(/^\ufeff/, '')
      .split(/\r?\n/);
    if (!isHeader(line.split(',')))
      throw new Problem('file-refused', `The first line must be ${payoutColumns.join()}. Upload the file again.`);
    return found.etag;
  }

  async function known(request: ApiRequest): Promise<PayoutFile> {
    const { fileId } = request.path(payoutFilePath);
    request.query(noQuery);
    const file = await files.get(fileId);
    if (file === undefined) throw new Problem('not-found', 'No payout file has this id.');
    return file;
  }

  async function toState(file: PayoutFile): Promise<PayoutFileState> {
    const { fileId, payer, name, state, reason, plan, createdAt } = file;
    return {
      fileId,
      payer,
      name,
      state,
      reason,
      rows: plan?.rows ?? null,
      ...countsOf(file),
      createdAt,
      uploadUrl: state === 'awaiting-upload' ? await signedUrl('PUT', uploadKey(fileId)) : null,
      resultUrl: state === 'done' ? await signedUrl('GET', resultKey(fileId)) : null,
    };
  }

  return makeHttpHandler(deps, async (request) => {
    if (request.route.startsWith('GET')) return { status: 200, body: await toState(await known(request)) };
    return request.route.endsWith('/submission') ? submit(request) : open(request);
  });
}

const isSame = (file: PayoutFile, { payer, name, vendor }: PayoutFileRequest): boolean =>
  file.payer === payer && file.name === name && file.vendor === (vendor ?? null);

const submissionOf = ({ fileId, payer }: PayoutFile, at: Date): PayoutFileSubmitted => ({
  specversion: '1.0',
  id: deterministicId('payments', 'payout file submitted', fileId),
  source: '/sangam/payments',
  type: 'sangam.payments.payout-file-submitted.v1',
  subject: payer,
  time: at.toISOString(),
  datacontenttype: 'application/json',
  data: { fileId },
});
