import type { NotificationPolicy } from '../../contracts/api/notification-policy.ts';
import type { Channel } from '../../contracts/notifications.ts';
import { backoffMs, type Sleep } from '../../shared/backoff.ts';
import type { LostAddress, MovedToken, Outcome } from '../adapters/dispatch-store.ts';
import { type Handed, messagesOf, type ToCustomer } from '../domain/dispatch/messages.ts';
import type { Plan, Step } from '../domain/dispatch/plan.ts';
import { priceOf } from '../domain/dispatch/price.ts';
import { type Weighed, weigh } from '../domain/dispatch/weigh.ts';
import type { OutboundEmail, OutboundPush, OutboundSms, Send, SendOutcome } from '../domain/outbound.ts';

export type Senders = {
  readonly push: Send<OutboundPush>;
  readonly sms: Send<OutboundSms>;
  readonly email: Send<OutboundEmail>;
};

/** A claimed message on its way. */
export type Parcel = ToCustomer & {
  readonly plan: Extract<Plan, { kind: 'send' }>;
};

export type Delivered = Pick<Outcome, 'state' | 'reason' | 'channel' | 'cost' | 'title' | 'body' | 'link'> & {
  readonly notificationId: string;
  readonly providerId: string | null;
};

export type Delivery = {
  readonly delivered: readonly Delivered[];
  readonly lost: readonly LostAddress[];
  readonly moved: readonly MovedToken[];
};

export type DeliverDeps = {
  readonly senders: Senders;
  /** Milliseconds on a clock that never goes back. */
  readonly nowMs: () => number;
  readonly sleep: Sleep;
};

/** A parcel with the channel that it is tried by, and the addresses that are left of it. */
type Attempt = {
  readonly parcel: Parcel;
  readonly step: Step;
  readonly others: Iterator<Step, unknown>;
  readonly messages: readonly Handed[];
};

const backoff = { baseMs: 100, capMs: 5000 };

/**
 * Hands messages to providers, all channels at once, and goes on until each has its outcome: to the next channel where
 * one does not reach, and again with growing pauses where a provider is busy, for as long as `patienceMs`. What is
 * still not taken then waits.
 */
export async function deliver(
  parcels: readonly Parcel[],
  policy: Pick<NotificationPolicy, 'pricesMicros'>,
  patienceMs: number,
  { senders, nowMs, sleep }: DeliverDeps,
): Promise<Delivery> {
  const delivered: Delivered[] = [];
  const lost: LostAddress[] = [];
  const moved: MovedToken[] = [];
  const until = nowMs() + patienceMs;

  const begin = (parcel: Parcel): Attempt => {
    const others = parcel.plan.others[Symbol.iterator]();
    return attemptOf(parcel, parcel.plan.first, others);
  };

  async function wave(attempts: readonly Attempt[], number: number): Promise<void> {
    if (attempts.length === 0) return;
    const outcomes = await sendAll(attempts, senders);
    const next: Attempt[] = [];
    const again: Attempt[] = [];
    const reasons = new Map<Attempt, string>();
    attempts.forEach((attempt, index) => {
      const of = outcomes[index] ?? [];
      noteAddresses(attempt, of, lost, moved);
      const weighed = weighAttempt(attempt, of);
      if (weighed.kind === 'again') {
        const left = { ...attempt, messages: weighed.places.flatMap((place) => attempt.messages[place] ?? []) };
        again.push(left);
        reasons.set(left, weighed.reason);
      } else if (weighed.kind === 'next') {
        const { value: step, done } = attempt.others.next();
        if (done) delivered.push(ended(attempt, 'failed', weighed.reason, 0));
        else next.push(attemptOf(attempt.parcel, step, attempt.others));
      } else delivered.push(endedBy(attempt, weighed, policy));
    });
    await Promise.all([wave(next, 1), tryAgain(again, number, reasons)]);
  }

  async function tryAgain(
    attempts: readonly Attempt[],
    number: number,
    reasons: ReadonlyMap<Attempt, string>,
  ): Promise<void> {
    if (attempts.length === 0) return;
    const pauseMs = backoffMs(number, backoff.baseMs, backoff.capMs);
    if (nowMs() + pauseMs > until) {
      for (const attempt of attempts) delivered.push(ended(attempt, 'waiting', reasons.get(attempt) ?? '', 0));
      return;
    }
    await sleep(pauseMs);
    await wave(attempts, number + 1);
  }

  await wave(parcels.map(begin), 1);
  return { delivered, lost, moved };
}

const attemptOf = (parcel: Parcel, step: Step, others: Iterator<Step, unknown>): Attempt => ({
  parcel,
  step,
  others,
  messages: messagesOf(step, parcel),
});

/** @returns outcomes for each attempt, in the order of its messages */
async function sendAll(attempts: readonly Attempt[], senders: Senders): Promise<SendOutcome[][]> {
  const answers = attempts.map((): SendOutcome[] => []);
  const by = async <Message extends Handed>(channel: Message['channel'], send: Send<Message>): Promise<void> => {
    const places: number[] = [];
    const messages: Message[] = [];
    for (const [place, attempt] of attempts.entries())
      for (const message of attempt.messages)
        if (message.channel === channel) {
          messages.push(message as Message);
          places.push(place);
        }
    if (messages.length === 0) return;
    const outcomes = await send(messages);
    for (const [index, outcome] of outcomes.entries()) answers[places[index] ?? -1]?.push(outcome);
  };
  await Promise.all([by('push', senders.push), by('sms', senders.sms), by('email', senders.email)]);
  return answers;
}

/** The inbox is ours: it takes everything. */
const weighAttempt = ({ step, parcel }: Attempt, outcomes: readonly SendOutcome[]): Weighed =>
  step.channel === 'inbox'
    ? { kind: 'accepted', providerId: null, addresses: 1 }
    : weigh(outcomes, parcel.isPromotional);

function noteAddresses(
  { messages, parcel }: Attempt,
  outcomes: readonly SendOutcome[],
  lost: LostAddress[],
  moved: MovedToken[],
): void {
  for (const [index, outcome] of outcomes.entries()) {
    const message = messages[index];
    if (message === undefined) continue;
    const { channel, address } = message;
    if (outcome.status === 'dead' || outcome.status === 'opted-out')
      lost.push({ channel, address, reason: outcome.status });
    if (outcome.status === 'accepted' && outcome.newAddress !== undefined && channel === 'push')
      moved.push({ customer: parcel.customerId, address, new_address: outcome.newAddress });
  }
}

function endedBy(
  attempt: Attempt,
  weighed: Extract<Weighed, { kind: 'accepted' | 'unknown' }>,
  policy: Pick<NotificationPolicy, 'pricesMicros'>,
): Delivered {
  const { rendered } = attempt.step;
  // What may have gone out may have to be paid.
  if (weighed.kind === 'unknown')
    return ended(attempt, 'unknown', weighed.reason, priceOf(policy, rendered, attempt.messages.length));
  const accepted = ended(attempt, 'accepted', null, priceOf(policy, rendered, weighed.addresses));
  if (rendered.channel !== 'inbox') return { ...accepted, providerId: weighed.providerId };
  return { ...accepted, title: rendered.title, body: rendered.body, link: rendered.link ?? null };
}

function ended(
  { parcel, step }: Attempt,
  state: Delivered['state'],
  reason: string | null,
  cost: number,
): Delivered & { readonly channel: Channel } {
  return { notificationId: parcel.notificationId, state, reason, channel: step.channel, cost, providerId: null };
}
