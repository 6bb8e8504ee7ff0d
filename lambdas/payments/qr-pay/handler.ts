import { z } from 'zod';
import { idempotencyKey } from '../../contracts/api/idempotency-key.ts';
import { paymentConfirmation } from '../../contracts/api/payment-confirmation.ts';
import type { TransferReceipt } from '../../contracts/api/payments.ts';
import type { QrScan } from '../../contracts/api/qr.ts';
import { qrDecodeRequest, qrPaymentRequest } from '../../contracts/api/qr-payment.ts';
import { customerOf } from '../../shared/customer-of.ts';
import {
  type ApiRequest,
  type HttpHandler,
  type HttpHandlerDeps,
  makeHttpHandler,
  type Reply,
} from '../../shared/http.ts';
import { invariant } from '../../shared/invariant.ts';
import { Problem } from '../../shared/problem.ts';
import type { ReadSigningKeys } from '../../shared/signing-keys.ts';
import type { Ledger } from '../adapters/aurora-ledger.ts';
import type { Nudge } from '../adapters/nudge.ts';
import type { QrRequests } from '../adapters/qr-requests.ts';
import type { ScreenPost } from '../adapters/screened-post.ts';
import type { ReadTransfer } from '../adapters/transfers-reader.ts';
import type { Account } from '../domain/account.ts';
import { textToSign } from '../domain/confirmation.ts';
import { operationId, type Post } from '../domain/operation.ts';
import { decodeMerchantCode } from '../domain/qr/decode.ts';
import type { MerchantCode } from '../domain/qr/merchant-code.ts';
import { problemOfScan, unreadable } from '../domain/qr/problems.ts';
import { qrPaymentOf } from '../domain/qr/qr-payment.ts';
import { decideScan } from '../domain/qr/scan.ts';
import { type Origin, originOf } from '../domain/qr/signature.ts';
import { readUpiLink } from '../domain/qr/upi-link.ts';
import { problemOf } from '../domain/refusals.ts';
import { marked } from '../domain/screened.ts';
import { publicId } from '../domain/transfer-id.ts';
import { isSuccess, type Verdict } from '../domain/verdict.ts';
import { walletOf } from '../domain/wallet.ts';
import { scanOfCode, scanOfLink, tamperedScan } from './scan-answer.ts';

export type QrPayDeps = HttpHandlerDeps & {
  readonly account: Ledger['account'];
  readonly post: Ledger['post'];
  readonly requests: Pick<QrRequests, 'find' | 'pay'>;
  readonly readTransfer: ReadTransfer;
  readonly screen: ScreenPost;
  readonly keys: ReadSigningKeys;
  readonly nudge: Nudge;
};

const noQuery = z.strictObject({});
const isUpiLink = (payload: string): boolean => /^upi:/i.test(payload);

