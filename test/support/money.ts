import type { Cloud } from '../../local/cloud.ts';
import { callAs } from './cloud.ts';

export const inr = (rupees: number) => ({ minor: String(rupees * 100), currency: 'INR' });

/** Opens wallets in rupees and fills each, through the API. */
export async function openWallets(cloud: Cloud, owners: Readonly<Record<string, number>>): Promise<void> {
  for (const [owner, rupees] of Object.entries(owners)) {
    const kind = owner.startsWith('shop') ? 'merchant' : 'customer';
    await callAs(cloud, { client: 'operations' }, 'POST', '/v1/accounts', { owner, kind, currency: 'INR' });
    if (rupees > 0) await cashIn(cloud, owner, rupees, `opening-${owner}`);
  }
}

export const cashIn = (cloud: Cloud, customer: string, rupees: number, reference: string) =>
  callAs<{ id: string }>(cloud, { client: 'payments' }, 'POST', '/v1/cash-ins', {
    vendor: 'upi-gateway',
    reference,
    customer,
    amount: inr(rupees),
  });

export const pay = (cloud: Cloud, payer: string, key: string, body: object) =>
  callAs<Record<string, unknown>>(cloud, { customer: payer }, 'POST', '/v1/transfers', body, {
    'idempotency-key': key,
  });

/** What an account has, in minor units. */
export async function balanceOf(cloud: Cloud, owner: string): Promise<number> {
  const { body } = await callAs<{ balance: { minor: string } }>(
    cloud,
    { client: 'operations' },
    'GET',
    `/v1/accounts/${owner}:INR`,
  );
  return Number(body.balance.minor);
}
