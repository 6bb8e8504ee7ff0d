import { z } from 'zod';
import type { Clock } from '../../shared/clock.ts';
import { customerOf } from '../../shared/customer-of.ts';
import { type HttpHandler, type HttpHandlerDeps, makeHttpHandler } from '../../shared/http.ts';
import type { ReadEvidence } from '../adapters/insights-reader.ts';
import { assembleInsights } from '../domain/insights/assemble.ts';

export type GetInsightsDeps = HttpHandlerDeps & { readonly readEvidence: ReadEvidence; readonly now: Clock };

const noQuery = z.strictObject({});

/** Answers what is known about a customer: to themselves, and to operators. */
export const makeGetInsights = ({ readEvidence, now, ...deps }: GetInsightsDeps): HttpHandler =>
  makeHttpHandler(deps, async (request) => {
    const customerId = customerOf(request, ['ops/read']);
    request.query(noQuery);
    const at = now();
    return { status: 200, body: assembleInsights(customerId, await readEvidence(customerId, at), at) };
  });
