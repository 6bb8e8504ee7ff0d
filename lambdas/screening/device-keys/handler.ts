import { z } from 'zod';
import {
  deviceKeyPath,
  type EnrolledDevice,
  type EnrolledDevices,
  publicKey,
} from '../../contracts/api/device-keys.ts';
import type { Clock } from '../../shared/clock.ts';
import { customerOf } from '../../shared/customer-of.ts';
import {
  type ApiRequest,
  type HttpHandler,
  type HttpHandlerDeps,
  makeHttpHandler,
  type Reply,
} from '../../shared/http.ts';
import { Problem } from '../../shared/problem.ts';
import type { DeviceKeys } from '../adapters/device-keys-table.ts';
import { type DeviceKey, enrolled, isOnCurve, maxDevices, revoked } from '../domain/device-keys.ts';
import { isFreshSignIn } from '../domain/fresh-sign-in.ts';

export type DeviceKeysDeps = HttpHandlerDeps & { readonly deviceKeys: DeviceKeys; readonly now: Clock };

const noQuery = z.strictObject({});

/** A customer's phones are few: who meets another change so often is in a loop. */
const attempts = 3;

/** Enrols, lists and revokes the keys with which a customer's phones confirm payments. */
export function makeDeviceKeys({ deviceKeys, now, ...deps }: DeviceKeysDeps): HttpHandler {
  /** @throws Problem `conflict` */
  async function change(customerId: string, wanted: (devices: readonly DeviceKey[]) => readonly DeviceKey[]) {
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const found = await deviceKeys.find(customerId);
      const devices = wanted(found.devices);
      if (devices === found.devices) return { devices, isNew: false };
      if ((await deviceKeys.replace(customerId, found, devices)) === 'kept') return { devices, isNew: true };
    }
    throw new Problem('conflict', 'The phones of this customer are being changed from elsewhere. Send it again.');
  }

  async function enrol(customerId: string, deviceId: string, request: ApiRequest): Promise<Reply> {
    const key = request.json(publicKey);
    if (!isOnCurve(key)) throw noPoint();
    if (!isFreshSignIn(request.caller?.claims ?? {}, now())) throw notFresh();
    const wanted: DeviceKey = { deviceId, key, since: now().toISOString() };
    const { devices, isNew } = await change(customerId, (present) => {
      const more = enrolled(present, wanted);
      if (more === 'too-many-devices') throw tooMany();
      return more;
    });
    if (isNew) deps.log.info('device-key.enrolled', { customerId, deviceId });
    const kept = devices.find((device) => device.deviceId === deviceId) ?? wanted;
    return { status: 200, body: toView(kept) };
  }

  async function revoke(customerId: string, deviceId: string): Promise<Reply> {
    const { isNew } = await change(customerId, (present) => revoked(present, deviceId));
    if (isNew) deps.log.info('device-key.revoked', { customerId, deviceId });
    return { status: 204 };
  }

  async function list(customerId: string): Promise<Reply> {
    const { devices } = await deviceKeys.find(customerId);
    const views = devices.map(toView).toSorted((a, b) => (a.deviceId < b.deviceId ? -1 : 1));
    return { status: 200, body: { devices: views } satisfies EnrolledDevices };
  }

  return makeHttpHandler(deps, async (request) => {
    const customerId = customerOf(request, []);
    request.query(noQuery);
    if (request.route.endsWith('/device-keys')) return list(customerId);
    const { deviceId } = request.path(deviceKeyPath);
    return request.route.startsWith('PUT') ? enrol(customerId, deviceId, request) : revoke(customerId, deviceId);
  });
}

const toView = ({ deviceId, since }: DeviceKey): EnrolledDevice => ({ deviceId, since });

const noPoint = () =>
  new Problem('invalid-request', 'See errors for each field that is wrong.', [
    { in: 'body', pointer: '/x', detail: 'must be, with y, a point of the curve' },
  ]);
const notFresh = () => new Problem('fresh-sign-in-required', 'Sign in, then send it with that token in five minutes.');
const tooMany = () => new Problem('too-many-devices', `Take one of ${maxDevices} away first.`);
