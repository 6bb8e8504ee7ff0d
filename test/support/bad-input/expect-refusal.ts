import { problemDetails, problemKinds } from '../../../lambdas/contracts/api/problem.ts';
import { type BadRequest, marker } from './types.ts';

export type Answer = { readonly status: number; readonly contentType: string; readonly body: string };

/** Everything that an answer to a bad request must be, as one value that a failing test can show. */
export function expectRefusal({ title, route, refusal }: BadRequest, { status, contentType, body }: Answer): void {
  const request = `${route.operationId}, ${title}`;
  if (refusal.by === 'gateway') {
    expect({ request, status }).toEqual({ request, status: refusal.status });
    expect({ request, body: JSON.parse(body) }).toEqual({ request, body: { message: expect.any(String) } });
    return;
  }
  const expected = problemKinds[refusal.kind];
  expect({ request, status, contentType, body }).toEqual({
    request,
    status: expected.status,
    contentType: 'application/problem+json',
    body: expect.not.stringContaining(marker),
  });
  const problem = problemDetails.parse(JSON.parse(body));
  expect({ request, type: problem.type }).toEqual({ request, type: `/docs#problem-${refusal.kind}` });
  if (refusal.error === undefined) return;
  const { in: place, pointer } = refusal.error;
  const where = (problem.errors ?? []).map((error) => `${error.in} ${error.pointer}`);
  const isThere = where.some((each) => each === `${place} ${pointer}` || each.startsWith(`${place} ${pointer}/`));
  expect({ request, where, isThere }).toEqual({ request, where, isThere: true });
}
