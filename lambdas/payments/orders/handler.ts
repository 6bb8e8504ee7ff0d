import { z } from 'zod';
import {
  cashOutRequest,
  type NewOrder,
  type OrderList,
  type OrderView,
  orderPath,
  orderRequest,
  ordersQuery,
} from '../../contracts/api/orders.ts';
import { paymentConfirmation } from '../../contracts/api/payment-confirmation.ts';
import { idempotencyKey } from '../../contracts/api/payments.ts';
import { vendorSettlement } from '../../contracts/vendor-settlement.ts';
import { customerOf } from '../../shared/customer-of.ts';
import { deterministicId } from '../../shared/deterministic-id.ts';
import {
  type ApiRequest,
  type HttpHandler,
  type HttpHandlerDeps,
  makeHttpHandler,
  type Reply,
} from '../../shared/http.ts';
import { Problem } from '../../shared/problem.ts';
import type { StartSaga } from '../adapters/executions.ts';
import type { KnownOrder, Orders } from '../adapters/orders-table.ts';
import type { ScreenPost } from '../adapters/screened-post.ts';
import type { VendorDirectory } from '../adapters/vendor-directory.ts';
import { textToSign } from '../domain/confirmation.ts';
import type { Post } from '../domain/operation.ts';
import type { Order } from '../domain/order/order.ts';
import { requestKey } from '../domain/transfer-id.ts';
import { type KnownVendor, limitBroken } from '../domain/vendor.ts';
import { walletOf } from '../domain/wallet.ts';

export type OrdersDeps = HttpHandlerDeps & {
  readonly orders: Pick<Orders, 'open' | 'read' | 'list'>;
  readonly vendorNamed: VendorDirectory['named'];
  readonly screen: ScreenPost;
  readonly start: StartSaga;
};

const noQuery = z.strictObject({});

/** Places, shows and lists orders and cash-outs. What happens to one is its execution's business. */
export function makeOrders({ orders, vendorNamed, screen, start, ...deps }: OrdersDeps): HttpHandler {
  async function place(request: ApiRequest, kind: Order['kind']): Promise<Reply> {
    const payer = customerOf(request, []);
    request.query(noQuery);
    const key = request.header('idempotency-key', idempotencyKey);
    const confirmation = request.header('payment-confirmation', paymentConfirmation);
    const wanted: NewOrder = kind === 'order' ? request.json(orderRequest) : request.json(cashOutRequest);
    if (wanted.merchant === payer) throw wrong('/merchant', 'must be somebody else');
    const orderId = deterministicId('order', payer, key);
    const vendor = await vendorNamed(wanted.vendor);
    if (vendor === undefined) throw wrong('/vendor', 'must be a vendor that takes orders');
    // Before its limits and before screening: neither changes anything of what was placed.
    const before = await orders.read(orderId);
    const order = orderOf(orderId, payer, kind, wanted, before?.order.terms ?? vendor);
    if (before === undefined) {
      demandTaken(vendor, wanted);
      const toSign = textToSign(key, payeeOf(order), order.amount);
      await demandUnsuspicious(order, { context: wanted.context, toSign, confirmation });
    }
    const opened = await orders.open(order);
    if (opened === 'id-reused')
      throw new Problem('idempotency-key-reused', 'Place another order under a key of its own.');
    await start({ run: 'order', orderId });
    return {
      status: 202,
      headers: opened === 'known' ? { 'idempotency-replayed': 'true' } : {},
      body: { orderId, state: 'placed' },
    };
  }

  /** @throws Problem when screening would not let the payment through at once */
  async function demandUnsuspicious(order: Order, asked: Parameters<ScreenPost>[1]): Promise<void> {
    const screened = await screen(paymentOf(order), asked);
    if (screened.do === 'post') return;
    deps.meter.count('PaymentsRefusedByScreening');
    await screened.tell();
    throw screened.do === 'refuse' ? screened.problem : needsReview();
  }

  async function show(request: ApiRequest): Promise<Reply> {
    const { orderId } = request.path(orderPath);
    request.query(noQuery);
    const isOperator = request.caller?.scopes.has('ops/read') === true;
    const viewer = isOperator ? undefined : customerOf(request, []);
    const known = await orders.read(orderId);
    if (known === undefined || !(isOperator || known.order.payer === viewer))
      throw new Problem('not-found', 'No order of yours has this id.');
    return { status: 200, body: toView(known) };
  }

  async function list(request: ApiRequest): Promise<Reply> {
    const { status, limit, after } = request.query(ordersQuery);
    const found = await orders.list({ state: status, limit: limit + 1, ...(after !== undefined && { after }) });
    const page = found.slice(0, limit);
    const body: OrderList = {
      orders: page.map(toView),
      next: found.length > limit ? (page.at(-1)?.order.id ?? null) : null,
    };
    return { status: 200, body };
  }

  return makeHttpHandler(deps, (request) => {
    if (request.route === 'GET /v1/orders') return list(request);
    if (request.route.startsWith('GET')) return show(request);
    return place(request, request.route.endsWith('/cash-outs') ? 'cash-out' : 'order');
  });
}

