import type { z } from 'zod';
import { catalogueEntry, cataloguePath, catalogueRequest, pool, poolQuery } from './apps.ts';
import { campaignRoutes } from './campaign-routes.ts';
import { consent, consentRequest, consents, purpose, withdrawalQuery } from './consents.ts';
import { appsRequest, collected, smsRequest } from './device.ts';
import { deviceKeyRoutes } from './device-key-routes.ts';
import { activeConsent, collectedApps, collectedSms, smallPool, someInsights } from './examples.ts';
import { insights, insightsPath } from './insights.ts';
import { notificationPeopleRoutes } from './notification-people-routes.ts';
import { notificationPolicyRoutes } from './notification-policy-routes.ts';
import { notificationRuleRoutes } from './notification-rule-routes.ts';
import { notificationTrackingRoutes } from './notification-tracking-routes.ts';
import { orderRoutes } from './order-routes.ts';
import { paymentRoutes } from './payment-routes.ts';
import { payoutRoutes } from './payout-routes.ts';
import type { ProblemKind } from './problem.ts';
import { qrRoutes } from './qr-routes.ts';
import { screeningRoutes } from './screening-routes.ts';
import { templateRoutes } from './template-routes.ts';
import { wrongBody } from './wrong-body.ts';

type ApiResponse = {
  readonly status: number;
  readonly description: string;
  /** Of a JSON body, with what it looks like; left out where there is none, or another type alone. */
  readonly json?: { readonly schema: z.ZodType; readonly example: unknown };
  /** Others that it may have instead. */
  readonly type?: string | readonly string[];
};

/** A route of the HTTP API: what CDK makes routes from, the reference is written from, and tests are generated from. */
export type ApiRoute = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  /** `<domain>/<function>` */
  readonly entry: string;
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  /** A token with any of these may call; none: anybody may, without a token. */
  readonly scopes: readonly string[];
  readonly parameters?: Readonly<Record<string, z.ZodType>>;
  readonly query?: z.ZodObject;
  /** By their lower-case names; they must be there unless their schema has room for none. */
  readonly headers?: Readonly<Record<string, z.ZodType>>;
  readonly request?: { readonly schema: z.ZodType; readonly example: unknown };
  readonly response: ApiResponse;
  /** How else it answers, problem details aside. */
  readonly orElse?: readonly ApiResponse[];
  /** Besides those that any route with a token may answer with: `internal-error` and `unavailable`. */
  readonly problems: readonly ProblemKind[];
};

const customerParameter = { customerId: insightsPath.shape.customerId };

const postApps = {
  method: 'POST',
  entry: 'devices/collect',
  description:
    'Takes a list of all apps on the phone, plain or gzip, up to 5 MB. Apps that came with the phone are dropped. A newer list replaces an older one as a whole. Sending the same list again changes nothing.',
  request: {
    schema: appsRequest,
    example: {
      takenAt: '2026-11-21T06:00:00Z',
      apps: [
        { package: 'com.phonepe.app', name: 'PhonePe' },
        { package: 'com.whatsapp', name: 'WhatsApp', category: 4 },
        { package: 'com.android.settings', preinstalled: true },
      ],
    },
  },
  response: {
    status: 202,
    description: 'What became of each app',
    json: { schema: collected, example: collectedApps },
  },
  problems: [...wrongBody, 'consent-required'],
} as const satisfies Partial<ApiRoute>;

const postSms = {
  method: 'POST',
  entry: 'devices/collect',
  description:
    'Takes up to 500 messages, plain or gzip, up to 5 MB. One-time passwords and personal messages are dropped before anything is kept. Sending the same messages again changes nothing.',
  request: {
    schema: smsRequest,
    example: {
      messages: [
        {
          sender: 'VM-HDFCBK-S',
          message:
            'Rs.1,250.00 debited from A/c XX7013 on 21-11-26 to VPA freshmart@upi (UPI Ref 632514789012). Avl bal Rs.48,310.55',
          receivedAt: '2026-11-21T06:00:00Z',
        },
        {
          sender: 'VM-HDFCBK-S',
          message: '482913 is your OTP for a purchase of Rs.1,299.00',
          receivedAt: '2026-11-21T06:01:00Z',
        },
      ],
    },
  },
  response: {
    status: 202,
    description: 'What became of each message',
    json: { schema: collected, example: collectedSms },
  },
  problems: [...wrongBody, 'consent-required'],
} as const satisfies Partial<ApiRoute>;

