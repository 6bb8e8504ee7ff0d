import { withBar } from '../progress.ts';
import { type Payment, type Spender, shops } from './plan.ts';
import { rs, type Teller } from './teller.ts';

/** Opens all wallets, fills them, and lets everybody pay. @returns what happened, in a line */
export async function spend(teller: Teller, spenders: readonly Spender[]): Promise<string> {
  for (const { id } of shops) await teller.openWallet(id, 'merchant');
  await withBar(
    'wallets',
    { unit: 'opened and filled', total: spenders.length },
    spenders.map(({ customer, topUpPaise }) => async (tick) => {
      await teller.openWallet(customer.id, 'customer');
      await teller.topUp(customer.id, topUpPaise);
      tick(1);
    }),
  );
  const payments = spenders.flatMap((spender) => spender.payments);
  await withBar(
    'payments',
    { unit: 'posted', total: payments.length },
    spenders.map((spender) => async (tick) => {
      for (const [index, payment] of spender.payments.entries()) {
        await payOne(teller, spender.customer.id, index, payment);
        tick(1);
      }
    }),
  );
  const put = spenders.reduce((sum, { topUpPaise }) => sum + topUpPaise, 0);
  const paid = payments.reduce((sum, { paise }) => sum + paise, 0);
  const byCode = payments.filter(({ by }) => by === 'code').length;
  return `Wallets    ${spenders.length} customers put in ${rs(put)} and paid ${rs(paid)} in ${payments.length} payments, ${byCode} of them by QR code`;
}

async function payOne(
  teller: Teller,
  payer: string,
  index: number,
  { payee, paise, by, note }: Payment,
): Promise<void> {
  const key = `demo-${index}-${payee}`;
  const shop = shops.find(({ id }) => id === payee);
  const { ok, status, body } =
    by === 'code' && shop !== undefined
      ? await teller.payByCode(payer, key, { payee, paise, shop: { name: shop.name, city: shop.city } })
      : await teller.pay(payer, key, { payee, paise, note });
  if (!ok) throw new Error(`a payment of the demo was answered ${status}: ${JSON.stringify(body)}`);
}
