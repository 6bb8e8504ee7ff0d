import type { TokenRequest } from './issuer/types.ts';
import { seedCampaign, seedContacts } from './seed-notifications.ts';

/** Customers that are there after the first start, with a consent to each purpose, some money and a phone. */
export const seededCustomers = ['asha', 'ravi', 'meera'] as const;
/** Whom they can pay. */
export const seededMerchant = 'freshmart';

const purposes = ['device.apps', 'device.sms'] as const;
const openingPaise = '2500000';

export type SeedDeps = {
  readonly apiUrl: string;
  readonly token: (request: TokenRequest) => Promise<string>;
};

/**
 * Gives consents, opens wallets and fills them, and says how customers are reached, through the public API, as the
 * customers' app, operators and servers would. What was changed since an earlier start stays as it is.
 * @returns the id of the campaign that the first start drafted
 * @throws Error with the API's answer when it refuses
 */
export async function seed({ apiUrl, token }: SeedDeps): Promise<string> {
  const notifications = { call, headersOf };
  const [campaignId] = await Promise.all([
    seedCampaign(notifications),
    // Contacts first: customers are told of the money that opens their wallets.
    seedContacts(notifications, seededCustomers).then(openWallets),
    ...seededCustomers.map(giveConsents),
  ]);
  return campaignId;

  async function giveConsents(customer: string): Promise<void> {
    const headers = await headersOf({ customer });
    const { consents } = (await answered('/v1/consents', { headers })) as {
      readonly consents: readonly { readonly purpose: string }[];
    };
    const known = new Set(consents.map(({ purpose }) => purpose));
    const body = JSON.stringify({ version: 'laptop-1', channel: 'app' });
    for (const purpose of purposes.filter((each) => !known.has(each)))
      await answered(`/v1/consents/${purpose}`, { method: 'PUT', headers, body });
  }

  async function openWallets(): Promise<void> {
    const operator = await headersOf({ client: 'operations' });
    const vendor = await headersOf({ client: 'payments' });
    const post = (path: string, headers: Record<string, string>, body: object) =>
      answered(path, { method: 'POST', headers, body: JSON.stringify(body) });
    const currency = 'INR';
    await post('/v1/accounts', operator, { owner: seededMerchant, kind: 'merchant', currency });
    for (const customer of seededCustomers) {
      await post('/v1/accounts', operator, { owner: customer, kind: 'customer', currency });
      // The reference is the key: the next start finds it credited.
      const amount = { minor: openingPaise, currency };
      await post('/v1/cash-ins', vendor, { vendor: 'upi-gateway', reference: `opening-${customer}`, customer, amount });
    }
  }

  async function headersOf(who: TokenRequest): Promise<Record<string, string>> {
    return { authorization: `Bearer ${await token(who)}`, 'content-type': 'application/json' };
  }

  async function call(path: string, headers: Record<string, string>, method = 'GET', body?: object): Promise<unknown> {
    const json = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${apiUrl}${path}`, { method, headers, ...json });
    if (response.status === 204 || response.status === 404) return undefined;
    if (response.ok) return response.json();
    throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
  }

  async function answered(path: string, request: RequestInit): Promise<unknown> {
    const response = await fetch(`${apiUrl}${path}`, request);
    if (response.ok) return response.json();
    throw new Error(`${request.method ?? 'GET'} ${path} answered ${response.status}: ${await response.text()}`);
  }
}
