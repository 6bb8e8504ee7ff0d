import { enrolledDevice, enrolledDevices, type PublicKey } from '../../../../lambdas/contracts/api/device-keys.ts';
import type { KeptDevices } from '../../../../lambdas/screening/adapters/device-keys-table.ts';
import { makeDeviceKeys } from '../../../../lambdas/screening/device-keys/handler.ts';
import { silentLog, silentMeter } from '../../../support/fakes.ts';
import { httpEvent, jsonOf, problemOf } from '../../../support/http.ts';
import { aPhone } from '../../../support/phones.ts';

const now = new Date('2026-11-21T06:30:00.000Z');
const nothing: KeptDevices = { devices: [], version: 0 };

/** @param conflicts how often somebody else is faster */
function setUp(conflicts = 0) {
  const kept = new Map<string, KeptDevices>();
  const clock = { now, conflicts };
  const handler = makeDeviceKeys({
    deviceKeys: {
      find: async (customerId) => kept.get(customerId) ?? nothing,
      replace: async (customerId, { version }, devices) => {
        if (clock.conflicts-- > 0) return 'changed';
        kept.set(customerId, { devices, version: version + 1 });
        return 'kept';
      },
    },
    now: () => clock.now,
    log: silentLog,
    meter: silentMeter,
  });
  const call = (method: 'PUT' | 'DELETE', deviceId: string, more: { body?: unknown; ageSec?: unknown } = {}) => {
    const { body, ageSec = 60 } = more;
    const event = httpEvent({
      ...{ route: `${method} /v1/device-keys/{deviceId}`, path: { deviceId } },
      ...(body !== undefined && { body }),
    });
    const authTime = typeof ageSec === 'number' ? String(now.getTime() / 1000 - ageSec) : ageSec;
    Object.assign(event.requestContext.authorizer.jwt.claims, { auth_time: authTime });
    return handler(event);
  };
  const put = (deviceId: string, key: PublicKey = aPhone().key) => call('PUT', deviceId, { body: key });
  const listed = async (subject = 'asha') => {
    const answer = await handler(httpEvent({ route: 'GET /v1/device-keys', headers: {}, subject }));
    return enrolledDevices.parse(jsonOf(answer)).devices.map(({ deviceId }) => deviceId);
  };
  return { handler, call, put, listed, kept, clock };
}

it('enrols a phone, lists it to its owner alone without its key, and takes it away', async () => {
  const { put, call, listed, kept } = setUp();
  const { key } = aPhone();
  const answer = await put('phone-1', key);
  expect([answer.statusCode, enrolledDevice.parse(jsonOf(answer))]).toEqual([
    200,
    { deviceId: 'phone-1', since: now.toISOString() },
  ]);
  expect(kept.get('asha')?.devices).toEqual([{ deviceId: 'phone-1', key, since: now.toISOString() }]);
  expect([await listed(), await listed('ravi')]).toEqual([['phone-1'], []]);
  // No fresh sign-in for a phone that is lost.
  expect((await call('DELETE', 'phone-1', { ageSec: 90_000 })).statusCode).toBe(204);
  expect((await call('DELETE', 'phone-1', { ageSec: 90_000 })).statusCode).toBe(204);
  expect(await listed()).toEqual([]);
});

it('takes the same again for what it is, and another key in its place', async () => {
  const { put, kept, clock } = setUp();
  const { key } = aPhone();
  const first = jsonOf(await put('phone-1', key));
  clock.now = new Date(now.getTime() + 1000);
  expect(jsonOf(await put('phone-1', key))).toEqual(first);
  expect(kept.get('asha')?.version).toBe(1);
  const other = aPhone().key;
  await put('phone-1', other);
  expect(kept.get('asha')?.devices).toMatchObject([{ deviceId: 'phone-1', key: other }]);
});

it('has room for five phones, and for the same ones again', async () => {
  const { put, call, listed } = setUp();
  for (let n = 1; n <= 5; n++) expect((await put(`phone-${n}`)).statusCode).toBe(200);
  expect(problemOf(await put('phone-6'))).toMatchObject({ status: 409, type: '/docs#problem-too-many-devices' });
  expect((await put('phone-3')).statusCode).toBe(200);
  await call('DELETE', 'phone-1');
  expect((await put('phone-6')).statusCode).toBe(200);
  expect(await listed()).toEqual(['phone-2', 'phone-3', 'phone-4', 'phone-5', 'phone-6']);
});

it.each([
  ['five minutes ago', 300, 200],
  ['longer ago', 301, 403],
  ['at no known time', undefined, 403],
  ['at a time that is none', 'yesterday', 403],
])('enrols for who signed in %s: %s', async (_, ageSec, status) => {
  const { call, kept } = setUp();
  const answer = await call('PUT', 'phone-1', { body: aPhone().key, ageSec: ageSec ?? 'nothing' });
  expect(answer.statusCode).toBe(status);
  expect(kept.size).toBe(status === 200 ? 1 : 0);
  if (status !== 200) expect(problemOf(answer).type).toBe('/docs#problem-fresh-sign-in-required');
});

it.each([
  ['a point that is not on the curve', { y: 'A'.repeat(43) }, '/x'],
  ['a private key', { d: 'A'.repeat(43) }, '/d'],
  ['another curve', { crv: 'P-384' }, '/crv'],
  ['a coordinate that is written in another way', { x: `${'A'.repeat(42)}B` }, '/x'],
])('keeps nothing of %s', async (_, change, pointer) => {
  const { call, kept } = setUp();
  const answer = await call('PUT', 'phone-1', { body: { ...aPhone().key, ...change } });
  expect(problemOf(answer)).toMatchObject({ status: 400, errors: [{ in: 'body', pointer }] });
  expect(kept.size).toBe(0);
});

it('works again on what somebody else left, and gives up when that does not end', async () => {
  const { put, kept } = setUp(2);
  expect((await put('phone-1')).statusCode).toBe(200);
  expect(kept.get('asha')?.devices).toHaveLength(1);
  const endless = setUp(3);
  expect(problemOf(await endless.put('phone-1')).type).toBe('/docs#problem-conflict');
});
