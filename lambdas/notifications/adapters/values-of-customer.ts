import type { Clock } from '../../shared/clock.ts';
import { needsInsights, needsWallets, valuesOf } from '../domain/enrichment/values.ts';
import type { Values } from '../domain/template/values.ts';
import type { ReadCustomers } from './customers-reader.ts';
import type { ReadRules } from './sending-rules.ts';

/** What a message would tell one customer now. @returns `undefined` when nobody made this customer known */
export type ValuesOfCustomer = (
  customerId: string,
  needs: ReadonlySet<string>,
) => Promise<{ readonly language: string; readonly values: Values } | undefined>;

export const valuesOfCustomerBy =
  (read: ReadCustomers, rules: ReadRules, now: Clock): ValuesOfCustomer =>
  async (customerId, needs) => {
    const wanted = { insights: needsInsights(needs), wallets: needsWallets(needs), counts: false };
    const [known, { policy, products }] = await Promise.all([read([customerId], wanted), rules()]);
    const customer = known.get(customerId);
    if (customer === undefined) return undefined;
    const facts = { customer, products, currency: policy.currency, values: undefined, campaignName: undefined };
    return { language: customer.language, values: valuesOf(needs, facts, now()) };
  };
