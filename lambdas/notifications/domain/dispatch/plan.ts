import type { NotificationPolicy } from '../../../contracts/api/notification-policy.ts';
import type { Product } from '../../../contracts/api/products.ts';
import type { NotificationsRequested, Recipient } from '../../../contracts/notifications.ts';
import { holdout } from '../../../contracts/recipients.ts';
import { type KnownCustomer, stranger } from '../enrichment/known-customer.ts';
import { valuesOf } from '../enrichment/values.ts';
import { decide, type FrequencyCap, type Route } from '../policy/decide.ts';
import { type OpeningOf, openings } from '../policy/windows.ts';
import type { CompiledTemplate } from '../template/compile.ts';
import type { Rendered } from '../template/rendered.ts';
import { MissingValue, type Values } from '../template/values.ts';
import { budgetMicros, priceOf } from './price.ts';

/** What all messages of a record have in common. */
export type Order = {
  readonly data: NotificationsRequested['data'];
  readonly template: CompiledTemplate | undefined;
  readonly campaignName: string | undefined;
  readonly cap: FrequencyCap;
  /** Millionths; null: any. */
  readonly budget: bigint | null;
  readonly openingOf: OpeningOf;
};

export type Rules = { readonly policy: NotificationPolicy; readonly products: readonly Product[] };

/** Makes the address in a message that leads to its link of this number. */
export type LinkTo = (notificationId: string, link: number) => string;

/** A message by one channel, ready but for where it goes. */
export type Step = Route & { readonly rendered: Rendered };

export type Plan =
  | {
      readonly kind: 'send';
      readonly first: Step;
      /** The channels after the first, each made when it is needed; without those that lack a value. */
      readonly others: Iterable<Step>;
      /** Millionths that it costs at most; nothing where no budget asks. */
      readonly reserve: number;
    }
  | { readonly kind: 'suppressed' | 'waiting'; readonly reason: string; readonly due: Date | null }
  | { readonly kind: 'held-out' };

export type OrderedCampaign = {
  readonly name: string;
  readonly budget: { readonly minor: string; readonly currency: string } | null;
  readonly frequencyCap: FrequencyCap | null;
};

export function orderOf(
  data: NotificationsRequested['data'],
  template: CompiledTemplate | undefined,
  campaign: OrderedCampaign | undefined,
  { policy }: Rules,
  now: Date,
): Order {
  return {
    data,
    template,
    campaignName: campaign?.name,
    cap: campaign?.frequencyCap ?? policy.caps.promotional,
    budget: budgetMicros(campaign?.budget ?? null, policy),
    openingOf: openings(policy, data.purpose, now),
  };
}

const suppressed = (reason: string): Plan => ({ kind: 'suppressed', reason, due: null });

/** What is to be done for one customer, and by what words. @param customer left out: nobody knows them */
export function planFor(
  order: Order,
  recipient: Recipient,
  customer: KnownCustomer = stranger,
  rules: Rules,
  linkTo: LinkTo,
  now: Date,
): Plan {
  const { data, template } = order;
  if (data.variant === holdout) return { kind: 'held-out' };
  if (template === undefined) return suppressed('no-template');
  const wish = {
    purpose: data.purpose,
    channels: data.channels,
    templateChannels: template.channels,
    expiresAt: new Date(data.expiresAt),
    cap: order.cap,
  };
  const decision = decide(wish, customer, order.openingOf, now);
  if (decision.kind === 'suppress') return suppressed(decision.reason);
  if (decision.kind === 'wait') return { kind: 'waiting', reason: decision.reason, due: decision.until };

  const values = valuesFor(order, template, recipient, customer, rules, linkTo, now);
  let why = 'missing-value';
  const steps = stepsOf(template, decision.routes, customer.language, values, () => {
    why = 'render-failed';
  });
  const { value: first, done } = steps.next();
  if (done) return suppressed(why);
  if (order.budget === null) return { kind: 'send', first, others: steps, reserve: 0 };
  const others = [...steps];
  const prices = [first, ...others].map(({ rendered, addresses }) => priceOf(rules.policy, rendered, addresses.length));
  return { kind: 'send', first, others, reserve: Math.max(...prices) };
}

function valuesFor(
  { campaignName }: Order,
  { needs, links }: CompiledTemplate,
  { id, values }: Recipient,
  customer: KnownCustomer,
  { policy, products }: Rules,
  linkTo: LinkTo,
  now: Date,
): Values {
  const found = valuesOf(needs, { customer, values, campaignName, products, currency: policy.currency }, now);
  for (const [number, { name }] of links.entries()) found[`link.${name}`] = linkTo(id, number);
  return found;
}

function* stepsOf(
  template: CompiledTemplate,
  routes: readonly Route[],
  language: string,
  values: Values,
  onFailure: () => void,
): Generator<Step, undefined> {
  for (const route of routes) {
    try {
      yield { ...route, rendered: template.render(route.channel, language, values) };
    } catch (error) {
      // One customer's words must not hold up all others behind them.
      if (!(error instanceof MissingValue)) onFailure();
    }
  }
}
