import type { NotificationPolicy } from '../../../../../lambdas/contracts/api/notification-policy.ts';
import type { Channel } from '../../../../../lambdas/contracts/notifications.ts';
import {
  type Address,
  type Candidate,
  decide,
  type Wish,
} from '../../../../../lambdas/notifications/domain/policy/decide.ts';
import { openings } from '../../../../../lambdas/notifications/domain/policy/windows.ts';

/** Half past eleven in India. */
const noon = new Date('2026-11-21T06:00:00.000Z');
const night = new Date('2026-11-21T17:00:00.000Z');

const windows: NotificationPolicy['windows'] = [
  { purposes: ['promotional'], channels: ['push', 'sms', 'email'], from: '10:00', to: '21:00' },
];

const all: readonly Channel[] = ['push', 'sms', 'email', 'inbox'];
const wish = (overrides: Partial<Wish> = {}): Wish => ({
  purpose: 'offers',
  channels: ['push', 'sms'],
  templateChannels: new Set(all),
  expiresAt: new Date('2026-11-23T00:00:00.000Z'),
  cap: { perDay: 2, perWeek: 5 },
  ...overrides,
});
const address = (channel: Address['channel'], overrides: Partial<Address> = {}): Address => ({
  channel,
  address: `of-${channel}`,
  platform: channel === 'push' ? 'android' : null,
  isSuppressed: false,
  ...overrides,
});
const candidate = (overrides: Partial<Candidate> = {}): Candidate => ({
  zone: 'Asia/Kolkata',
  addresses: [address('push'), address('sms'), address('email')],
  preferences: [{ purpose: 'promotional', channel: '*', wanted: true }],
  sent: { inDay: 0, inWeek: 0 },
  ...overrides,
});
const decided = (of: Wish, to: Candidate, now: Date, rules = windows) => {
  const decision = decide(of, to, openings({ windows: rules }, of.purpose, now), now);
  if (decision.kind === 'send') return decision.routes.map(({ channel }) => channel).join(', ');
  return decision.kind === 'wait' ? `wait until ${decision.until.toISOString()}` : decision.reason;
};
const payments = { purpose: 'payments' } as const;
const said = (purpose: string, channel: string, wanted: boolean) => ({ purpose, channel, wanted });

describe('a promotional message', () => {
  it.each<[string, Partial<Wish>, Partial<Candidate>, Date, string]>([
    ['goes by all channels that reach', {}, {}, noon, 'push, sms'],
    ['needs consent', {}, { preferences: [] }, noon, 'no-consent'],
    ['needs consent for its purpose', {}, { preferences: [said('surveys', '*', true)] }, noon, 'no-consent'],
    ['goes with consent for its purpose', {}, { preferences: [said('offers', '*', true)] }, noon, 'push, sms'],
    ['goes by the channel of the consent', {}, { preferences: [said('offers', 'sms', true)] }, noon, 'sms'],
    [
      'stops at one refusal of its purpose, whatever else was wished',
      {},
      { preferences: [said('promotional', '*', true), said('offers', '*', false)] },
      noon,
      'opted-out',
    ],
    [
      'goes by the channel that was not refused',
      {},
      { preferences: [said('promotional', '*', true), said('promotional', 'push', false)] },
      noon,
      'sms',
    ],
    ['needs an address', {}, { addresses: [] }, noon, 'no-address'],
    ['goes by the next channel without an address', {}, { addresses: [address('sms')] }, noon, 'sms'],
    ['needs none for the inbox', { channels: ['inbox'] }, { addresses: [] }, noon, 'inbox'],
    [
      'keeps off suppressed addresses',
      {},
      { addresses: [address('push', { isSuppressed: true })] },
      noon,
      'suppressed-address',
    ],
    ['needs a text for the channel', { templateChannels: new Set(['email']) }, {}, noon, 'no-template'],
    ['stops at the day’s cap', {}, { sent: { inDay: 2, inWeek: 2 } }, noon, 'frequency-cap'],
    ['stops at the week’s cap', {}, { sent: { inDay: 0, inWeek: 5 } }, noon, 'frequency-cap'],
    ['goes below the caps', {}, { sent: { inDay: 1, inWeek: 4 } }, noon, 'push, sms'],
    ['is not sent at all with a cap of none', { cap: { perDay: 0, perWeek: 0 } }, {}, noon, 'frequency-cap'],
    ['waits at night', {}, {}, night, 'wait until 2026-11-22T04:30:00.000Z'],
    ['waits no longer than it is of use', { expiresAt: new Date('2026-11-22T04:30:00.000Z') }, {}, night, 'expired'],
    [
      'goes by what is open when its first choice opens too late',
      { channels: ['push', 'inbox'], expiresAt: new Date('2026-11-22T00:00:00.000Z') },
      {},
      night,
      'inbox',
    ],
    ['goes at night by what no window is about', { channels: ['inbox', 'push'] }, {}, night, 'inbox'],
    ['goes by the customer’s clock', {}, { zone: 'Europe/London' }, night, 'push, sms'],
    ['is too late', { expiresAt: noon }, {}, noon, 'expired'],
  ])('%s', (_, ofWish, ofCandidate, now, expected) => {
    expect(decided(wish(ofWish), candidate(ofCandidate), now)).toBe(expected);
  });
});

