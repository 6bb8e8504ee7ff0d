import { z } from 'zod';
import { appEventsRequest, notificationPath } from '../../contracts/api/notification-tracking.ts';
import type { FieldError } from '../../contracts/api/problem.ts';
import type { Clock } from '../../shared/clock.ts';
import { customerOf } from '../../shared/customer-of.ts';
import { type HttpHandler, type HttpHandlerDeps, makeHttpHandler } from '../../shared/http.ts';
import { Problem } from '../../shared/problem.ts';
import type { Publish } from '../../shared/publish.ts';
import type { FindMessage } from '../adapters/sent-messages.ts';
import { receiptEvent } from '../domain/tracking/receipt-event.ts';

export type AppEventsDeps = HttpHandlerDeps & {
  readonly find: FindMessage;
  /** States on the stream of receipts. */
  readonly tell: Publish;
  readonly now: Clock;
};

const noQuery = z.strictObject({});

/** A phone's clock may be this much ahead. What happened long ago counts: a phone may have been off for a week. */
const aheadMaxMs = 5 * 60_000;

/** Takes from the app what its customer did with a message of theirs. The same events again change nothing. */
export const makeAppEvents = ({ find, tell, now, ...deps }: AppEventsDeps): HttpHandler =>
  makeHttpHandler(deps, async (request) => {
    const customerId = customerOf(request, []);
    const { notificationId } = request.path(notificationPath);
    request.query(noQuery);
    const { events } = request.json(appEventsRequest);
    const message = await find(notificationId);
    if (message === undefined || message.customerId !== customerId)
      throw new Problem('not-found', 'The customer has no message of this id.');
    const latest = now().getTime() + aheadMaxMs;
    const names = new Set(message.links.map(({ name }) => name));
    const errors = events.flatMap(({ at, link }, index): FieldError[] => [
      ...(Date.parse(at) > latest ? [wrong(`/events/${index}/at`, 'is not yet')] : []),
      ...(link !== undefined && !names.has(link) ? [wrong(`/events/${index}/link`, 'is no link of the message')] : []),
    ]);
    if (errors.length > 0) throw new Problem('invalid-request', 'See errors for each field that is wrong.', errors);
    await tell(
      events.map(({ at, ...event }) =>
        receiptEvent(customerId, { notificationId, ...event, at: new Date(at).toISOString() }),
      ),
    );
    return { status: 202, body: { taken: events.length } };
  });

const wrong = (pointer: string, detail: string): FieldError => ({ in: 'body', pointer, detail });
