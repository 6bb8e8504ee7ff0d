import type { CampaignReport, Funnel } from '../../../lambdas/contracts/api/campaign-report.ts';

const barWidth = 30;

const steps = [
  ['requested', 'asked for'],
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['opened', 'opened'],
  ['clicked', 'clicked'],
  ['converted', 'took it'],
] as const satisfies readonly (readonly [keyof Funnel, string])[];

const percent = (rate: number): string => `${(rate * 100).toFixed(1)} %`;
const listed = (of: readonly { readonly reason: string; readonly count: number }[]): string =>
  of.map(({ reason, count }) => `${count} ${reason}`).join(', ');

/** The report of a campaign as a person would draw it. */
export function funnelOf(report: CampaignReport): string {
  const { total, variants, channels, suppressedBy, waitingFor, failedBy, bouncedBy } = report;
  const kept = [
    ['not sent', suppressedBy],
    ['waits', waitingFor],
    ['failed', failedBy],
    ['did not arrive', bouncedBy],
  ] as const;
  return [
    ...steps.map(([figure, what]) => `  ${what.padEnd(15)}${bar(total[figure], total.requested)}`),
    ...kept.flatMap(([what, reasons]) => (reasons.length === 0 ? [] : [`  ${what.padEnd(15)}${listed(reasons)}`])),
    `  ${'held out'.padEnd(15)}${total.heldOut}, for comparison`,
    ...(total.machineClicked === 0
      ? []
      : [`  ${'machines'.padEnd(15)}${total.machineClicked} followed links, and count nowhere else`]),
    ...(total.replied === 0 ? [] : [`  ${'answers'.padEnd(15)}${total.replied} by SMS`]),
    `  ${'cost'.padEnd(15)}Rs ${(Number(report.spentMicros) / 1e6).toFixed(2)}`,
    ...channels.map(
      ({ channel, total: { sent, delivered, opened, clicked } }) =>
        `  by ${channel.padEnd(12)}${sent} sent, ${delivered} delivered, ${opened} opened, ${clicked} clicked`,
    ),
    ...variants.map(({ variant, total: { requested, converted }, conversion, lift }) =>
      [
        `  ${variant.padEnd(15)}${converted} of ${requested} took it`,
        ...(conversion === null ? [] : [`: ${percent(conversion.rate)} ${range(conversion)}`]),
        ...(lift === null ? [] : [`, against the holdout ${percent(lift.rate)} ${range(lift)}`]),
      ].join(''),
    ),
  ].join('\n');
}

const bar = (count: number, of: number): string =>
  `${'█'.repeat(of === 0 ? 0 : Math.round((barWidth * count) / of)).padEnd(barWidth)} ${count}`;

const range = ({ low, high }: { readonly low: number; readonly high: number }): string =>
  `(${percent(low)} to ${percent(high)})`;
