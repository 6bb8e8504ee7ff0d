import type { PaymentFlagged } from '../../lambdas/contracts/screening.ts';
import type { Cloud } from '../../local/cloud.ts';
import { aCloud, callAs } from './cloud.ts';
import { cashIn, openWallets } from './money.ts';
import { aPhone, type Phone } from './phones.ts';
import { storesOf } from './stores.ts';

type Payment = {
  readonly payee: string | undefined;
  readonly amount: { readonly minor: string; readonly currency: string };
  readonly context?: object;
};

type Waiting = {
  readonly transferId: string;
  readonly payer: string;
  readonly rules: { readonly id: string }[] | null;
};

export const rulesOf = (flag: PaymentFlagged | undefined) => flag?.data.rules.map(({ id }) => id);

export const stepUp = { status: 403, body: { type: '/docs#problem-step-up-required' } };

export type ScreenedPayments = ReturnType<typeof screenedPayments>;

/** Payments of a cloud under the shipped rules. Scenarios take it before it starts, and use it in their tests. */
export function screenedPayments() {
  let cloud: Cloud;

  async function start(): Promise<void> {
    cloud = await aCloud();
    await openWallets(cloud, {
      ...{ asha: 100_000, ravi: 100_000, meena: 100_000, john: 100_000, lata: 100_000, mira: 100_000 },
      ...{ sita: 20_000, 'shop-1': 0, 'shop-2': 0 },
    });
    await cashIn(cloud, 'lata', 100_000, 'second-lata');
  }

  async function events(): Promise<{ id: string; type: string; data: Record<string, unknown> }[]> {
    const stores = storesOf(cloud);
    const told = (await stores.records('DomainEvents')).map((text) => JSON.parse(text));
    stores.close();
    return told;
  }

  const flags = async (): Promise<PaymentFlagged[]> =>
    (await events()).filter(
      ({ type }) => type === 'sangam.screening.payment-flagged.v1',
    ) as unknown as PaymentFlagged[];

  /** Each payer's phone. */
  const phones = new Map<string, Phone>();

  async function enrolledPhone(customer: string): Promise<Phone> {
    const phone = phones.get(customer) ?? aPhone(`phone-of-${customer}`);
    if (phones.has(customer)) return phone;
    phones.set(customer, phone);
    const path = `/v1/device-keys/${phone.deviceId}`;
    expect((await callAs(cloud, { customer }, 'PUT', path, phone.key)).status).toBe(200);
    return phone;
  }

  const payWith = (payer: string, key: string, body: object, headers: object) =>
    callAs<{ type?: string; toSign?: string }>(cloud, { customer: payer }, 'POST', '/v1/transfers', body, {
      'idempotency-key': key,
      ...headers,
    });

  /** A payment that the payer's phone confirms without having been asked. */
  async function payConfirmed(payer: string, key: string, body: Payment): Promise<number> {
    const phone = await enrolledPhone(payer);
    const { payee, amount } = body;
    return (await payWith(payer, key, body, phone.header(`${key}\n${payee}\n${amount.minor} ${amount.currency}`)))
      .status;
  }

  const review = (id: unknown, decision: 'release' | 'refuse') =>
    callAs<Record<string, unknown>>(cloud, { client: 'operations' }, 'POST', `/v1/reviews/${id}`, { decision });

  /** Whose payments wait for an operator, and by which rules. */
  async function waiting(): Promise<[unknown, string, string[] | undefined][]> {
    const { body } = await callAs<{ reviews: Waiting[] }>(cloud, { client: 'operations' }, 'GET', '/v1/reviews');
    return body.reviews.map(({ transferId, payer, rules }) => [transferId, payer, rules?.map(({ id }) => id)]);
  }

  return {
    start,
    stop: () => cloud.stop(),
    get cloud() {
      return cloud;
    },
    ...{ events, flags, enrolledPhone, payWith, payConfirmed, review, waiting },
  };
}