export const routes: readonly ApiRoute[] = [
  {
    ...postApps,
    path: '/v1/device/apps',
    operationId: 'postApps',
    summary: 'Deliver the apps of the own phone',
    scopes: ['customers/self'],
  },
  {
    ...postSms,
    path: '/v1/device/sms',
    operationId: 'postSms',
    summary: 'Deliver messages of the own phone',
    scopes: ['customers/self'],
  },
  {
    ...postApps,
    path: '/v1/customers/{customerId}/device/apps',
    operationId: 'postAppsOfCustomer',
    summary: 'Deliver the apps of a customer’s phone from a server',
    scopes: ['devices/write'],
    parameters: customerParameter,
  },
  {
    ...postSms,
    path: '/v1/customers/{customerId}/device/sms',
    operationId: 'postSmsOfCustomer',
    summary: 'Deliver messages of a customer’s phone from a server',
    scopes: ['devices/write'],
    parameters: customerParameter,
  },
  {
    method: 'GET',
    path: '/v1/consents',
    entry: 'devices/consents',
    operationId: 'getConsents',
    summary: 'Show the own consents',
    description: 'Every purpose that was ever consented to, with all changes, the newest first.',
    scopes: ['customers/self'],
    response: {
      status: 200,
      description: 'All consents',
      json: { schema: consents, example: { consents: [activeConsent] } },
    },
    problems: ['invalid-request'],
  },
  {
    method: 'PUT',
    path: '/v1/consents/{purpose}',
    entry: 'devices/consents',
    operationId: 'putConsent',
    summary: 'Consent to a purpose',
    description:
      'Records that the customer agreed to a version of the text. The same again changes nothing; another version or end is a new change.',
    scopes: ['customers/self'],
    parameters: { purpose },
    request: { schema: consentRequest, example: { version: '2026-11', channel: 'app' } },
    response: {
      status: 200,
      description: 'The consent as it is now',
      json: { schema: consent, example: activeConsent },
    },
    problems: [...wrongBody, 'conflict'],
  },
  {
    method: 'DELETE',
    path: '/v1/consents/{purpose}',
    entry: 'devices/consents',
    operationId: 'deleteConsent',
    summary: 'Withdraw a consent',
    description: 'Counts from the moment it is answered. Withdrawing what was never given changes nothing.',
    scopes: ['customers/self'],
    parameters: { purpose },
    query: withdrawalQuery,
    response: { status: 204, description: 'Withdrawn' },
    problems: ['invalid-request', 'conflict'],
  },
  {
    method: 'GET',
    path: '/v1/customers/{customerId}/insights',
    entry: 'devices/get-insights',
    operationId: 'getInsights',
    summary: 'Show what is known about a customer',
    description:
      'Each figure tells the days it looks at and how many messages stand behind it. A customer sees themselves, an operator anybody.',
    scopes: ['customers/self', 'ops/read'],
    parameters: customerParameter,
    response: { status: 200, description: 'The insights', json: { schema: insights, example: someInsights } },
    problems: ['invalid-request', 'not-yours'],
  },
  {
    method: 'GET',
    path: '/v1/apps/pool',
    entry: 'devices/get-pool',
    operationId: 'getPool',
    summary: 'Count customers per app and category',
    description:
      'How many customers have each app and at least one app of each category now. With `category` only its apps are listed and counted by `total`; `categories` has all the same. An app is of the category that the catalogue says now, operators before what is shipped, else its name. What a phone said of it, and what the catalogue said earlier, count in `categories` alone: those are as they were when a customer was counted.',
    scopes: ['ops/read'],
    query: poolQuery,
    response: { status: 200, description: 'The pool', json: { schema: pool, example: smallPool } },
    problems: ['invalid-request'],
  },
  {
    method: 'PUT',
    path: '/v1/apps/catalogue/{package}',
    entry: 'devices/extend-catalogue',
    operationId: 'putCatalogueEntry',
    summary: 'Name the category of an app',
    description: 'Counts for lists of apps that arrive from a minute on.',
    scopes: ['ops/write'],
    parameters: { package: cataloguePath.shape.package },
    request: { schema: catalogueRequest, example: { category: 'lender', name: 'Example Loans' } },
    response: {
      status: 200,
      description: 'The entry as it is now',
      json: {
        schema: catalogueEntry,
        example: { package: 'com.example.loans', category: 'lender', name: 'Example Loans' },
      },
    },
    problems: wrongBody,
  },
  ...paymentRoutes,
  ...screeningRoutes,
  ...deviceKeyRoutes,
  ...qrRoutes,
  ...payoutRoutes,
  ...orderRoutes,
  ...templateRoutes,
  ...campaignRoutes,
  ...notificationTrackingRoutes,
  ...notificationPeopleRoutes,
  ...notificationRuleRoutes,
  ...notificationPolicyRoutes,
  {
    method: 'GET',
    path: '/openapi.json',
    entry: 'edge/api-docs',
    operationId: 'getOpenApi',
    summary: 'This reference as OpenAPI 3.1',
    description: 'For tools.',
    scopes: [],
    response: { status: 200, description: 'The OpenAPI document', type: 'application/json' },
    problems: [],
  },
  {
    method: 'GET',
    path: '/docs',
    entry: 'edge/api-docs',
    operationId: 'getDocs',
    summary: 'This reference as a page',
    description: 'For people.',
    scopes: [],
    response: { status: 200, description: 'An HTML page', type: 'text/html' },
    problems: [],
  },
];
