import { z } from 'zod';
import { consentRequest, purpose, withdrawalQuery } from '../../contracts/api/consents.ts';
import { backoffMs, type Sleep, sleep } from '../../shared/backoff.ts';
import type { Clock } from '../../shared/clock.ts';
import { customerOf } from '../../shared/customer-of.ts';
import { type HttpHandler, type HttpHandlerDeps, makeHttpHandler, type Reply } from '../../shared/http.ts';
import { Problem } from '../../shared/problem.ts';
import type { Consents } from '../adapters/consents-table.ts';
import { type ConsentChange, describe, give, withdraw } from '../domain/consent/consent.ts';

export type ConsentsDeps = HttpHandlerDeps & {
  readonly consents: Consents;
  readonly now: Clock;
  readonly pause?: Sleep;
};

const path = z.strictObject({ purpose });
const noQuery = z.strictObject({});
/** An attempt fails only where another change of the purpose succeeds: so many at the same moment are all kept. */
const attempts = 40;

/** Records what a customer allows and withdraws; every change stays, with its time, version and channel. */
export function makeConsents({ consents, now, pause = sleep, ...deps }: ConsentsDeps): HttpHandler {
  /** Appends what `decide` makes of the latest change; another writer in between makes it decide anew. */
  async function change(
    customerId: string,
    of: ConsentChange['purpose'],
    decide: (latest: ConsentChange | undefined) => ConsentChange | undefined,
  ): Promise<void> {
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const wanted = decide(await consents.latest(customerId, of));
      if (wanted === undefined) return;
      if ((await consents.append(customerId, wanted)) === 'appended') {
        deps.log.info('consent.changed', { customerId, purpose: of, status: wanted.status, number: wanted.number });
        deps.meter.count(wanted.status === 'given' ? 'ConsentsGiven' : 'ConsentsWithdrawn');
        return;
      }
      // 100 ms on average: all attempts together end before the caller has given up.
      if (attempt < attempts) await pause(backoffMs(attempt, 5, 200));
    }
    throw new Problem('conflict', 'The consent kept changing; send the request again.');
  }

  async function show(customerId: string): Promise<Reply> {
    const byPurpose = Map.groupBy(await consents.all(customerId), (each) => each.purpose);
    return { status: 200, body: { consents: [...byPurpose].map(([name, all]) => describe(name, all, now())) } };
  }

  return makeHttpHandler(deps, async (request) => {
    const customerId = customerOf(request, []);
    switch (request.route) {
      case 'PUT /v1/consents/{purpose}': {
        const { purpose: of } = request.path(path);
        request.query(noQuery);
        const wanted = request.json(consentRequest);
        const at = now();
        if (wanted.expiresAt !== undefined && new Date(wanted.expiresAt) <= at)
          throw new Problem('invalid-request', 'See errors for each field that is wrong.', [
            { in: 'body', pointer: '/expiresAt', detail: 'must be in the future' },
          ]);
        await change(customerId, of, (latest) => give(of, wanted, latest, at));
        const all = (await consents.all(customerId)).filter((each) => each.purpose === of);
        return { status: 200, body: describe(of, all, at) };
      }
      case 'DELETE /v1/consents/{purpose}': {
        const { purpose: of } = request.path(path);
        const { channel } = request.query(withdrawalQuery);
        await change(customerId, of, (latest) => withdraw(of, channel, latest, now()));
        return { status: 204 };
      }
      default:
        request.query(noQuery);
        return show(customerId);
    }
  });
}
