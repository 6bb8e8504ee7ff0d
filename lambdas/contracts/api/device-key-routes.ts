import { deviceKeyPath, type EnrolledDevice, enrolledDevice, enrolledDevices, publicKey } from './device-keys.ts';
import type { ApiRoute } from './routes.ts';
import { wrongBody } from './wrong-body.ts';

const aDevice: EnrolledDevice = { deviceId: 'phone-1', since: '2026-11-21T06:00:00.000Z' };

const shared = { entry: 'screening/device-keys', scopes: ['customers/self'] } as const satisfies Partial<ApiRoute>;
const one = { ...shared, path: '/v1/device-keys/{deviceId}', parameters: deviceKeyPath.shape } as const;

export const deviceKeyRoutes: readonly ApiRoute[] = [
  {
    ...shared,
    method: 'GET',
    path: '/v1/device-keys',
    operationId: 'getDeviceKeys',
    summary: 'List the own phones that confirm payments',
    description: 'By their ids.',
    response: {
      status: 200,
      description: 'All of them',
      json: { schema: enrolledDevices, example: { devices: [aDevice] } },
    },
    problems: ['invalid-request', 'not-yours'],
  },
  {
    ...one,
    method: 'PUT',
    operationId: 'putDeviceKey',
    summary: 'Let a phone confirm payments',
    description:
      "Enrols the public part of a P-256 key that the phone made in its secure hardware. Only with a token of somebody who just signed in: its `auth_time` is at most five minutes old, so not one that was refreshed since. Five phones at most. The same again changes nothing; another key replaces the phone's key. Counts from the answer on.",
    request: {
      schema: publicKey,
      example: {
        kty: 'EC',
        crv: 'P-256',
        x: '7YfPhxsWu2MyHLXeOXH5IX7p3vvUvte84oa4rIuj2XM',
        y: '5xL4VvryXBL_iw4iWZeKyc4wnhlPeztlcL6-bS_G0vA',
      },
    },
    response: { status: 200, description: 'Enrolled', json: { schema: enrolledDevice, example: aDevice } },
    problems: [...wrongBody, 'not-yours', 'fresh-sign-in-required', 'too-many-devices', 'conflict'],
  },
  {
    ...one,
    method: 'DELETE',
    operationId: 'deleteDeviceKey',
    summary: 'Take from a phone that it confirms payments',
    description:
      'Such as one that is lost; from any phone, at any time. Counts from the answer on. Also one that is not there.',
    response: { status: 204, description: 'It confirms nothing any more' },
    problems: ['invalid-request', 'not-yours', 'conflict'],
  },
];
