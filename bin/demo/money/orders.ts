import { setTimeout as sleep } from 'node:timers/promises';
import type { OrderView } from '../../../lambdas/contracts/api/orders.ts';
import type { Client } from '../client.ts';
import type { Spender } from './plan.ts';
import { inr, rs, type Teller } from './teller.ts';
import { openVendor, soldOut } from './vendor.ts';

const vendorId = 'demo-vendor';
const lookMs = 250;
const looks = 240;

/** An order that is delivered, and one that is paid and then cannot be: its money comes back by itself. */
export async function ordered(teller: Teller, { customer }: Spender): Promise<string> {
  const vendor = await openVendor();
  try {
    await teller.operator.must({
      method: 'PUT',
      path: `/v1/vendors/${vendorId}`,
      body: {
        lane: 'instant',
        currency: 'INR',
        min: '100',
        max: '1000000',
        fee: { minor: '0', basisPoints: 0 },
        timeoutSec: 30,
        enabled: true,
        endpoint: vendor.endpoint,
      },
    });
    const client = teller.as(customer.id);
    const recharge = await order(client, 'demo-recharge', 34_900, 'recharge');
    const headphones = await order(client, 'demo-headphones', 49_900, soldOut);
    return [
      `Ordered    a recharge of ${rs(recharge.amount.minor)}: ${told(recharge)}`,
      `           headphones of ${rs(headphones.amount.minor)}, of which there were none left: ${told(headphones)}`,
    ].join('\n');
  } finally {
    vendor.close();
  }
}

const told = ({ steps, state, captured }: OrderView): string =>
  `${steps.map(({ step }) => step).join(', ')}${steps.at(-1)?.step === state ? '' : `, ${state}`} (${rs(captured.minor)} paid)`;

async function order(client: Client, key: string, paise: number, sku: string): Promise<OrderView> {
  const body = { vendor: vendorId, amount: inr(paise), reference: key, items: [{ sku, quantity: 1 }] };
  const { orderId } = await client.must<{ orderId: string }>({ method: 'POST', path: '/v1/orders', key, body });
  for (let look = 0; look < looks; look++) {
    const seen = await client.must<OrderView>({ method: 'GET', path: `/v1/orders/${orderId}` });
    if (['delivered', 'undone', 'stuck'].includes(seen.state)) return seen;
    await sleep(lookMs);
  }
  throw new Error(`the order ${orderId} came to no end within a minute`);
}
