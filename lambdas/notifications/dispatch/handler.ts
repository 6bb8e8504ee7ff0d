import { type NotificationsRequested, notificationsRequested } from '../../contracts/notifications.ts';
import type { Clock } from '../../shared/clock.ts';
import { decodeEventOf } from '../../shared/decode-event.ts';
import type { Log } from '../../shared/log.ts';
import type { Meter } from '../../shared/metrics.ts';
import type { ParkingLot } from '../../shared/park.ts';
import type { ReadSigningKeys } from '../../shared/signing-keys.ts';
import {
  type Delivered as DeliveredRecord,
  makeStreamConsumer,
  type StreamConsumer,
} from '../../shared/stream-batch.ts';
import type { CompiledTemplateOf } from '../adapters/compiled-templates.ts';
import type { ReadCustomers } from '../adapters/customers-reader.ts';
import type { DispatchStore } from '../adapters/dispatch-store.ts';
import { laneOf } from '../adapters/requests.ts';
import type { ReadCampaign, ReadRules } from '../adapters/sending-rules.ts';
import { type LinkTo, type Order, orderOf, planFor, type Rules } from '../domain/dispatch/plan.ts';
import { needsInsights, needsWallets } from '../domain/enrichment/values.ts';
import { linkUrl, unsubscribeUrl } from '../domain/links/urls.ts';
import { countDispatched, type Pace } from './count.ts';
import { type DeliverDeps, type Delivery, deliver, type Parcel } from './deliver.ts';
import { firstOfEach, type Ordered, outcomesOf, type Planned, toClaim, toWish } from './rows.ts';

export type DispatchDeps = DeliverDeps & {
  readonly rules: ReadRules;
  readonly campaign: ReadCampaign;
  readonly template: CompiledTemplateOf;
  readonly customers: ReadCustomers;
  readonly store: DispatchStore;
  readonly keys: ReadSigningKeys;
  /** Where links in messages begin: `https://s.example`. */
  readonly linkBase: string;
  /** How long a batch goes on asking providers that are busy. */
  readonly patienceMs: number;
  readonly now: Clock;
  /** Another one for each call. */
  readonly newId: () => string;
  readonly park: ParkingLot;
  readonly log: Log;
  readonly meter: Meter;
};

type Record = DeliveredRecord<NotificationsRequested>;
const decode = decodeEventOf({ 'sangam.notifications.requested.v1': notificationsRequested });

/** Links lead somewhere for so long after the message may last have been sent. */
const linkDays = 30;
const dayMs = 86_400_000;

/**
 * Sends what records of a lane ask for. What happens to a message is decided, then claimed in the database, then handed
 * over, then settled: whoever dies after the claim leaves behind who was about to send.
 */
export function makeDispatch(deps: DispatchDeps): StreamConsumer {
  const { rules: readRules, customers, store, keys, linkBase, patienceMs, now, log, meter } = deps;

  async function orderOfRecord(
    { event, stream, shard, sequenceNumber }: Record,
    call: string,
    rules: Rules,
  ): Promise<Ordered> {
    const { origin, template } = event.data;
    const campaign = origin.kind === 'campaign' ? await deps.campaign(origin.campaignId) : undefined;
    const order = orderOf(event.data, await deps.template(template.id, template.version), campaign, rules, now());
    return { order, wish: toWish(order, event.time, `${stream}/${shard}/${sequenceNumber}#${call}`) };
  }

  async function planAll(ordered: readonly Ordered[], rules: Rules): Promise<Planned[]> {
    const needs = new Set(ordered.flatMap(({ order }) => [...(order.template?.needs ?? [])]));
    const asked = firstOfEach(ordered);
    const known = await customers(
      asked.map(({ recipient }) => recipient.customerId),
      { insights: needsInsights(needs), wallets: needsWallets(needs), counts: false },
    );
    const at = now();
    const signing = await keys();
    return asked.map(({ w, recipient }) => {
      const of = ordered[w] as Ordered;
      const expiresOn = linksUntil(of.order);
      const linkTo: LinkTo = (notificationId, link) => linkUrl(linkBase, signing, { notificationId, expiresOn }, link);
      const plan = planFor(of.order, recipient, known.get(recipient.customerId), rules, linkTo, at);
      return { w, ordered: of, recipient, plan };
    });
  }

  async function deliverClaimed(claimed: readonly Planned[], { policy }: Rules): Promise<Delivery> {
    const signing = await keys();
    const parcels = claimed.flatMap(({ ordered, recipient, plan }): Parcel[] => {
      if (plan.kind !== 'send') return [];
      const message = { notificationId: recipient.id, expiresOn: linksUntil(ordered.order) };
      return [
        {
          notificationId: recipient.id,
          customerId: recipient.customerId,
          isPromotional: ordered.wish.promotional,
          unsubscribeUrl: () => unsubscribeUrl(linkBase, signing, message),
          plan,
        },
      ];
    });
    return deliver(parcels, policy, patienceMs, deps);
  }

  async function handle(records: readonly Record[]): Promise<void> {
    if (records.length === 0) return;
    const rules = await readRules();
    const call = deps.newId();
    const ordered: Ordered[] = [];
    for (const record of records) ordered.push(await orderOfRecord(record, call, rules));
    const planned = await planAll(ordered, rules);
    const verdicts = await store.claim(
      ordered.map(({ wish }) => wish),
      planned.map(toClaim),
    );
    const claimed = (verdicts.claimed ?? []).flatMap((place) => planned[place] ?? []);
    const delivery = await deliverClaimed(claimed, rules);
    const pace = paceOf(records, now());
    await store.settle({
      outcomes: outcomesOf(claimed, delivery, now()),
      lost: delivery.lost,
      moved: delivery.moved,
    });
    countDispatched(verdicts, delivery, claimed.length === 0 ? undefined : pace, meter, log);
  }

  return makeStreamConsumer({ decode, handle, park: deps.park, log, meter });
}

function paceOf([oldest]: readonly Record[], at: Date): Pace | undefined {
  return oldest && { lane: laneOf(oldest.event.data), ms: at.getTime() - Date.parse(oldest.event.time) };
}

const linksUntil = ({ data }: Order): Date => new Date(Date.parse(data.expiresAt) + linkDays * dayMs);
