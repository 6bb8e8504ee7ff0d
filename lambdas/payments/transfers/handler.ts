import { z } from 'zod';
import { paymentConfirmation } from '../../contracts/api/payment-confirmation.ts';
import {
  idempotencyKey,
  reversalRequest,
  type Transfer,
  type TransferReceipt,
  type TransferRequest,
  transferPath,
  transferRequest,
} from '../../contracts/api/payments.ts';
import type { EventEnvelope } from '../../contracts/event.ts';
import type { Clock } from '../../shared/clock.ts';
import { customerOf } from '../../shared/customer-of.ts';
import {
  type ApiRequest,
  type HttpHandler,
  type HttpHandlerDeps,
  makeHttpHandler,
  type Reply,
} from '../../shared/http.ts';
import { isAway } from '../../shared/is-away.ts';
import { Problem } from '../../shared/problem.ts';
import type { Publish } from '../../shared/publish.ts';
import type { Within } from '../../shared/within.ts';
import type { Ledger } from '../adapters/aurora-ledger.ts';
import type { Nudge } from '../adapters/nudge.ts';
import type { ScreenPost } from '../adapters/screened-post.ts';
import type { ScreenReversal } from '../adapters/screened-reversal.ts';
import type { KnownTransfer, ReadTransfer } from '../adapters/transfers-reader.ts';
import { commandOf } from '../domain/command.ts';
import { textToSign } from '../domain/confirmation.ts';
import { type Hold, type Operation, operationId, type Post, type Reverse } from '../domain/operation.ts';
import { problemOf } from '../domain/refusals.ts';
import { variantsOf } from '../domain/screened.ts';
import { ledgerId, publicId, requestKey } from '../domain/transfer-id.ts';
import { isSuccess, type Verdict } from '../domain/verdict.ts';
import { ownerOf, walletOf } from '../domain/wallet.ts';
import { wasSettled, whyIrreversible } from './reversal.ts';

export type TransfersDeps = HttpHandlerDeps & {
  readonly post: Ledger['post'];
  readonly readTransfer: ReadTransfer;
  readonly screen: ScreenPost;
  readonly screenReversal: ScreenReversal;
  /** Puts commands on a lane. */
  readonly standardLane: Publish;
  readonly reversalLane: Publish;
  readonly nudge: Nudge;
  /** Gives up waiting for the database; what it does then still counts. */
  readonly within: Within;
  readonly now: Clock;
};

const noQuery = z.strictObject({});

/** Sees everything. */
const operator = Symbol('operator');
type Viewer = string | typeof operator;

const viewerOf = (request: ApiRequest, opsScope: string): Viewer =>
  request.caller?.scopes.has(opsScope) === true ? operator : customerOf(request, []);