/** Tells what a scanned code says, and pays it. */
export function makeQrPay(given: QrPayDeps): HttpHandler {
  const { account, post, requests, readTransfer, screen, keys, nudge, ...deps } = given;
  const { log, meter } = deps;

  async function decode(request: ApiRequest): Promise<Reply> {
    const payer = customerOf(request, []);
    request.query(noQuery);
    const { payload } = request.json(qrDecodeRequest);
    return { status: 200, body: await scanOf(payload, payer) };
  }

  async function scanOf(payload: string, payer: string): Promise<QrScan> {
    if (isUpiLink(payload)) {
      const read = readUpiLink(payload);
      if (read.kind === 'refused') throw unreadable(read);
      return scanOfLink(read.link);
    }
    const { code, origin } = await read(payload);
    if (origin.kind === 'tampered') return tamperedScan;
    if (origin.kind === 'foreign' || code.own === null) return scanOfCode(code, origin.kind, false, undefined);
    const { merchantId, requestId } = code.own;
    const known = requestId === null ? undefined : await requests.find(requestId);
    const isOpen = requestId === null || known?.state === 'created';
    const isPayable = isOpen && merchantId !== payer && (await merchantAccount(code))?.status === 'open';
    return scanOfCode(code, origin.kind, isPayable, known);
  }

  /** @throws Problem `unreadable-code` */
  async function read(payload: string): Promise<{ readonly code: MerchantCode; readonly origin: Origin }> {
    const decoded = decodeMerchantCode(payload);
    if (decoded.kind === 'refused') throw unreadable(decoded);
    const { code, objects } = decoded;
    const origin = originOf(objects, code.own !== null, (await keys()).ring);
    if (origin.kind === 'tampered') {
      log.warn('qr.tampered', { why: origin.why });
      meter.count('QrCodesTampered');
    }
    return { code, origin };
  }

  async function merchantAccount({ own, currency }: MerchantCode): Promise<Account | undefined> {
    const found = own === null ? undefined : await account(walletOf(own.merchantId, currency));
    return found?.kind === 'merchant' ? found : undefined;
  }

  async function pay(request: ApiRequest): Promise<Reply> {
    const payer = customerOf(request, []);
    request.query(noQuery);
    const key = request.header('idempotency-key', idempotencyKey);
    const confirmation = request.header('payment-confirmation', paymentConfirmation);
    const { payload, amount, context } = request.json(qrPaymentRequest);
    if (isUpiLink(payload)) throw problemOfScan('foreign');
    const { code, origin } = await read(payload);
    const offer = {
      amount: amount === undefined ? null : BigInt(amount.minor),
      currency: amount?.currency ?? code.currency,
    };
    const isOurs = origin.kind === 'genuine' && (await merchantAccount(code)) !== undefined;
    const decision = decideScan(code, origin, isOurs, offer);
    if (decision.kind === 'refuse') throw problemOfScan(decision.reason);
    if (decision.merchantId === payer) throw ownCode();

    const order = code.additional.billNumber;
    const payment = qrPaymentOf(payer, key, decision, { order, context });
    const { merchantId, requestId } = decision;
    const payee = ['qr', merchantId, ...(requestId === null ? [] : [requestId])];
    const toSign = textToSign(key, payee, payment.amount);
    const verdict = await screenedAndCarriedOut(requestId, payment, { context, toSign, confirmation });
    if (!verdict.replayed) await nudge();
    if (!isSuccess(verdict.outcome)) throw problemOf(verdict.outcome);
    if (!verdict.replayed) meter.count('QrCodesPaid');
    return {
      status: 201,
      headers: verdict.replayed ? { 'idempotency-replayed': 'true' } : {},
      body: receiptOf(payer, merchantId, payment, verdict.debitBalance),
    };
  }

  async function screenedAndCarriedOut(
    requestId: string | null,
    payment: Post,
    asked: Parameters<ScreenPost>[1],
  ): Promise<Verdict> {
    const screened = await screen(payment, asked);
    if (screened.do !== 'post') {
      // What was answered before is answered so again, whatever is thought of the payer by now.
      const isKnown = (await readTransfer(operationId(payment))) !== undefined;
      const before = isKnown ? await answerOfBefore(requestId, payment) : undefined;
      if (before !== undefined) return before;
      meter.count('PaymentsRefusedByScreening');
      await screened.tell();
      throw screened.do === 'refuse' ? screened.problem : needsReview();
    }
    const verdict = await carryOut(requestId, screened.operation);
    const isOtherwise = verdict.outcome === 'idempotency-key-reused';
    return (isOtherwise ? await answerOfBefore(requestId, payment) : undefined) ?? verdict;
  }

  /** The first answer to a key that is taken, when screening marked the same payment otherwise then. */
  async function answerOfBefore(requestId: string | null, payment: Post): Promise<Verdict | undefined> {
    for (const mark of [undefined, 'static', 'none'] as const) {
      const verdict = await carryOut(requestId, marked(payment, mark));
      if (verdict.outcome !== 'idempotency-key-reused') return verdict;
    }
    return undefined;
  }

  async function carryOut(requestId: string | null, operation: Post): Promise<Verdict> {
    if (requestId === null) {
      const [verdict] = await post([operation]);
      invariant(verdict !== undefined, 'one operation has one verdict');
      return verdict;
    }
    const paid = await requests.pay(requestId, operation);
    if (paid.kind === 'refused') throw problemOfScan(paid.reason);
    return paid.verdict;
  }

  return makeHttpHandler(deps, (request) => (request.route.endsWith('/decode') ? decode(request) : pay(request)));
}

/** Nobody waits at a counter until an operator has looked. */
const needsReview = (): Problem =>
  new Problem('payment-blocked', 'Nothing was moved. Pay by another means; support can tell the customer more.');

const ownCode = (): Problem =>
  new Problem('invalid-request', 'See errors for each field that is wrong.', [
    { in: 'body', pointer: '/payload', detail: 'must be of somebody else' },
  ]);

const receiptOf = (payer: string, payee: string, operation: Post, balance: bigint | null): TransferReceipt => {
  const { minor, currency } = operation.amount;
  return {
    id: publicId(operationId(operation)),
    status: 'posted',
    payer,
    payee,
    amount: { minor: minor.toString(), currency },
    balance: balance === null ? null : { minor: balance.toString(), currency },
  };
};
