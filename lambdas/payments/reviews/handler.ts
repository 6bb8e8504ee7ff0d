import { z } from 'zod';
import { transferPath } from '../../contracts/api/payments.ts';
import { type ReviewReceipt, reviewRequest } from '../../contracts/api/screening.ts';
import { type HttpHandler, type HttpHandlerDeps, makeHttpHandler } from '../../shared/http.ts';
import { Problem } from '../../shared/problem.ts';
import type { Ledger } from '../adapters/aurora-ledger.ts';
import type { Nudge } from '../adapters/nudge.ts';
import type { ReadTransfer } from '../adapters/transfers-reader.ts';
import { operationId } from '../domain/operation.ts';
import { problemOf } from '../domain/refusals.ts';
import { reviewKind } from '../domain/screened.ts';
import { ledgerId, publicId, requestKey } from '../domain/transfer-id.ts';
import { isSuccess } from '../domain/verdict.ts';

export type ReviewsDeps = HttpHandlerDeps & {
  readonly post: Ledger['post'];
  readonly readTransfer: ReadTransfer;
  readonly nudge: Nudge;
};

const noQuery = z.strictObject({});

/** Ends a hold for review as an operator decides. The ledger lets a hold end once, whoever is second gets a conflict. */
export const makeReviews = ({ post, readTransfer, nudge, ...deps }: ReviewsDeps): HttpHandler =>
  makeHttpHandler(deps, async (request) => {
    const { transferId } = request.path(transferPath);
    request.query(noQuery);
    const { decision } = request.json(reviewRequest);
    const known = await readTransfer(ledgerId(transferId));
    if (known?.op !== 'hold' || known.kind !== reviewKind || known.outcome !== 'held')
      throw new Problem('not-found', 'No payment with this id was held for review, or it is still on its lane.');
    const key = requestKey('review', known.id, decision);
    const [verdict] = await post([
      decision === 'release'
        ? { op: 'capture', ...key, hold: known.id, kind: 'payment' }
        : { op: 'void', ...key, hold: known.id, kind: reviewKind },
    ]);
    if (verdict === undefined) throw new Error('the ledger answers every operation');
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
  });
