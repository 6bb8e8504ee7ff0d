import { z } from 'zod';
import { transferPath } from '../../contracts/api/payments.ts';
import { type ReviewList, type ReviewReceipt, reviewRequest, reviewsQuery } from '../../contracts/api/screening.ts';
import {
  type ApiRequest,
  type HttpHandler,
  type HttpHandlerDeps,
  makeHttpHandler,
  type Reply,
} from '../../shared/http.ts';
import { Problem } from '../../shared/problem.ts';
import type { Ledger } from '../adapters/aurora-ledger.ts';
import type { Nudge } from '../adapters/nudge.ts';
import type { Reviews, WaitingReview } from '../adapters/reviews-table.ts';
import type { ReadTransfer } from '../adapters/transfers-reader.ts';
import { isCursorInstant } from '../domain/cursor.ts';
import { operationId } from '../domain/operation.ts';
import { problemOf } from '../domain/refusals.ts';
import { reviewKind } from '../domain/screened.ts';
import { ledgerId, publicId, requestKey } from '../domain/transfer-id.ts';
import { isSuccess, type Verdict } from '../domain/verdict.ts';
import { ownerOf } from '../domain/wallet.ts';

export type ReviewsDeps = HttpHandlerDeps & {
  readonly waiting: Reviews['waiting'];
  readonly post: Ledger['post'];
  readonly readTransfer: ReadTransfer;
  readonly nudge: Nudge;
};

type Decision = z.output<typeof reviewRequest>['decision'];
type Decided = { readonly key: ReturnType<typeof requestKey>; readonly verdict: Verdict };

const noQuery = z.strictObject({});

/** An account that is frozen is opened again, and one that is full is spent from. */
const passing: ReadonlySet<string> = new Set(['account-not-open', 'overflow']);
/** Of one decision, in the three days that money is held for review. */
const attempts = 50;

/** Lists holds for review and ends them as an operator decides. */
export function makeReviews({ waiting, post, readTransfer, nudge, ...deps }: ReviewsDeps): HttpHandler {
  async function list(request: ApiRequest): Promise<Reply> {
    const { limit, after } = request.query(reviewsQuery);
    const page = await waiting({ limit, ...(after !== undefined && { after: fromCursor(after) }) });
    const body: ReviewList = {
      reviews: page.reviews.map(toReview),
      next: page.next === undefined ? null : Buffer.from(page.next).toString('base64url'),
    };
    return { status: 200, body };
  }

  /** The ledger lets a hold end once, whoever is second gets a conflict. */
  async function decide(request: ApiRequest): Promise<Reply> {
    const { transferId } = request.path(transferPath);
    request.query(noQuery);
    const { decision } = request.json(reviewRequest);
    const known = await readTransfer(ledgerId(transferId));
    if (known?.op !== 'hold' || known.kind !== reviewKind || known.outcome !== 'held')
      throw new Problem('not-found', 'No payment with this id was held for review, or it is still on its lane.');
    const { key, verdict } = await carryOut(known.id, decision);
    if (!verdict.replayed) await nudge();
    if (!isSuccess(verdict.outcome)) throw problemOf(verdict.outcome);
    deps.log.info('review.decided', { transferId, decision, by: request.caller?.subject });
    const body: ReviewReceipt = {
      id: publicId(operationId(key)),
      reviewed: transferId,
      status: decision === 'release' ? 'released' : 'refused',
    };
    const headers: Record<string, string> = verdict.replayed ? { 'idempotency-replayed': 'true' } : {};
    return { status: 200, headers, body };
  }

  /** The ledger keeps a refusal to its key: what an account stood in the way of is tried under the next one. */
  async function carryOut(hold: string, decision: Decision): Promise<Decided> {
    for (let attempt = 1; ; attempt++) {
      const key = requestKey('review', hold, decision, ...(attempt === 1 ? [] : [String(attempt)]));
      const [verdict] = await post([
        decision === 'release'
          ? { op: 'capture', ...key, hold, kind: 'payment' }
          : { op: 'void', ...key, hold, kind: reviewKind },
      ]);
      if (verdict === undefined) throw new Error('the ledger answers every operation');
      const mayPass = verdict.replayed && passing.has(verdict.outcome);
      if (!mayPass || attempt === attempts) return { key, verdict };
    }
  }

  return makeHttpHandler(deps, (request) => (request.route.startsWith('GET') ? list(request) : decide(request)));
}

const toReview = ({
  id,
  debit,
  credit,
  amount,
  currency,
  heldAt,
  until,
  rules,
}: WaitingReview): ReviewList['reviews'][number] => ({
  transferId: publicId(id),
  payer: ownerOf(debit),
  payee: ownerOf(credit),
  amount: { minor: amount.toString(), currency },
  heldAt,
  until,
  rules: rules === null ? null : [...rules],
});

/** An instant with its microseconds, and the ledger's id of a hold. */
const cursorForm = /^([^|]{27})\|[A-Za-z0-9:._-]{1,64}\/[\x20-\x7e]{1,200}$/;

function fromCursor(cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const [, at = ''] = cursorForm.exec(text) ?? [];
  if (isCursorInstant(at)) return text;
  throw new Problem('invalid-request', 'See errors for each field that is wrong.', [
    { in: 'query', pointer: '/after', detail: 'must be a cursor of the page before' },
  ]);
}
