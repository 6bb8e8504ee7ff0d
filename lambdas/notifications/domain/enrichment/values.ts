import type { Product } from '../../../contracts/api/products.ts';
import type { RequestValues } from '../../../contracts/notifications.ts';
import type { Value } from '../template/values.ts';
import { eligibilityOf } from './eligibility.ts';
import type { KnownCustomer } from './known-customer.ts';

/** What the texts of a template have to be told from. */
export type Facts = {
  readonly customer: KnownCustomer;
  readonly values: RequestValues | undefined;
  readonly campaignName: string | undefined;
  readonly products: readonly Product[];
  /** Of the wallet that is meant where a customer has several. */
  readonly currency: string;
};

const eligibilitySources = ['eligibility.amount', 'eligibility.product'] as const;

export const needsInsights = (needs: ReadonlySet<string>): boolean =>
  eligibilitySources.some((source) => needs.has(source));
export const needsWallets = (needs: ReadonlySet<string>): boolean => needs.has('wallet.balance');

/** Values by their sources, those that the texts need; what is not known has none. */
export function valuesOf(
  needs: ReadonlySet<string>,
  { customer, values, campaignName, products, currency }: Facts,
  now: Date,
): Record<string, Value | undefined> {
  const found: Record<string, Value | undefined> = {
    'customer.zone': customer.zone,
    'customer.language': customer.language,
  };
  if (customer.name !== null) found['customer.name'] = customer.name;
  if (campaignName !== undefined) found['campaign.name'] = campaignName;
  for (const [name, value] of Object.entries(values ?? {}))
    if (needs.has(`value.${name}`)) found[`value.${name}`] = value;
  if (needsInsights(needs) && customer.insight !== undefined) {
    const eligible = eligibilityOf(products, customer.insight, now);
    if (eligible !== undefined) {
      found['eligibility.product'] = eligible.product;
      found['eligibility.amount'] = { minor: eligible.minor, currency: eligible.currency };
    }
  }
  const wallet = customer.wallets.find((each) => each.currency === currency) ?? customer.wallets[0];
  if (needsWallets(needs) && wallet !== undefined) found['wallet.balance'] = wallet;
  return found;
}
