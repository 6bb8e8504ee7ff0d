import type { OrderView } from '../../lambdas/contracts/api/orders.ts';
import type { Cloud } from '../../local/cloud.ts';
import type { SandboxOrder } from '../../local/sandbox-vendor/behaviour.ts';
import { keysIn, withSandboxVendor } from '../../local/sandbox-vendor/register.ts';
import { signed } from '../../local/sandbox-vendor/signatures.ts';
import type { SandboxVendor } from '../../local/sandbox-vendor/start-sandbox-vendor.ts';
import { aCloud, callAs } from './cloud.ts';
import { cashIn, inr, openWallets } from './money.ts';
import { until } from './until.ts';

/** What the sandbox takes for an order. */
export const feeRupees = 2;

type Placed = { readonly status: number; readonly body: { readonly orderId: string } };

const ends: readonly string[] = ['delivered', 'undone', 'stuck'];

/** Whether the vendor never answers such an order, or when nobody waits any more. */
const isSilent = (reference: string): boolean => /^(silent|late|stubborn)-/.test(reference);

export const stepsOf = ({ steps }: OrderView): string[] => steps.map(({ step }) => step);

/** Rupees that orders cost their payer. */
export const costOf = (orders: readonly OrderView[]): number =>
  orders.reduce(
    (sum, { captured }) => sum + (captured.minor === '0' ? 0 : Number(captured.minor) / 100 + feeRupees),
    0,
  );

export type SandboxOrders = ReturnType<typeof sandboxOrders>;

/** Orders of a cloud with the sandbox for a vendor. Scenarios take it before it starts, and use it in their tests. */
export function sandboxOrders() {
  let cloud: Cloud;
  let sandbox: SandboxVendor;

  async function start(): Promise<void> {
    // Waits of minutes take a tenth of a second; the vendor's own time is not shortened.
    cloud = await aCloud({ durableTimeScale: 0.01 });
    await allowManyPayments(cloud);
    await openWallets(cloud, { asha: 50_000, meena: 70_000, john: 100_000, ravi: 10, 'shop-1': 0, 'shop-poor': 0 });
    await cashIn(cloud, 'john', 30_000, 'second-john');
    // Nobody waits so long: the test says when a vendor is out of time.
    sandbox = await withSandboxVendor(cloud, { timeoutSec: 600, feeMinor: String(feeRupees * 100) });
  }

  async function stop(): Promise<void> {
    await sandbox.stop();
    await cloud.stop();
  }

  const place = (
    reference: string,
    rupees = 100,
    more: object = { merchant: 'shop-1' },
    payer = 'asha',
  ): Promise<Placed> =>
    callAs(
      cloud,
      { customer: payer },
      'POST',
      '/v1/orders',
      { vendor: 'sandbox', amount: inr(rupees), reference, ...more },
      { 'idempotency-key': `key-of-${reference}` },
    );

  const read = async (orderId: string): Promise<OrderView> =>
    (await callAs<OrderView>(cloud, { client: 'operations' }, 'GET', `/v1/orders/${orderId}`)).body;

  /** The order when it has ended. */
  async function ended({ status, body: { orderId } }: Placed): Promise<OrderView> {
    expect(status).toBe(202);
    let order: OrderView | undefined;
    const isEnd = async (): Promise<boolean> => {
      order = await read(orderId).catch(() => undefined);
      return order !== undefined && ends.includes(order.state);
    };
    await until(isEnd, `the end of order ${orderId}`);
    return order ?? (await read(orderId));
  }

  /** The orders by their references, when all have ended; silent vendors run out of time when the others have answered. */
  async function allEnded(placed: ReadonlyMap<string, Placed>): Promise<OrderView[]> {
    const endsOf = (isMine: (reference: string) => boolean) =>
      Promise.all([...placed].flatMap(([reference, each]) => (isMine(reference) ? [ended(each)] : [])));
    const answered = await endsOf((reference) => !isSilent(reference));
    // Again and again: an order may not wait for its vendor yet.
    const passing = setInterval(() => cloud.durable.expireCallbacks(), 50);
    const silent = await endsOf(isSilent).finally(() => clearInterval(passing));
    const references = [...placed.keys()];
    return [...answered, ...silent].toSorted(
      (a, b) => references.indexOf(a.reference) - references.indexOf(b.reference),
    );
  }

  const placeAll = async (references: readonly string[], rupees?: number): Promise<ReadonlyMap<string, Placed>> =>
    new Map(await Promise.all(references.map(async (each) => [each, await place(each, rupees)] as const)));

  const atVendor = ({ orderId }: OrderView): SandboxOrder | undefined => sandbox.orders.get(orderId);

  /** Paid and delivered, or neither: what is told of an order, and what its vendor thinks. */
  async function expectWhole(orders: readonly OrderView[]): Promise<void> {
    for (const order of orders) {
      const isPaid = order.state === 'delivered';
      await until(() => (atVendor(order)?.state === 'delivered') === isPaid);
      expect([order.reference, order.captured.minor !== '0']).toEqual([order.reference, isPaid]);
    }
  }

  /** An answer as the sandbox would send it. */
  async function answerAs(client: string, orderId: string, body: object) {
    const path = `/v1/vendor-callbacks/${orderId}`;
    const call = { method: 'POST', path, body: JSON.stringify(body) };
    return callAs<{ outcome?: string }>(
      cloud,
      { client },
      'POST',
      path,
      body,
      signed(call, await keysIn(cloud, client)),
    );
  }

  return {
    start,
    stop,
    get cloud() {
      return cloud;
    },
    get sandbox() {
      return sandbox;
    },
    ...{ place, placeAll, read, ended, allEnded, atVendor, expectWhole, answerAs },
  };
}

/** One payer places every order here, in less time than anybody would: screening is not to stop them for that. */
async function allowManyPayments(cloud: Cloud): Promise<void> {
  type Sets = { readonly ruleSets: readonly { readonly rules: readonly { readonly id: string }[] }[] };
  const { body } = await callAs<Sets>(cloud, { client: 'operations' }, 'GET', '/v1/screening/rules');
  const rules = body.ruleSets[0]?.rules.filter(({ id }) => !id.startsWith('velocity'));
  const put = await callAs(cloud, { client: 'operations' }, 'PUT', '/v1/screening/rules', { currency: 'INR', rules });
  expect(put.status).toBe(200);
}
