import type { TokenRequest } from './issuer/types.ts';

/** Customers that are there after the first start, with a consent to each purpose. */
export const seededCustomers = ['asha', 'ravi', 'meera'] as const;
const purposes = ['device.apps', 'device.sms'] as const;

export type SeedDeps = {
  readonly apiUrl: string;
  readonly token: (request: TokenRequest) => Promise<string>;
};

/**
 * Gives the consents through the public API, as the customers' app would. One that was given or withdrawn before stays
 * as it is.
 * @throws Error with the API's answer when it refuses
 */
export async function seed({ apiUrl, token }: SeedDeps): Promise<void> {
  await Promise.all(
    seededCustomers.map(async (customer) => {
      const headers = { authorization: `Bearer ${await token({ customer })}`, 'content-type': 'application/json' };
      const { consents } = (await answered(`${apiUrl}/v1/consents`, { headers })) as {
        readonly consents: readonly { readonly purpose: string }[];
      };
      const known = new Set(consents.map(({ purpose }) => purpose));
      const body = JSON.stringify({ version: 'laptop-1', channel: 'app' });
      for (const purpose of purposes.filter((each) => !known.has(each)))
        await answered(`${apiUrl}/v1/consents/${purpose}`, { method: 'PUT', headers, body });
    }),
  );
}

async function answered(url: string, request: RequestInit): Promise<unknown> {
  const response = await fetch(url, request);
  if (response.ok) return response.json();
  throw new Error(`${request.method ?? 'GET'} ${url} answered ${response.status}: ${await response.text()}`);
}
