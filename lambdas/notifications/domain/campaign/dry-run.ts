import type { DryRun } from '../../../contracts/api/campaigns.ts';
import type { NotificationPolicy } from '../../../contracts/api/notification-policy.ts';
import type { Channel } from '../../../contracts/notifications.ts';
import { type Candidate, type Decision, decide, type FrequencyCap, type Route } from '../policy/decide.ts';
import { openings } from '../policy/windows.ts';
import { variantFor } from './assign.ts';
import type { CampaignDefinition, Variant } from './definition.ts';

/** What a template costs and reaches, as far as that is the same for everybody. */
export type TemplateReach = {
  readonly channels: ReadonlySet<Channel>;
  /** Of an SMS, with every variable at its longest. */
  readonly smsPartsMax: number;
};

export type DryCandidate = Candidate & { readonly language: string };

type Sample = DryRun['samples'][number];
type Counts = Map<string, number>;

const samplesMax = 10;
const bump = (counts: Counts, name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1);

/** As much of an address as tells an operator that it is one. */
export const masked = (address: string): string =>
  address.length <= 4 ? '****' : `${'*'.repeat(Math.min(8, address.length - 4))}${address.slice(-4)}`;

/** Nobody whom anything is known of: no address, no wish. */
const unknown: DryCandidate = {
  zone: 'Asia/Kolkata',
  language: 'en',
  addresses: [],
  preferences: [],
  sent: { inDay: 0, inWeek: 0 },
};

export type Rehearsal = {
  readonly campaignId: string;
  readonly definition: CampaignDefinition;
  readonly policy: NotificationPolicy;
  readonly reachOf: (variant: Variant) => TemplateReach;
  /** When the messages would go out. */
  readonly at: Date;
};

/** Decides for each customer of a campaign as it will be decided when it is sent, and counts. */
export function rehearsal({ campaignId, definition, policy, reachOf, at }: Rehearsal) {
  const openingOf = openings(policy, definition.purpose, at);
  const expiresAt = new Date(at.getTime() + definition.expiresInHours * 3_600_000);
  const cap: FrequencyCap = definition.frequencyCap ?? policy.caps.promotional;
  const sends: Counts = new Map();
  const waits: Counts = new Map();
  const suppressed: Counts = new Map();
  const samples: Sample[] = [];
  let checked = 0;
  let heldOut = 0;
  let costMicros = 0n;

  function decideFor(variant: Variant, candidate: DryCandidate): Decision {
    const { purpose, channels } = definition;
    const wish = { purpose, channels, templateChannels: reachOf(variant).channels, expiresAt, cap };
    return decide(wish, candidate, openingOf, at);
  }

  function send(customerId: string, { language }: DryCandidate, variant: Variant, { channel, addresses }: Route): void {
    bump(sends, channel);
    const units = channel === 'sms' ? reachOf(variant).smsPartsMax : Math.max(1, addresses.length);
    costMicros += BigInt(policy.pricesMicros[channel] * units);
    if (samples.length === samplesMax) return;
    const address = channel === 'inbox' ? '' : masked(addresses[0]?.address ?? '');
    samples.push({ customerId, variant: variant.name, channel, address, language });
  }

  return {
    /** @param candidate `undefined` for a customer of whom nothing is known */
    see(customerId: string, candidate: DryCandidate | undefined = unknown): void {
      checked += 1;
      const variant = variantFor(definition, campaignId, customerId);
      if (variant === undefined) {
        heldOut += 1;
        return;
      }
      const decision = decideFor(variant, candidate);
      if (decision.kind === 'suppress') bump(suppressed, decision.reason);
      else if (decision.kind === 'wait') bump(waits, decision.reason);
      else send(customerId, candidate, variant, decision.routes[0]);
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

const listed = (counts: Counts) =>
  [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([reason, count]) => ({ reason, count }));
