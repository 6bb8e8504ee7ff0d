import fc from 'fast-check';
import { type NotificationsRequested, notificationsRequested } from '../../../../../lambdas/contracts/notifications.ts';
import { releaseOf } from '../../../../../lambdas/notifications/domain/dispatch/release.ts';

const at = new Date('2026-11-21T06:00:00.000Z');
type Data = NotificationsRequested['data'];

const idOf = (number: number) => `018f3c1e-0000-8000-8000-${String(number).padStart(12, '0')}`;
const waited = (number: number, overrides: Partial<Data> = {}, values?: Record<string, string>): Data => ({
  origin: { kind: 'campaign', campaignId: 'diwali' },
  template: { id: 'offer', version: 1 },
  variant: 'a',
  purpose: 'offers',
  channels: ['push'],
  expiresAt: '2026-11-23T00:00:00.000Z',
  recipients: [{ id: idOf(number), customerId: `k${number}`, ...(values && { values }) }],
  ...overrides,
});
const many = (count: number, overrides?: Partial<Data>, values?: Record<string, string>) =>
  Array.from({ length: count }, (_, number) => waited(number, overrides, values));

it('asks for those of one wish together, a hundred at most', () => {
  const records = releaseOf([...many(150), waited(999, { variant: 'b' })], at);
  expect(records.map(({ data }) => [data.variant, data.recipients.length])).toEqual([
    ['a', 100],
    ['a', 50],
    ['b', 1],
  ]);
});

it('asks for urgent ones one by one, in the order of their customer', () => {
  const rule = { origin: { kind: 'rule' as const, ruleId: 'paid' }, purpose: 'payments' as const };
  expect(releaseOf(many(3, rule), at).map(({ subject }) => subject)).toEqual(['k0', 'k1', 'k2']);
});

it('makes records that dispatchers read, each of its own id and none too large', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 250 }), fc.integer({ min: 0, max: 20 }), (count, columns) => {
      const values = Object.fromEntries(Array.from({ length: columns }, (_, n) => [`c${n}`, 'x'.repeat(500)]));
      const records = releaseOf(many(count, {}, values), at);
      for (const record of records) {
        expect(notificationsRequested.parse(record)).toEqual(record);
        expect(JSON.stringify(record).length).toBeLessThan(256 * 1024);
      }
      expect(new Set(records.map(({ id }) => id)).size).toBe(records.length);
      const ids = records.flatMap(({ data }) => data.recipients.map(({ id }) => id));
      expect(ids).toEqual(Array.from({ length: count }, (_, number) => idOf(number)));
    }),
    { numRuns: 20 },
  );
});
