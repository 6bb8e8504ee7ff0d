import type { AccountState, TransferReceipt } from '../../../lambdas/contracts/api/payments.ts';
import type { QrCode } from '../../../lambdas/contracts/api/qr.ts';
import { rupees } from '../../../test/support/population/index.ts';
import { type Answer, type Client, makeClient } from '../client.ts';
import type { Platform } from '../platform.ts';

export type Refusal = { readonly title: string };

/** Everybody who has to do with money: operators, a vendor, customers and shops. Doing it twice is doing it once. */
export type Teller = {
  readonly openWallet: (owner: string, kind: 'customer' | 'merchant') => Promise<void>;
  readonly topUp: (owner: string, paise: number) => Promise<void>;
  readonly pay: (
    payer: string,
    key: string,
    payment: { readonly payee: string; readonly paise: number; readonly note: string },
  ) => Promise<Answer<TransferReceipt & Refusal>>;
  /** The shop makes a code for the sum, the payer reads it and pays. */
  readonly payByCode: (
    payer: string,
    key: string,
    payment: { readonly payee: string; readonly paise: number; readonly shop: { name: string; city: string } },
  ) => Promise<Answer<TransferReceipt & Refusal>>;
  readonly account: (owner: string) => Promise<AccountState>;
  readonly as: (owner: string) => Client;
  readonly operator: Client;
};

export const inr = (paise: number) => ({ minor: String(paise), currency: 'INR' });
export const walletOf = (owner: string): string => `${owner}:INR`;
export const rs = (minor: number | bigint | string): string => `Rs ${rupees(BigInt(minor))}`;

const monthSec = 30 * 86_400;

export function makeTeller(platform: Platform): Teller {
  const operator = makeClient(platform, { client: 'operations' });
  const vendor = makeClient(platform, { client: 'payments' });
  const clients = new Map<string, Client>();
  const as = (owner: string): Client => {
    const client = clients.get(owner) ?? makeClient(platform, { customer: owner });
    clients.set(owner, client);
    return client;
  };
  return {
    as,
    operator,
    openWallet: async (owner, kind) => {
      await operator.must({ method: 'POST', path: '/v1/accounts', body: { owner, kind, currency: 'INR' } });
    },
    topUp: async (owner, paise) => {
      const body = { vendor: 'upi-gateway', reference: `demo-${owner}`, customer: owner, amount: inr(paise) };
      await vendor.must({ method: 'POST', path: '/v1/cash-ins', body });
    },
    pay: (payer, key, { payee, paise, note }) =>
      as(payer).ask({ method: 'POST', path: '/v1/transfers', key, body: { payee, amount: inr(paise), note } }),
    payByCode: async (payer, key, { payee, paise, shop }) => {
      const { payload } = await as(payee).must<QrCode>({
        method: 'POST',
        path: `/v1/merchants/${payee}/qr`,
        key: `${key}-${payer}`,
        body: { use: 'dynamic', amount: inr(paise), shop, expiresInSec: monthSec },
      });
      return as(payer).ask({ method: 'POST', path: '/v1/qr/pay', key, body: { payload } });
    },
    account: (owner) => operator.must({ method: 'GET', path: `/v1/accounts/${walletOf(owner)}` }),
  };
}