describe('a transactional message', () => {
  it.each<[string, Partial<Wish>, Partial<Candidate>, string]>([
    [
      'goes at night, without consent, above caps',
      payments,
      { preferences: [], sent: { inDay: 9, inWeek: 9 } },
      'push, sms',
    ],
    ['can be refused', payments, { preferences: [said('payments', '*', false)] }, 'opted-out'],
    ['can be refused by channel', payments, { preferences: [said('payments', 'push', false)] }, 'sms'],
    ['goes on when promotion is refused', payments, { preferences: [said('promotional', '*', false)] }, 'push, sms'],
    [
      'of security can not be refused',
      { purpose: 'security' },
      { preferences: [said('security', '*', false)] },
      'push, sms',
    ],
  ])('%s', (_, ofWish, ofCandidate, expected) => {
    expect(decided(wish(ofWish), candidate(ofCandidate), night)).toBe(expected);
  });
});

describe('windows', () => {
  const overMidnight: NotificationPolicy['windows'] = [
    { purposes: ['offers'], channels: ['push'], from: '22:00', to: '06:00' },
  ];
  it.each([
    ['2026-11-21T16:30:00.000Z', 'push'],
    ['2026-11-21T23:00:00.000Z', 'push'],
    ['2026-11-22T00:29:00.000Z', 'push'],
    ['2026-11-22T00:30:00.000Z', 'wait until 2026-11-22T16:30:00.000Z'],
  ])('may go over midnight: at %s', (now, expected) => {
    expect(decided(wish({ channels: ['push'] }), candidate(), new Date(now), overMidnight)).toBe(expected);
  });

  it('are several, and the next to open counts', () => {
    const two: NotificationPolicy['windows'] = [
      { purposes: ['promotional'], channels: ['push'], from: '19:00', to: '20:00' },
      { purposes: ['offers'], channels: ['push'], from: '08:00', to: '09:00' },
    ];
    expect(decided(wish({ channels: ['push'] }), candidate(), noon, two)).toBe('wait until 2026-11-21T13:30:00.000Z');
  });
});

it('sends to five devices and to one number at most, the newest', () => {
  const devices = Array.from({ length: 8 }, (_, index) => address('push', { address: `device-${index}` }));
  const numbers = [address('sms', { address: 'new' }), address('sms', { address: 'old' })];
  const addresses = [...devices, ...numbers];
  const decision = decide(wish(), candidate({ addresses }), openings({ windows }, 'offers', noon), noon);
  expect(decision).toMatchObject({ kind: 'send', routes: [{ channel: 'push' }, { addresses: [{ address: 'new' }] }] });
  expect(decision.kind === 'send' && decision.routes[0].addresses.map((each) => each.address)).toEqual(
    ['0', '1', '2', '3', '4'].map((index) => `device-${index}`),
  );
});
