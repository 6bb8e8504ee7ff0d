import { weigh } from '../../../../../lambdas/notifications/domain/dispatch/weigh.ts';
import type { SendOutcome } from '../../../../../lambdas/notifications/domain/outbound.ts';

const outcomes = {
  accepted: { status: 'accepted', providerId: 'p' },
  busy: { status: 'busy', reason: 'throttled' },
  unknown: { status: 'unknown', reason: 'time-out' },
  dead: { status: 'dead', reason: 'gone' },
  refused: { status: 'refused', reason: 'too-long' },
  'opted-out': { status: 'opted-out' },
} as const satisfies Record<string, SendOutcome>;

it.each<[readonly (keyof typeof outcomes)[], boolean, object]>([
  [['accepted'], true, { kind: 'accepted', providerId: 'p', addresses: 1 }],
  [['dead', 'accepted', 'unknown', 'accepted'], true, { kind: 'accepted', providerId: 'p', addresses: 2 }],
  [['dead'], true, { kind: 'next', reason: 'gone' }],
  [['dead', 'refused'], true, { kind: 'next', reason: 'too-long' }],
  [['opted-out'], true, { kind: 'next', reason: 'opted-out' }],
  [[], true, { kind: 'next', reason: 'no-address' }],
  [['busy', 'dead', 'busy'], true, { kind: 'again', places: [0, 2], reason: 'provider-busy' }],
  [['unknown', 'busy'], true, { kind: 'unknown', reason: 'time-out' }],
  [['dead', 'unknown', 'busy'], false, { kind: 'again', places: [1, 2], reason: 'provider-silent' }],
])('of %j, promotion %s: %j', (statuses, isPromotional, expected) => {
  expect(
    weigh(
      statuses.map((status) => outcomes[status]),
      isPromotional,
    ),
  ).toEqual(expected);
});
