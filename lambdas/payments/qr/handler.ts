import { z } from 'zod';
import { idempotencyKey } from '../../contracts/api/payments.ts';
import {
  merchantPath,
  type QrCode,
  type QrCodeRequest,
  type QrRequest,
  qrCodeRequest,
  qrRequestPath,
} from '../../contracts/api/qr.ts';
import { deterministicId } from '../../shared/deterministic-id.ts';
import {
  type ApiRequest,
  type HttpHandler,
  type HttpHandlerDeps,
  makeHttpHandler,
  type Reply,
} from '../../shared/http.ts';
import { Problem } from '../../shared/problem.ts';
import type { ReadSigningKeys } from '../../shared/signing-keys.ts';
import type { Ledger } from '../adapters/aurora-ledger.ts';
import type { KnownQrRequest, QrRequests } from '../adapters/qr-requests.ts';
import { type Currency, isCurrency } from '../domain/qr/currency.ts';
import { payloadFor, upiLinkFor, type Wanted } from '../domain/qr/new-code.ts';
import { problemOfScan, unwritable } from '../domain/qr/problems.ts';
import { renderPng, renderSvg, renderText } from '../domain/qr/render.ts';
import { publicId } from '../domain/transfer-id.ts';
import { walletOf } from '../domain/wallet.ts';

export type QrDeps = HttpHandlerDeps & {
  readonly account: Ledger['account'];
  readonly requests: Pick<QrRequests, 'open' | 'find' | 'cancel'>;
  readonly keys: ReadSigningKeys;
};

const noQuery = z.strictObject({});
const expiresInSecDefault = 900;

/** Makes, shows and cancels what a merchant shows to be paid. */
export function makeQr({ account, requests, keys, ...deps }: QrDeps): HttpHandler {
  async function create(request: ApiRequest): Promise<Reply> {
    const { merchantId } = request.path(merchantPath);
    demandMerchant(request, merchantId, 'ops/write');
    request.query(noQuery);
    const key = request.header('idempotency-key', idempotencyKey);
    const terms = request.json(qrCodeRequest);
    const { use, shop, note, order, expiresInSec } = terms;
    if (use === 'static' && expiresInSec !== undefined)
      throw wrong('/expiresInSec', 'is for a dynamic code: a static one never ends');
    const currency = knownCurrency(terms.amount.currency);
    if ((await account(walletOf(merchantId, currency)))?.kind !== 'merchant') throw problemOfScan('unknown-merchant');

    const { minor } = terms.amount;
    const wanted: Wanted = {
      merchantId,
      requestId: use === 'static' ? null : deterministicId('qr request', merchantId, key),
      amount: { minor: minor === undefined ? null : BigInt(minor), currency },
      shop,
      note,
      order,
    };
    const written = payloadFor(wanted, (await keys()).current);
    if (written.kind === 'refused') throw unwritable(written);
    deps.meter.count('QrCodesMade');
    if (wanted.requestId === null) return { status: 201, body: codeOf(wanted, written.payload, null) };
    const { known, isNew } = await keep(wanted.requestId, wanted, terms, written.payload);
    return {
      status: 201,
      headers: isNew ? {} : { 'idempotency-replayed': 'true' },
      // The payload that was first given: another key may sign by now.
      body: codeOf(wanted, known.payload, known),
    };
  }

  async function keep(id: string, { merchantId, amount }: Wanted, terms: QrCodeRequest, payload: string) {
    const { expiresInSec = expiresInSecDefault } = terms;
    const answer = await requests.open({ id, merchantId, ...amount, terms, payload, expiresInSec });
    if (answer === 'id-reused')
      throw new Problem('idempotency-key-reused', 'Send another request under a key of its own.');
    const known = await requests.find(id);
    if (known === undefined) throw new Error('a request that was kept is not there');
    return { known, isNew: answer === 'opened' };
  }

  async function show(request: ApiRequest): Promise<Reply> {
    return { status: 200, body: toState(await ofMerchant(request, 'ops/read')) };
  }

  async function cancel(request: ApiRequest): Promise<Reply> {
    const { id } = await ofMerchant(request, 'ops/write');
    const answer = await requests.cancel(id);
    if (answer === 'cancelled') return { status: 204 };
    throw answer === 'already-paid'
      ? new Problem('already-paid', 'What was paid is paid back, not cancelled.')
      : new Error('a request that was there is gone');
  }

  /** @throws Problem `not-yours`, and `not-found` also for another merchant's */
  async function ofMerchant(request: ApiRequest, opsScope: string): Promise<KnownQrRequest> {
    const { merchantId, requestId } = request.path(qrRequestPath);
    demandMerchant(request, merchantId, opsScope);
    request.query(noQuery);
    const known = await requests.find(requestId);
    if (known?.merchantId === merchantId) return known;
    throw new Problem('not-found', 'The merchant has no request of this id.');
  }

  return makeHttpHandler(deps, (request) => {
    if (request.route.startsWith('POST')) return create(request);
    return request.route.startsWith('DELETE') ? cancel(request) : show(request);
  });
}

function demandMerchant({ caller }: ApiRequest, merchantId: string, opsScope: string): void {
  if (caller?.scopes.has(opsScope) !== true && caller?.subject !== merchantId)
    throw new Problem('not-yours', 'A merchant may name nobody but themselves.');
}

function knownCurrency(code: string): Currency {
  if (isCurrency(code)) return code;
  throw wrong('/amount/currency', 'must be a currency that codes are written in');
}

const wrong = (pointer: string, detail: string): Problem =>
  new Problem('invalid-request', 'See errors for each field that is wrong.', [{ in: 'body', pointer, detail }]);

const codeOf = (wanted: Wanted, payload: string, known: KnownQrRequest | null): QrCode => ({
  requestId: wanted.requestId,
  payload,
  upiLink: upiLinkFor(wanted),
  text: renderText(payload),
  png: renderPng(payload).toString('base64'),
  svg: renderSvg(payload),
  expiresAt: known?.expiresAt ?? null,
  state: known?.state ?? null,
});

const toState = (known: KnownQrRequest): QrRequest => ({
  requestId: known.id,
  merchantId: known.merchantId,
  state: known.state,
  amount: { minor: known.minor?.toString() ?? null, currency: known.currency },
  note: known.note,
  order: known.order,
  payload: known.payload,
  createdAt: known.createdAt,
  expiresAt: known.expiresAt,
  paidAt: known.paidAt,
  transferId: known.paidBy === null ? null : publicId(known.paidBy),
});
