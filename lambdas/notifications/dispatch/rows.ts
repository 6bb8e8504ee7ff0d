import { isPromotional, type Recipient } from '../../contracts/notifications.ts';
import type { Claim, ClaimedWish, Outcome } from '../adapters/dispatch-store.ts';
import type { Order, Plan } from '../domain/dispatch/plan.ts';
import type { Delivery } from './deliver.ts';

/** A record with what the database is told of it. */
export type Ordered = { readonly order: Order; readonly wish: ClaimedWish };

/** What is to be done for one customer of the record at place `w` of the batch. */
export type Planned = {
  readonly w: number;
  readonly ordered: Ordered;
  readonly recipient: Recipient;
  readonly plan: Plan;
};

/** Somebody may be sent to again: not at once, since a provider is busy. */
const waitMs = 60_000;

/** @param claim names the record on its stream and the call */
export function toWish({ data, cap, budget }: Order, requestedAt: string, claim: string): ClaimedWish {
  const { recipients: _, ...request } = data;
  const { origin, template, variant, purpose } = request;
  return {
    claim,
    campaign: origin.kind === 'campaign' ? origin.campaignId : null,
    rule: origin.kind === 'rule' ? origin.ruleId : null,
    template: template.id,
    version: template.version,
    variant,
    purpose,
    promotional: isPromotional(purpose),
    requested_at: requestedAt,
    per_day: cap.perDay,
    per_week: cap.perWeek,
    budget: budget === null ? null : String(budget),
    request,
  };
}

/** A notification that several records of a batch ask for is the first one's. */
export function firstOfEach(ordered: readonly Ordered[]): { readonly w: number; readonly recipient: Recipient }[] {
  const seen = new Set<string>();
  return ordered.flatMap(({ order }, w) =>
    order.data.recipients.flatMap((recipient) => {
      if (seen.has(recipient.id)) return [];
      seen.add(recipient.id);
      return [{ w, recipient }];
    }),
  );
}

export const toClaim = ({ w, recipient, plan }: Planned): Claim => ({
  w,
  id: recipient.id,
  customer: recipient.customerId,
  decision: plan.kind === 'send' ? 'claimed' : plan.kind,
  reason: 'reason' in plan ? plan.reason : null,
  channel: plan.kind === 'send' ? plan.first.channel : null,
  due: 'due' in plan ? (plan.due?.toISOString() ?? null) : null,
  reserve: plan.kind === 'send' ? plan.reserve : 0,
  recipient,
});

export function outcomesOf(claimed: readonly Planned[], { delivered }: Delivery, at: Date): Outcome[] {
  const byId = new Map(claimed.map((planned) => [planned.recipient.id, planned]));
  return delivered.flatMap(({ notificationId: id, providerId, ...of }): Outcome[] => {
    const planned = byId.get(id);
    if (planned === undefined) return [];
    const { wish, order } = planned.ordered;
    const channels = channelsLeft(of, order.data.channels);
    const isWaiting = of.state === 'waiting';
    const due = isWaiting ? new Date(at.getTime() + waitMs).toISOString() : order.data.expiresAt;
    return [
      {
        ...of,
        id,
        claim: wish.claim,
        provider_id: providerId,
        due: channels && due,
        request: channels && { ...wish.request, channels, recipients: [planned.recipient] },
      },
    ];
  });
}

/** By what a message may still be sent: later, or instead if what (maybe) took it tells that it did not arrive. Null: by nothing. */
function channelsLeft({ state, channel }: Pick<Outcome, 'state' | 'channel'>, channels: readonly string[]) {
  if (state === 'waiting') return channels;
  const left =
    (state === 'accepted' || state === 'unknown') && (channel === 'sms' || channel === 'email')
      ? channels.slice(channels.indexOf(channel) + 1)
      : [];
  return left.length > 0 ? left : null;
}
