import type { ApiRoute } from '../../../lambdas/contracts/api/routes.ts';
import type { BadRequest, Caller } from './types.ts';

/** The customer whom all requests are about. */
export const customer = 'asha';

const pathValues: Readonly<Record<string, string>> = {
  customerId: customer,
  purpose: 'device.sms',
  package: 'com.example.loans',
  transferId: 'api.5d0c6d5e-98a1-8c1b-9a3e-0d6f3a7f6a11',
  accountId: `${customer}:INR`,
  merchantId: customer,
  requestId: '0b7c3f8e-2d41-8a55-9c0e-6a1f4e2d9b37',
  fileId: '5d0c6d5e-98a1-8c1b-9a3e-0d6f3a7f6a11',
  orderId: '5d0c6d5e-98a1-8c1b-9a3e-0d6f3a7f6a11',
  vendorId: 'bill-payments',
  templateId: 'salary-offer',
  version: '1',
  notificationId: '0b7c3f8e-2d41-8a55-9c0e-6a1f4e2d9b37',
  token: 'fMEP0vJqS0:APA91bHun4MxP5egoKMwt2KZFBaFUH',
  ruleId: 'money-received',
  productId: 'salary-advance',
  campaignId: '0f9f4a8e-55c0-8d1c-9d2e-6a1f4e2d9b37',
  deviceId: 'phone-1',
  dryRunId: '9f4c1b7e-8d20-8b55-a1c3-0d6f3a7f6a11',
};

/** What the caller of the vendors' route is registered as. */
export const vendorClient = 'vendor-client';

const headerValues: Readonly<Record<string, string>> = {
  'idempotency-key': 'order-4711',
  'payment-confirmation': `device=phone-1, signature=${'A'.repeat(86)}`,
};

const callers: Readonly<Record<string, Caller>> = {
  'customers/self': { subject: customer, scopes: ['customers/self'] },
  'customers/write': { subject: 'php-server', scopes: ['customers/write'] },
  'devices/write': { subject: 'php-server', scopes: ['devices/write'] },
  'ops/read': { subject: 'operations', scopes: ['ops/read'] },
  'payments/write': { subject: 'php-server', scopes: ['payments/write'] },
  'ops/write': { subject: 'operations', scopes: ['ops/write'] },
  'vendors/write': { subject: vendorClient, scopes: ['vendors/write'] },
};

export const jsonBody = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

/** A request that the route serves; each flaw replaces a part of it. */
export function goodRequest(route: ApiRoute): Omit<BadRequest, 'refusal' | 'title'> {
  const caller = callers[route.scopes[0] ?? ''];
  if (caller === undefined) throw new Error(`no caller for ${route.path}`);
  return {
    route,
    method: route.method,
    path: Object.fromEntries(Object.keys(route.parameters ?? {}).map((name) => [name, pathValues[name] ?? ''])),
    query: '',
    headers: {
      ...(route.request !== undefined && { 'content-type': 'application/json' }),
      ...Object.fromEntries(Object.keys(route.headers ?? {}).map((name) => [name, headerValues[name] ?? ''])),
    },
    ...(route.request !== undefined && { body: jsonBody(route.request.example) }),
    caller,
  };
}
