import { z } from 'zod';
import { orderPath, vendorAnswerRequest } from '../../contracts/api/orders.ts';
import type { Clock } from '../../shared/clock.ts';
import {
  type ApiRequest,
  type HttpHandler,
  type HttpHandlerDeps,
  makeHttpHandler,
  type Reply,
} from '../../shared/http.ts';
import { Problem } from '../../shared/problem.ts';
import type { StartSaga, Wake } from '../adapters/executions.ts';
import type { Orders } from '../adapters/orders-table.ts';
import type { VendorDirectory } from '../adapters/vendor-directory.ts';
import type { VendorKeys } from '../adapters/vendor-keys.ts';
import { type Answer, receptionOf } from '../domain/order/answer.ts';
import type { Order } from '../domain/order/order.ts';
import { faultIn, type SignatureFault, signatureHeader, windowSec } from '../domain/vendor-signature.ts';

export type VendorCallbacksDeps = HttpHandlerDeps & {
  readonly orders: Pick<Orders, 'read' | 'answer'>;
  readonly vendorNamed: VendorDirectory['named'];
  readonly keysOf: VendorKeys;
  readonly now: Clock;
  readonly wake: Wake;
  readonly start: StartSaga;
};

const noQuery = z.strictObject({});

const faults: Readonly<Record<SignatureFault, string>> = {
  missing: `The header ${signatureHeader} is missing.`,
  malformed: `The header ${signatureHeader} must be t=<seconds>,k=<key id>,v1=<64 hex digits>.`,
  'unknown-key': 'No key of yours has this id.',
  'too-old': `Its time must be within ${windowSec} seconds of ours.`,
  wrong: 'It is not of this method, path, time and body.',
};

type Said = z.output<typeof vendorAnswerRequest>;

/** Takes what a vendor says of an order. The first answer counts, and money moves by the order's execution alone. */
export const makeVendorCallbacks = ({
  orders,
  vendorNamed,
  keysOf,
  now,
  wake,
  start,
  ...deps
}: VendorCallbacksDeps): HttpHandler => {
  async function demandSignature(request: ApiRequest, vendor: string): Promise<void> {
    const { ring = new Map() } = (await keysOf(vendor)) ?? {};
    const fault = faultIn(request.headers[signatureHeader], request.sent(), ring, now());
    if (fault === undefined) return;
    deps.log.warn('signature.refused', { vendor, fault });
    deps.meter.count('SignaturesRefused');
    throw new Problem('signature-refused', faults[fault]);
  }

  return makeHttpHandler(deps, async (request): Promise<Reply> => {
    const { orderId } = request.path(orderPath);
    request.query(noQuery);
    const said = request.json(vendorAnswerRequest);
    const known = await orders.read(orderId);
    const vendor = known && (await vendorNamed(known.order.vendor));
    // Also for another vendor's: nobody learns which ids there are.
    if (known === undefined || vendor?.client == null || vendor.client !== request.caller?.subject)
      throw new Problem('not-found', 'No order that you were asked for has this id.');
    await demandSignature(request, vendor.id);
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
};

function answerFrom({ status, amount }: Said, { amount: wanted }: Order): Answer {
  if (status === 'refused') return { kind: 'refused' };
  if (amount === undefined) return { kind: 'accepted', minor: wanted.minor };
  const fault = (pointer: string, detail: string) =>
    new Problem('invalid-request', 'See errors for each field that is wrong.', [{ in: 'body', pointer, detail }]);
  if (amount.currency !== wanted.currency) throw fault('/amount/currency', 'must be the currency of the order');
  if (BigInt(amount.minor) > wanted.minor) throw fault('/amount/minor', 'must be at most what was ordered');
  return { kind: 'accepted', minor: BigInt(amount.minor) };
}
