import type { EventEnvelope } from '../../../../lambdas/contracts/event.ts';
import { preferenceChanged } from '../../../../lambdas/contracts/notifications.ts';
import type { ChangedPreference } from '../../../../lambdas/notifications/domain/tracking/changed-preference.ts';
import { makePreferences, type PreferencesDeps } from '../../../../lambdas/notifications/preferences/handler.ts';
import { silentLog, silentMeter, unexpected } from '../../../support/fakes.ts';
import { httpEvent, problemOf, type RequestUnderTest } from '../../../support/http.ts';

const now = () => new Date('2026-11-21T06:30:00.000Z');
const said: ChangedPreference = {
  customerId: 'asha',
  purpose: 'offers',
  channel: 'sms',
  wanted: false,
  source: 'app',
  changedAt: '2026-11-21T06:00:00.000Z',
};
const body = { changes: [{ purpose: 'offers', channel: 'sms', wanted: false }] };
const call = (deps: Partial<PreferencesDeps>, request: RequestUnderTest) =>
  makePreferences({
    preferences: { all: async () => [said], put: async () => [said] },
    publish: unexpected('publish'),
    now,
    log: silentLog,
    meter: silentMeter,
    ...deps,
  })(httpEvent(request));
const change = { route: 'PUT /v1/notification-preferences', body };

it('keeps what is said, then tells it', async () => {
  const steps: unknown[] = [];
  const answer = await call(
    {
      preferences: {
        all: async () => [said],
        put: async (...told) => {
          steps.push(told);
          return [said];
        },
      },
      publish: async (events) => void steps.push(...events.map((event) => preferenceChanged.parse(event).data)),
    },
    change,
  );
  const { customerId: _, changedAt, ...data } = said;
  expect(steps).toEqual([['asha', body.changes, 'app', now().toISOString()], data]);
  expect(JSON.parse(answer.body ?? '')).toEqual({ customerId: 'asha', preferences: [{ ...data, changedAt }] });
});

it('tells the same event when the one before was not told', async () => {
  const told: EventEnvelope[] = [];
  const failed = await call(
    {
      publish: async () => {
        throw new Error('away');
      },
    },
    change,
  );
  expect(failed.statusCode).toBe(500);
  for (let time = 0; time < 2; time++) await call({ publish: async (events) => void told.push(...events) }, change);
  expect(told).toHaveLength(2);
  expect(told[1]).toEqual(told[0]);
});

it('notes that a server said it, and lets no customer speak for another', async () => {
  const sources: string[] = [];
  const route = 'PUT /v1/customers/{customerId}/notification-preferences';
  const deps: Partial<PreferencesDeps> = {
    preferences: {
      all: async () => [],
      put: async (customerId, _, source) => {
        sources.push(`${customerId} ${source}`);
        return [];
      },
    },
    publish: async () => undefined,
  };
  const path = { customerId: 'ravi' };
  await call(deps, { route, path, body, subject: 'php-server', scope: 'customers/write' });
  expect(sources).toEqual(['ravi server']);
  expect(problemOf(await call(deps, { route, path, body }))).toMatchObject({ status: 403 });
});

it.each([
  ['/changes/0/wanted', [{ purpose: 'security', channel: 'sms', wanted: false }]],
  ['/changes', [...body.changes, { purpose: 'offers', channel: 'sms', wanted: true }]],
  ['/changes/0/channel', [{ purpose: 'offers', channel: 'fax', wanted: true }]],
])('refuses at %s', async (pointer, changes) => {
  const answer = await call({}, { ...change, body: { changes } });
  expect(problemOf(answer)).toMatchObject({ status: 400, errors: [{ in: 'body', pointer }] });
});