/** Pays, shows and pays back. One call to the ledger when it is well, the standard lane when it is not. */
export function makeTransfers(deps: TransfersDeps): HttpHandler {
  const { post, readTransfer, screen, screenReversal, standardLane, reversalLane, nudge, within, now, meter, log } =
    deps;

  async function pay(request: ApiRequest): Promise<Reply> {
    const payer = customerOf(request, []);
    request.query(noQuery);
    const key = request.header('idempotency-key', idempotencyKey);
    const confirmation = request.header('payment-confirmation', paymentConfirmation);
    const wanted = request.json(transferRequest);
    demandAnother(payer, wanted.payee);
    const payment = paymentOf(payer, key, wanted);
    const toSign = textToSign(key, wanted.payee, payment.amount);
    const screened = await screen(payment, { context: wanted.context, toSign, confirmation });
    if (screened.do === 'refuse') {
      // One that was posted before stays posted, whatever is thought of the payer by now.
      const before = (await readTransfer(operationId(payment))) && (await answerOfBefore(payment));
      if (before !== undefined) return answerTo(payer, wanted, payment, before);
      meter.count('PaymentsRefusedByScreening');
      await screened.tell();
      throw screened.problem;
    }
    const { operation } = screened;
    const reply = await carryOut(payer, wanted, payment, operation);
    if (screened.do === 'hold' && reply.status === 202) {
      await screened.tell();
      meter.count('TransfersHeldForReview');
    }
    return reply;
  }

  async function carryOut(
    payer: string,
    wanted: TransferRequest,
    payment: Post,
    operation: Post | Hold,
  ): Promise<Reply> {
    if (wanted.lane === 'standard') {
      const before = await inTime(answerOfKnown(payment), payment);
      if (before !== undefined) return answerTo(payer, wanted, payment, before);
      return accept(standardLane, payer, operation, wanted);
    }
    const answer = (await inTime(post([operation]), payment))?.[0];
    if (answer === undefined) {
      // The same key: whichever comes second, the lane or a first call that took effect after all, finds it posted.
      meter.count('InstantFellBack');
      return accept(standardLane, payer, operation, wanted);
    }
    const isOtherwise = answer.outcome === 'idempotency-key-reused';
    const verdict = (isOtherwise ? await answerOfBefore(payment) : undefined) ?? answer;
    if (!verdict.replayed) await nudge();
    return answerTo(payer, wanted, payment, verdict);
  }

  function answerTo(payer: string, wanted: TransferRequest, payment: Post, verdict: Verdict): Reply {
    if (!isSuccess(verdict.outcome)) throw problemOf(verdict.outcome);
    const headers: Record<string, string> = verdict.replayed ? { 'idempotency-replayed': 'true' } : {};
    if (verdict.outcome === 'held')
      return { status: 202, headers, body: receiptOf(payer, wanted, payment, 'review', null) };
    meter.count('TransfersPosted');
    return { status: 201, headers, body: receiptOf(payer, wanted, payment, 'posted', verdict.debitBalance) };
  }

  /** The first answer to a key that is taken, when screening judged the same request otherwise then. */
  async function answerOfBefore(payment: Post): Promise<Verdict | undefined> {
    for (const variant of variantsOf(payment)) {
      const [verdict] = await post([variant]);
      if (verdict !== undefined && verdict.outcome !== 'idempotency-key-reused') return verdict;
    }
    return undefined;
  }

  /** The first answer to a key, `undefined` of a new one. @throws Problem when it was used for another request */
  async function answerOfKnown(payment: Post): Promise<Verdict | undefined> {
    if ((await readTransfer(operationId(payment))) === undefined) return undefined;
    const before = await answerOfBefore(payment);
    if (before === undefined) throw problemOf('idempotency-key-reused');
    return before;
  }

  /** `undefined` when the ledger is away or slow. */
  async function inTime<Answer>(work: Promise<Answer>, payment: Post): Promise<Answer | undefined> {
    try {
      return await within(work);
    } catch (error) {
      if (!isAway(error)) throw error;
      log.warn('instant.away', { transferId: publicId(operationId(payment)) });
      return undefined;
    }
  }

  async function accept(lane: Publish, payer: string, operation: Post | Hold, wanted: TransferRequest): Promise<Reply> {
    await lane([commandOf(payer, [operation], now())] satisfies EventEnvelope[]);
    return {
      status: 202,
      body: receiptOf(payer, wanted, operation, operation.op === 'hold' ? 'review' : 'accepted', null),
    };
  }

  async function show(request: ApiRequest): Promise<Reply> {
    const { transferId } = request.path(transferPath);
    request.query(noQuery);
    return { status: 200, body: toTransfer(await visible(transferId, viewerOf(request, 'ops/read'))) };
  }

  async function reverse(request: ApiRequest): Promise<Reply> {
    const { transferId } = request.path(transferPath);
    request.query(noQuery);
    const key = request.header('idempotency-key', idempotencyKey);
    const { amount, reason } = request.json(reversalRequest);
    const viewer = viewerOf(request, 'ops/write');
    const known = await visible(transferId, viewer);
    if (viewer !== operator && ownerOf(known.credit) !== viewer)
      throw new Problem('not-yours', 'Only who received it may pay it back.');
    // It would go to an account of the system, and from there to nobody.
    if (viewer !== operator && ownerOf(known.debit) === 'system')
      throw new Problem('not-yours', 'Only an operator may give back what a vendor brought in.');
    // The ledger takes what asks for no sum for the same request as any sum: a part is not what was asked for as all.
    const metadata = { ...(amount === undefined && { all: true }), ...(reason !== undefined && { reason }) };
    const operation: Reverse = {
      op: 'reverse',
      ...requestKey('reversal', request.caller?.subject ?? '', key),
      reverses: known.id,
      kind: 'reversal',
      ...(amount !== undefined && { minor: BigInt(amount.minor) }),
      ...(Object.keys(metadata).length > 0 && { metadata }),
    };
    const isReplayed = await wasSettled(readTransfer, post, operation);
    const problem = isReplayed ? undefined : whyIrreversible(known, amount);
    if (problem !== undefined) throw problem;
    if (!isReplayed) {
      const refusal = viewer === operator ? undefined : await screenReversal(operation, known);
      if (refusal !== undefined) {
        meter.count('PaymentsRefusedByScreening');
        throw refusal;
      }
      await reversalLane([commandOf(ownerOf(known.credit), [operation], now())]);
      log.info('reversal.asked', {
        reverses: transferId,
        id: publicId(operationId(operation)),
        by: request.caller?.subject,
      });
    }
    return {
      status: 202,
      headers: isReplayed ? { 'idempotency-replayed': 'true' } : {},
      body: { id: publicId(operationId(operation)), status: 'accepted', reverses: transferId },
    };
  }

  /** @throws Problem `not-found`, also for what is somebody else's: nobody learns which ids there are */
  async function visible(transferId: string, viewer: Viewer): Promise<KnownTransfer> {
    const known = await readTransfer(ledgerId(transferId));
    const isOurs = known !== undefined && [ownerOf(known.debit), ownerOf(known.credit)].includes(String(viewer));
    if (known !== undefined && (isOurs || viewer === operator)) return known;
    throw new Problem('not-found', 'No transfer of yours has this id, or it is still on its lane.');
  }

  return makeHttpHandler(deps, (request) => {
    if (request.route.startsWith('GET')) return show(request);
    return request.route.endsWith('/reversals') ? reverse(request) : pay(request);
  });
}

