import { setTimeout as sleep } from 'node:timers/promises';
import type { OrderView } from '../../../lambdas/contracts/api/orders.ts';
import type { Client } from '../client.ts';
import { type Spender, shops } from './plan.ts';
import { inr, rs, type Teller } from './teller.ts';

const [shop] = shops;
const lookMs = 250;
const looks = 240;

/** An order that is delivered, and one that is paid and then is not: its money comes back by itself. */
export async function ordered(teller: Teller, { customer }: Spender): Promise<string> {
  const client = teller.as(customer.id);
  // The sandbox treats an order as the first word of its reference says.
  const recharge = await order(client, 'later-recharge', 34_900);
  const headphones = await order(client, 'undelivered-headphones', 49_900);
  return [
    `Ordered    a recharge of ${rs(recharge.amount.minor)}: ${told(recharge)}`,
    `           headphones of ${rs(headphones.amount.minor)} that did not come: ${told(headphones)}`,
  ].join('\n');
}

const told = ({ steps, state, captured }: OrderView): string =>
  `${steps.map(({ step }) => step).join(', ')}${steps.at(-1)?.step === state ? '' : `, ${state}`} (${rs(captured.minor)} paid)`;

async function order(client: Client, reference: string, paise: number): Promise<OrderView> {
  const { orderId } = await client.must<{ orderId: string }>({
    method: 'POST',
    path: '/v1/orders',
    key: `demo-${reference}`,
    body: { vendor: 'sandbox', merchant: shop.id, amount: inr(paise), reference },
  });
  for (let look = 0; look < looks; look++) {
    const seen = await client.must<OrderView>({ method: 'GET', path: `/v1/orders/${orderId}` });
    if (['delivered', 'undone', 'stuck'].includes(seen.state)) return seen;
    await sleep(lookMs);
  }
  throw new Error(`the order ${orderId} came to no end within a minute`);
}
