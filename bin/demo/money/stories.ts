import type { Transfer } from '../../../lambdas/contracts/api/payments.ts';
import { makeRandom } from '../../../test/support/population/random.ts';
import type { Platform } from '../platform.ts';
import { type Spender, shops } from './plan.ts';
import { inr, rs, type Teller } from './teller.ts';

const [shop] = shops;

/** A payment of more than there is. */
export async function refused(teller: Teller, { customer, topUpPaise }: Spender): Promise<string> {
  const wanted = { payee: shop.id, paise: topUpPaise * 2, note: 'A fridge' };
  const { available } = await teller.account(customer.id);
  const { status, body } = await teller.pay(customer.id, 'demo-too-much', wanted);
  return `Refused    ${customer.name} has ${rs(available.minor)} and asked to pay ${rs(wanted.paise)}: ${status}, ${body.title.toLowerCase()}; this key stays refused`;
}

/** A payment of which the shop pays a part back. */
export async function refunded(platform: Platform, teller: Teller, { customer }: Spender): Promise<string> {
  const paid = await teller.pay(customer.id, 'demo-returned', { payee: shop.id, paise: 60_000, note: 'Two lamps' });
  if (!paid.ok) throw new Error(`the payment to be refunded was answered ${paid.status}: ${paid.body.title}`);
  const path = `/v1/transfers/${paid.body.id}`;
  const body = { amount: inr(25_000), reason: 'One was broken' };
  await teller.as(shop.id).must({ method: 'POST', path: `${path}/reversals`, key: 'demo-one-broken', body });
  await platform.settled();
  const { amount, reversed } = await teller.as(customer.id).must<Transfer>({ method: 'GET', path });
  return `Paid back  ${shop.name} got ${rs(amount.minor)} from ${customer.name} and paid back ${rs(reversed.minor)} by the reversal lane`;
}

/** Money that comes from several people into a new wallet and is to leave it at once. */
export async function caught(platform: Platform, teller: Teller, seed: string): Promise<string> {
  const random = makeRandom(`${seed}/fraud`);
  const mule = random.uuid();
  const senders = Array.from({ length: 3 }, () => random.uuid());
  await teller.openWallet(mule, 'customer');
  for (const sender of senders) {
    await teller.openWallet(sender, 'customer');
    await teller.topUp(sender, 950_000);
    await teller.pay(sender, 'demo-to-mule', { payee: mule, paise: 900_000, note: 'Deposit' });
  }
  await platform.settled();
  const { body: onward } = await teller.pay(mule, 'demo-onward', { payee: shop.id, paise: 2_500_000, note: 'Gold' });
  if (onward.status !== 'review')
    return `Fraud      three senders and one wallet that passes their money on: ${onward.status ?? onward.title}`;
  await teller.operator.must({ method: 'POST', path: `/v1/reviews/${onward.id}`, body: { decision: 'refuse' } });
  const after = await teller.account(mule);
  return [
    `Fraud      three senders paid ${rs(900_000)} each into a new wallet, and it tried to pass ${rs(2_500_000)} on at once:`,
    `           screening kept ${rs(onward.amount.minor)} for review, an operator refused, ${rs(after.available.minor)} stay in the wallet`,
  ].join('\n');
}
