import { totalHeld } from '../state/holds.ts';
import { dayMs, type EntityState, hourMs } from '../state/state.ts';
import { type Span, type Total, total } from '../windows/ring.ts';
import type { Feature, Sources } from './feature.ts';

const minute = 60_000;
const windows = {
  '10m': { ring: 'minutes', widthMs: minute, buckets: 10 },
  '1h': { ring: 'minutes', widthMs: minute, buckets: 60 },
  '24h': { ring: 'hours', widthMs: hourMs, buckets: 24 },
  '7d': { ring: 'days', widthMs: dayMs, buckets: 7 },
  '30d': { ring: 'days', widthMs: dayMs, buckets: 30 },
} as const;
type WindowName = keyof typeof windows;

export type WindowFeature =
  `${'paid' | 'received' | 'payee.received' | 'device.paid'}.${WindowName}.${'count' | 'sum'}`;

const nothing: Total = { count: 0, sum: 0n };

/** A payment counts in the windows of those whom it is asked to change, so that a limit speaks of what it allows. */
function counted(
  name: WindowName,
  side: 'paid' | 'received',
  of: (sources: Sources) => EntityState | undefined,
  withThis: boolean,
): (sources: Sources, atMs: number) => Total | null {
  const { ring, widthMs, buckets } = windows[name];
  const span: Span = { widthMs, buckets };
  return (sources, atMs) => {
    const state = of(sources);
    if (state === undefined) return null;
    const before = total(state[side][ring], span, atMs);
    if (!withThis) return before;
    const held = side === 'paid' ? totalHeld(state, span, atMs) : nothing;
    return {
      count: before.count + held.count + 1,
      sum: before.sum + held.sum + sources.payment.amountMinor,
    };
  };
}

export function windowFeatures(): Record<WindowFeature, Feature> {
  const subjects = [
    ['paid', 'paid', (sources: Sources) => sources.payer, true],
    ['received', 'received', (sources: Sources) => sources.payer, false],
    ['payee.received', 'received', (sources: Sources) => sources.payee, true],
    ['device.paid', 'paid', (sources: Sources) => sources.device, true],
  ] as const;
  const features: [string, Feature][] = subjects.flatMap(([subject, side, of, withThis]) =>
    (Object.keys(windows) as WindowName[]).flatMap((name): [string, Feature][] => {
      const read = counted(name, side, of, withThis);
      return [
        [`${subject}.${name}.count`, { kind: 'number', of: (sources, atMs) => read(sources, atMs)?.count ?? null }],
        [`${subject}.${name}.sum`, { kind: 'money', of: (sources, atMs) => read(sources, atMs)?.sum ?? null }],
      ];
    }),
  );
  return Object.fromEntries(features) as Record<WindowFeature, Feature>;
}