function paymentOf(
  payer: string,
  key: string,
  { payee, amount, kind, note, reference, context }: TransferRequest,
): Post {
  const { currency } = amount;
  const metadata = { ...(context !== undefined && { context }), ...(note !== undefined && { note }) };
  return {
    op: 'post',
    ...requestKey('api', payer, key),
    debit: walletOf(payer, currency),
    credit: walletOf(payee, currency),
    amount: { minor: BigInt(amount.minor), currency },
    kind,
    ...(reference !== undefined && { reference }),
    ...(Object.keys(metadata).length > 0 && { metadata }),
  };
}

function demandAnother(payer: string, payee: string): void {
  if (payer === payee)
    throw new Problem('invalid-request', 'See errors for each field that is wrong.', [
      { in: 'body', pointer: '/payee', detail: 'must be somebody else' },
    ]);
}

function receiptOf(
  payer: string,
  { payee, amount }: TransferRequest,
  operation: Operation,
  status: TransferReceipt['status'],
  balance: bigint | null,
): TransferReceipt {
  return {
    id: publicId(operationId(operation)),
    status,
    payer,
    payee,
    amount,
    balance: balance === null ? null : { minor: balance.toString(), currency: amount.currency },
  };
}

const toTransfer = (known: KnownTransfer): Transfer => ({
  id: publicId(known.id),
  operation: known.op as Transfer['operation'],
  outcome: (known.holdStatus ?? 'active') === 'active' ? known.outcome : (known.holdStatus ?? known.outcome),
  payer: known.debit,
  payee: known.credit,
  amount: { minor: known.amount.toString(), currency: known.currency },
  reversed: { minor: known.reversed.toString(), currency: known.currency },
  kind: known.kind,
  reference: known.reference,
  at: known.at,
});
