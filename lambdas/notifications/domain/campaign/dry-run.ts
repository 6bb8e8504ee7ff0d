import type { DryRun } from '../../../contracts/api/campaigns.ts';
import type { NotificationPolicy } from '../../../contracts/api/notification-policy.ts';
import type { Product } from '../../../contracts/api/products.ts';
import type { Channel } from '../../../contracts/notifications.ts';
import type { Member } from '../audience/upload.ts';
import { budgetMicros, priceOf } from '../dispatch/price.ts';
import { type KnownCustomer, stranger } from '../enrichment/known-customer.ts';
import { valuesOf } from '../enrichment/values.ts';
import { standInLink } from '../links/urls.ts';
import { type Decision, decide, type Route } from '../policy/decide.ts';
import { openings } from '../policy/windows.ts';
import type { CompiledTemplate } from '../template/compile.ts';
import type { Rendered } from '../template/rendered.ts';
import { MissingValue } from '../template/values.ts';
import { variantFor } from './assign.ts';
import type { CampaignDefinition, Variant } from './definition.ts';

type Sample = DryRun['samples'][number];
type Counts = Map<string, number>;

const samplesMax = 10;
const bump = (counts: Counts, name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1);

/** As much of an address as tells an operator that it is one. */
export const masked = (address: string): string =>
  address.length <= 4 ? '****' : `${'*'.repeat(Math.min(8, address.length - 4))}${address.slice(-4)}`;

export type Rehearsal = {
  readonly campaignId: string;
  readonly name: string;
  readonly definition: CampaignDefinition;
  readonly policy: NotificationPolicy;
  readonly products: readonly Product[];
  /** `undefined` when it is not there. */
  readonly templateOf: (variant: Variant) => CompiledTemplate | undefined;
  /** When the messages would go out. */
  readonly at: Date;
  /** Where links in messages begin: how long they are decides how many parts an SMS takes. */
  readonly linkBase: string;
};

/** Decides and writes for each customer of a campaign as it will be when it is sent, and counts. */
export function rehearsal({ campaignId, name, definition, policy, products, templateOf, at, linkBase }: Rehearsal) {
  const link = standInLink(linkBase);
  const openingOf = openings(policy, definition.purpose, at);
  const expiresAt = new Date(at.getTime() + definition.expiresInHours * 3_600_000);
  const cap = definition.frequencyCap ?? policy.caps.promotional;
  const sends: Counts = new Map();
  const waits: Counts = new Map();
  const suppressed: Counts = new Map();
  const samples: Sample[] = [];
  let checked = 0;
  let heldOut = 0;
  const budget = budgetMicros(definition.budget, policy);
  let costMicros = 0n;

  function decideFor(template: CompiledTemplate | undefined, customer: KnownCustomer): Decision {
    const { purpose, channels } = definition;
    const templateChannels: ReadonlySet<Channel> = template?.channels ?? new Set();
    return decide({ purpose, channels, templateChannels, expiresAt, cap }, customer, openingOf, at);
  }

  function wordsFor(template: CompiledTemplate, channel: Channel, customer: KnownCustomer, member: Member) {
    const facts = { customer, values: member.values, campaignName: name, products, currency: policy.currency };
    const links = Object.fromEntries(template.links.map((each) => [`link.${each.name}`, link]));
    try {
      return template.render(channel, customer.language, { ...valuesOf(template.needs, facts, at), ...links });
    } catch (error) {
      if (error instanceof MissingValue) return undefined;
      throw error;
    }
  }

  function send(
    variant: Variant,
    template: CompiledTemplate,
    routes: readonly Route[],
    customer: KnownCustomer,
    member: Member,
  ) {
    let first: (Route & { readonly words: Rendered; readonly price: number }) | undefined;
    let reserve = 0;
    for (const route of routes) {
      const words = wordsFor(template, route.channel, customer, member);
      if (words === undefined) continue;
      const price = priceOf(policy, words, route.addresses.length);
      first ??= { ...route, words, price };
      // A budget has to hold for the dearest channel that the message may take.
      reserve = Math.max(reserve, price);
      if (budget === null) break;
    }
    if (first === undefined) return bump(suppressed, 'missing-value');
    if (budget !== null && costMicros + BigInt(reserve) > budget) return bump(suppressed, 'budget');
    bump(sends, first.channel);
    costMicros += BigInt(first.price);
    if (samples.length < samplesMax) samples.push(sampleOf(variant, first, customer, member));
  }

  return {
    /** @param customer `undefined` when nothing is known of them */
    see(member: Member, customer: KnownCustomer = stranger): void {
      checked += 1;
      const variant = variantFor(definition, campaignId, member.customerId);
      if (variant === undefined) {
        heldOut += 1;
        return;
      }
      const template = templateOf(variant);
      const decision = decideFor(template, customer);
      if (decision.kind === 'suppress') bump(suppressed, decision.reason);
      else if (decision.kind === 'wait') bump(waits, decision.reason);
      else if (template !== undefined) send(variant, template, decision.routes, customer, member);
    },

    result: (): Omit<DryRun, 'dryRunId' | 'state' | 'reason' | 'startedAt'> => ({
      checked,
      heldOut,
      wouldSend: definition.channels
        .filter((channel) => sends.has(channel))
        .map((channel) => ({ channel, count: sends.get(channel) ?? 0 })),
      wouldWait: listed(waits),
      wouldSuppress: listed(suppressed),
      costMicros: costMicros.toString(),
      currency: policy.currency,
      samples: [...samples],
    }),
  };
}

function sampleOf(
  variant: Variant,
  { channel, addresses, words }: Route & { readonly words: Rendered },
  { language }: KnownCustomer,
  { customerId }: Member,
): Sample {
  const address = channel === 'inbox' ? '' : masked(addresses[0]?.address ?? '');
  return { customerId, variant: variant.name, channel, address, language, ...shown(words) };
}

const shown = (words: Rendered): Pick<Sample, 'title' | 'body'> => {
  switch (words.channel) {
    case 'sms':
      return { title: null, body: words.body };
    case 'email':
      return { title: words.subject, body: words.text };
    default:
      return { title: words.title, body: words.body };
  }
};

const listed = (counts: Counts) =>
  [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([reason, count]) => ({ reason, count }));