const orderOf = (
  id: string,
  payer: string,
  kind: Order['kind'],
  { vendor, merchant, amount, reference, items, context }: NewOrder,
  { feeMinor, feeBasisPoints, timeoutSec }: Order['terms'],
): Order => ({
  id,
  payer,
  kind,
  vendor,
  merchant: merchant ?? null,
  amount: { minor: BigInt(amount.minor), currency: amount.currency },
  reference,
  items: items ?? [],
  ...(context !== undefined && { context }),
  terms: { feeMinor, feeBasisPoints, timeoutSec },
});

/** For the text to sign: how, through whom and whom it pays. */
const payeeOf = ({ kind, vendor, merchant }: Order): string[] => [
  kind,
  vendor,
  ...(merchant === null ? [] : [merchant]),
];

/** The order as screening looks at payments. A cash-out, and what names no merchant, leaves through its vendor. */
const paymentOf = ({ id, payer, kind, merchant, amount }: Order): Post => ({
  op: 'post',
  ...requestKey('order', id),
  debit: walletOf(payer, amount.currency),
  credit: merchant === null ? vendorSettlement(amount.currency) : walletOf(merchant, amount.currency),
  amount,
  kind,
});

/** The vendor is not kept waiting until an operator has looked. */
const needsReview = (): Problem =>
  new Problem('payment-blocked', 'Nothing was moved. Support can tell the customer more.');

const wrong = (pointer: string, detail: string): Problem =>
  new Problem('invalid-request', 'See errors for each field that is wrong.', [{ in: 'body', pointer, detail }]);

function demandTaken(vendor: KnownVendor, { amount }: NewOrder): void {
  if (!vendor.enabled || vendor.endpoint === null) throw wrong('/vendor', 'must be a vendor that takes orders');
  const limit = limitBroken(vendor, { minor: BigInt(amount.minor), currency: amount.currency });
  if (limit === 'wrong-currency') throw wrong('/amount/currency', 'must be the currency of the vendor');
  if (limit === 'below-minimum') throw new Problem('limit-exceeded', 'The vendor takes no sum so small.');
  if (limit === 'above-maximum') throw new Problem('limit-exceeded', 'The vendor takes no sum so large.');
}

const toView = ({ order, state, reason, captured, steps }: KnownOrder): OrderView => ({
  orderId: order.id,
  kind: order.kind,
  state,
  vendor: order.vendor,
  merchant: order.merchant,
  amount: { minor: order.amount.minor.toString(), currency: order.amount.currency },
  captured: { minor: captured.toString(), currency: order.amount.currency },
  reference: order.reference,
  reason,
  steps: [...steps],
});
