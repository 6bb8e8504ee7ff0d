import { z } from 'zod';
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
import type { Ledger } from '../adapters/aurora-ledger.ts';
import type { Nudge } from '../adapters/nudge.ts';
import type { KnownTransfer, ReadTransfer } from '../adapters/transfers-reader.ts';
import { commandOf } from '../domain/command.ts';
import { type Operation, operationId, type Post } from '../domain/operation.ts';
import { problemOf } from '../domain/refusals.ts';
import { ledgerId, publicId, requestKey } from '../domain/transfer-id.ts';
import { isSuccess, type Verdict } from '../domain/verdict.ts';
import { ownerOf, walletOf } from '../domain/wallet.ts';
import type { Within } from './within.ts';

export type TransfersDeps = HttpHandlerDeps & {
  readonly post: Ledger['post'];
  readonly readTransfer: ReadTransfer;
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
  const { post, readTransfer, standardLane, reversalLane, nudge, within, now, meter, log } = deps;

  async function pay(request: ApiRequest): Promise<Reply> {
    const payer = customerOf(request, []);
    request.query(noQuery);
    const key = request.header('idempotency-key', idempotencyKey);
    const wanted = request.json(transferRequest);
    demandAnother(payer, wanted.payee);
    const operation = paymentOf(payer, key, wanted);
    if (wanted.lane === 'standard') return accept(standardLane, payer, operation, wanted);

    const verdict = await postNow(operation);
    if (verdict === undefined) {
      // The same key: whichever comes second, the lane or a first call that took effect after all, finds it posted.
      meter.count('InstantFellBack');
      return accept(standardLane, payer, operation, wanted);
    }
    if (!verdict.replayed) await nudge();
    if (!isSuccess(verdict.outcome)) throw problemOf(verdict.outcome);
    meter.count('TransfersPosted');
    return {
      status: 201,
      headers: verdict.replayed ? { 'idempotency-replayed': 'true' } : {},
      body: receiptOf(payer, wanted, operation, 'posted', verdict.debitBalance),
    };
  }

  /** `undefined` when the ledger is away or slow. */
  async function postNow(operation: Post): Promise<Verdict | undefined> {
    try {
      const verdicts = await within(post([operation]));
      return verdicts?.[0];
    } catch (error) {
      if (!isAway(error)) throw error;
      log.warn('instant.away', { transferId: publicId(operationId(operation)) });
      return undefined;
    }
  }

  async function accept(lane: Publish, payer: string, operation: Post, wanted: TransferRequest): Promise<Reply> {
    await lane([commandOf(payer, [operation], now())] satisfies EventEnvelope[]);
    return { status: 202, body: receiptOf(payer, wanted, operation, 'accepted', null) };
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
    const { amount } = request.json(reversalRequest);
    const viewer = viewerOf(request, 'ops/write');
    const known = await visible(transferId, viewer);
    if (viewer !== operator && ownerOf(known.credit) !== viewer)
      throw new Problem('not-yours', 'Only who received it may pay it back.');
    demandReversible(known, amount);
    const operation: Operation = {
      op: 'reverse',
      ...requestKey('reversal', request.caller?.subject ?? '', key),
      reverses: known.id,
      kind: 'reversal',
      ...(amount !== undefined && { minor: BigInt(amount.minor) }),
    };
    await reversalLane([commandOf(ownerOf(known.credit), [operation], now())]);
    return {
      status: 202,
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

function demandReversible(known: KnownTransfer, amount: TransferRequest['amount'] | undefined): void {
  if (known.outcome !== 'posted' && known.outcome !== 'captured')
    throw new Problem('not-reversible', 'It moved no money.');
  if (amount !== undefined && amount.currency !== known.currency)
    throw new Problem('invalid-request', 'See errors for each field that is wrong.', [
      { in: 'body', pointer: '/amount/currency', detail: 'must be the currency of the transfer' },
    ]);
  const left = known.amount - known.reversed;
  if (left <= 0n || BigInt(amount?.minor ?? 0) > left)
    throw new Problem('not-reversible', 'All of it, or more than what is left, was paid back already.');
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
  outcome: known.outcome,
  payer: known.debit,
  payee: known.credit,
  amount: { minor: known.amount.toString(), currency: known.currency },
  reversed: { minor: known.reversed.toString(), currency: known.currency },
  kind: known.kind,
  reference: known.reference,
  at: known.at,
});
