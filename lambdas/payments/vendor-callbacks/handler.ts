import { z } from 'zod';
import { orderPath, vendorAnswerRequest } from '../../contracts/api/orders.ts';
import { type HttpHandler, type HttpHandlerDeps, makeHttpHandler, type Reply } from '../../shared/http.ts';
import { Problem } from '../../shared/problem.ts';
import type { StartSaga, Wake } from '../adapters/executions.ts';
import type { Orders } from '../adapters/orders-table.ts';
import type { VendorDirectory } from '../adapters/vendor-directory.ts';
import { type Answer, receptionOf } from '../domain/order/answer.ts';
import type { Order } from '../domain/order/order.ts';

export type VendorCallbacksDeps = HttpHandlerDeps & {
  readonly orders: Pick<Orders, 'read' | 'answer'>;
  readonly vendorNamed: VendorDirectory['named'];
  readonly wake: Wake;
  readonly start: StartSaga;
};

const noQuery = z.strictObject({});
type Said = z.output<typeof vendorAnswerRequest>;

/** Takes what a vendor says of an order. The first answer counts, and money moves by the order's execution alone. */
export const makeVendorCallbacks = ({ orders, vendorNamed, wake, start, ...deps }: VendorCallbacksDeps): HttpHandler =>
  makeHttpHandler(deps, async (request): Promise<Reply> => {
    const { orderId } = request.path(orderPath);
    request.query(noQuery);
    const said = request.json(vendorAnswerRequest);
    const known = await orders.read(orderId);
    const vendor = known && (await vendorNamed(known.order.vendor));
    // Also for another vendor's: nobody learns which ids there are.
    if (known === undefined || vendor?.client == null || vendor.client !== request.caller?.subject)
      throw new Problem('not-found', 'No order that you were asked for has this id.');
    const answer = answerFrom(said, known.order);
    const first = (await orders.answer(orderId, answer)) ?? answer;
    switch (receptionOf(answer, first)) {
      case 'contradicts':
        throw new Problem('conflict', 'The order was answered otherwise before. Ask us to undo it.');
      case 'too-late':
        await start({ run: 'late', orderId });
        deps.meter.count('AnswersTooLate');
        return { status: 200, body: { orderId, outcome: 'too-late' } };
      case 'taken':
        // Again for a repeat too: the first may have died before it woke anybody.
        if (known.callbackId !== null) await wake(known.callbackId);
        return { status: 200, body: { orderId, outcome: 'taken' } };
    }
  });

function answerFrom({ status, amount }: Said, { amount: wanted }: Order): Answer {
  if (status === 'refused') return { kind: 'refused' };
  if (amount === undefined) return { kind: 'accepted', minor: wanted.minor };
  const fault = (pointer: string, detail: string) =>
    new Problem('invalid-request', 'See errors for each field that is wrong.', [{ in: 'body', pointer, detail }]);
  if (amount.currency !== wanted.currency) throw fault('/amount/currency', 'must be the currency of the order');
  if (BigInt(amount.minor) > wanted.minor) throw fault('/amount/minor', 'must be at most what was ordered');
  return { kind: 'accepted', minor: BigInt(amount.minor) };
}
