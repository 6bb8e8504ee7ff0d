import type { CampaignReport, Funnel } from '../../../contracts/api/campaign-report.ts';
import { difference, type Interval, wilson } from './intervals.ts';

/** How many messages of a campaign came to a stage. One may be below zero where another of the same stage makes it good. */
export type Tally = {
  readonly variant: string;
  /** Empty before one is chosen. */
  readonly channel: string;
  readonly stage: string;
  readonly reason: string;
  readonly count: number;
};

export type ReportedCampaign = Pick<CampaignReport, 'campaignId' | 'name' | 'state' | 'spentMicros'>;

/** The variant of those who are sent nothing, for comparison. */
const holdout = 'holdout';

/** Which stages make up each figure of the report. */
const stages = {
  requested: ['requested'],
  heldOut: ['held-out'],
  suppressed: ['suppressed'],
  waiting: ['waiting'],
  sent: ['accepted'],
  failed: ['failed'],
  unknown: ['unknown'],
  delivered: ['delivered'],
  bounced: ['bounced', 'undelivered'],
  complained: ['complained'],
  opened: ['opened'],
  clicked: ['clicked'],
  replied: ['replied'],
  converted: ['converted'],
  machineOpened: ['machine-opened'],
  machineClicked: ['machine-clicked'],
} as const satisfies Record<keyof Funnel, readonly string[]>;

const figures = Object.keys(stages) as (keyof Funnel)[];

/** The report of a campaign from its tallies, in any order. */
export function reportOf(campaign: ReportedCampaign, tallies: readonly Tally[]): CampaignReport {
  const total = funnelOf(tallies);
  const withChannel = tallies.filter(({ channel }) => channel !== '');
  const kept = tallies.filter(({ variant }) => variant === holdout);
  const withheld = conversionOf(funnelOf(kept));
  return {
    ...campaign,
    total,
    rates: ratesOf(total),
    suppressedBy: reasonsOf(tallies, stages.suppressed),
    waitingFor: reasonsOf(tallies, stages.waiting),
    failedBy: reasonsOf(tallies, stages.failed),
    bouncedBy: reasonsOf(tallies, stages.bounced),
    links: reasonsOf(tallies, ['link-clicked']).map(({ reason, count }) => ({ link: reason, clicked: count })),
    variants: groups(tallies, 'variant').map(([variant, own]) => {
      const funnel = funnelOf(own);
      const conversion = conversionOf(funnel);
      const isCompared = variant !== holdout && conversion !== null && withheld !== null;
      return {
        variant,
        total: funnel,
        rates: ratesOf(funnel),
        conversion,
        lift: isCompared ? difference(conversion, withheld) : null,
      };
    }),
    channels: groups(withChannel, 'channel').map(([channel, own]) => {
      const funnel = funnelOf(own);
      return { channel, total: funnel, rates: ratesOf(funnel) };
    }),
  };
}

const countOf = (tallies: readonly Tally[], names: readonly string[]): number =>
  tallies.filter(({ stage }) => names.includes(stage)).reduce((sum, { count }) => sum + count, 0);

const funnelOf = (tallies: readonly Tally[]): Funnel =>
  Object.fromEntries(figures.map((figure) => [figure, countOf(tallies, stages[figure])])) as Funnel;

/** Of all who were asked for: those a message was kept from are in the holdout's share too. */
const conversionOf = ({ requested, converted }: Funnel): Interval | null =>
  requested > 0 ? wilson(Math.min(converted, requested), requested) : null;

const ratesOf = ({ sent, delivered, opened, clicked, converted }: Funnel): CampaignReport['rates'] => ({
  delivered: share(delivered, sent),
  opened: share(opened, delivered),
  clicked: share(clicked, delivered),
  converted: share(converted, sent),
});

/** More may be delivered than were taken for sure: no share is above one. */
const share = (part: number, of: number): number | null => (of > 0 ? Math.min(1, part / of) : null);

/** Most first. */
function reasonsOf(tallies: readonly Tally[], names: readonly string[]): { reason: string; count: number }[] {
  const own = tallies.filter(({ stage }) => names.includes(stage));
  return groups(own, 'reason')
    .map(([reason, of]) => ({ reason, count: countOf(of, names) }))
    .filter(({ count }) => count > 0)
    .toSorted((one, other) => other.count - one.count);
}

/** In the order of their names. */
const groups = (tallies: readonly Tally[], by: 'variant' | 'channel' | 'reason'): [string, Tally[]][] =>
  Object.entries(Object.groupBy(tallies, (tally) => tally[by]))
    .map(([name, own = []]): [string, Tally[]] => [name, own])
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
