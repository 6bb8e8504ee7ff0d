import { aDryRun } from '../../lambdas/contracts/api/campaign-examples.ts';
import { aContact, anInbox } from '../../lambdas/contracts/api/notification-people-examples.ts';
import { aPolicyState, aProductState } from '../../lambdas/contracts/api/notification-policy-examples.ts';
import { routes } from '../../lambdas/contracts/api/routes.ts';
import { makeCollect } from '../../lambdas/devices/collect/handler.ts';
import { makeConsents } from '../../lambdas/devices/consents/handler.ts';
import { makeExtendCatalogue } from '../../lambdas/devices/extend-catalogue/handler.ts';
import { makeGetInsights } from '../../lambdas/devices/get-insights/handler.ts';
import { makeGetPool } from '../../lambdas/devices/get-pool/handler.ts';
import { summed } from '../../lambdas/notifications/adapters/campaign-counts.ts';
import { makeAppEvents } from '../../lambdas/notifications/app-events/handler.ts';
import { makeCampaigns } from '../../lambdas/notifications/campaigns/handler.ts';
import { makeContacts } from '../../lambdas/notifications/contacts/handler.ts';
import { makeInbox } from '../../lambdas/notifications/inbox/handler.ts';
import { makePolicy } from '../../lambdas/notifications/policy/handler.ts';
import { makePreferences } from '../../lambdas/notifications/preferences/handler.ts';
import { makeReports } from '../../lambdas/notifications/reports/handler.ts';
import { makeSmsReplies } from '../../lambdas/notifications/sms-replies/handler.ts';
import { makeTemplates } from '../../lambdas/notifications/templates/handler.ts';
import { makeTriggerRules } from '../../lambdas/notifications/trigger-rules/handler.ts';
import { makeAccounts } from '../../lambdas/payments/accounts/handler.ts';
import { makeCashIns } from '../../lambdas/payments/cash-ins/handler.ts';
import { makeOrders } from '../../lambdas/payments/orders/handler.ts';
import { makePayouts } from '../../lambdas/payments/payouts/handler.ts';
import { makeQr } from '../../lambdas/payments/qr/handler.ts';
import { makeQrPay } from '../../lambdas/payments/qr-pay/handler.ts';
import { makeReviews } from '../../lambdas/payments/reviews/handler.ts';
import { makeTransfers } from '../../lambdas/payments/transfers/handler.ts';
import { makeVendorCallbacks } from '../../lambdas/payments/vendor-callbacks/handler.ts';
import { makeVendors } from '../../lambdas/payments/vendors/handler.ts';
import { makeBlocks } from '../../lambdas/screening/blocks/handler.ts';
import { makeDeviceKeys } from '../../lambdas/screening/device-keys/handler.ts';
import { makeRules } from '../../lambdas/screening/rules/handler.ts';
import type { HttpEvent, HttpHandler } from '../../lambdas/shared/http.ts';
import { requestEvent } from '../../local/http-api/request-event.ts';
import { expectRefusal } from '../support/bad-input/expect-refusal.ts';
import {
  type BadRequest,
  badRequests,
  customer,
  goodRequest,
  marker,
  vendorClient,
} from '../support/bad-input/index.ts';
import { aDefinition, aKnownCampaign, anUploadedFile } from '../support/campaigns.ts';
import { aConsentChange } from '../support/consents.ts';
import { noEvidence } from '../support/evidence.ts';
import { silentMeter } from '../support/fakes.ts';
import { aSentMessage } from '../support/notifications.ts';
import { aKnownOrder, aKnownVendor } from '../support/orders.ts';
import { aKnownTransfer, anAccountOf, aVendor, aVerdict } from '../support/payments.ts';
import { aPayoutFile, payoutsCsv } from '../support/payouts.ts';
import { aKnownQrRequest, someKeys } from '../support/qr.ts';
import { aReportedCampaign, someTallies } from '../support/report.ts';
import { aRuleSet } from '../support/screening.ts';
import { aKeptTemplate } from '../support/templates.ts';
import { aKeptRule } from '../support/trigger-rules.ts';
import { signing, someVendorKeys } from '../support/vendor-keys.ts';

const now = () => new Date('2026-11-21T06:30:00.000Z');

/** What the handlers were asked to write, and what they logged. */
let written: string[] = [];
let logged: unknown[] = [];
const write = (name: string) => async () => void written.push(name);
const tell = (...told: readonly unknown[]) => void logged.push(told);
const deps = { log: { info: tell, warn: tell, error: tell }, meter: silentMeter, now };

const handlers: Readonly<Record<string, HttpHandler>> = {
  'devices/collect': makeCollect({
    ...deps,
    latestConsent: async (_, purpose) => aConsentChange({ purpose }),
    publish: write('publish'),
    catalogue: new Map(),
  }),
  'devices/consents': makeConsents({
    ...deps,
    consents: {
      latest: async () => aConsentChange(),
      all: async () => [aConsentChange()],
      append: async () => {
        written.push('append');
        return 'appended';
      },
    },
  }),
  'devices/extend-catalogue': makeExtendCatalogue({ ...deps, save: write('save') }),
  'devices/get-pool': makeGetPool({
    ...deps,
    readPool: async () => new Map(),
    loadCatalogue: async () => new Map(),
  }),
  'devices/get-insights': makeGetInsights({
    ...deps,
    readEvidence: async () => noEvidence,
  }),
  'notifications/app-events': makeAppEvents({ ...deps, find: async () => aSentMessage(), tell: write('tell') }),
  'notifications/sms-replies': makeSmsReplies({
    ...deps,
    stopSms: async () => {
      written.push('stop');
      return [];
    },
    startSms: async () => {
      written.push('start');
      return [];
    },
    findAnswered: async () => undefined,
    tell: write('tell'),
    publish: write('publish'),
  }),
  'notifications/templates': makeTemplates({
    ...deps,
    templates: {
      get: async () => aKeptTemplate(),
      latest: async () => aKeptTemplate(),
      list: async () => [],
      put: async () => {
        written.push('put');
        return aKeptTemplate();
      },
    },
    valuesOfCustomer: async () => undefined,
    linkHosts: new Set(['www.sangam.example']),
    linkBase: 'https://s.example',
  }),
  'notifications/reports': makeReports({
    ...deps,
    tallies: async () => ({ campaign: aReportedCampaign(), tallies: someTallies }),
    history: async () => [],
  }),
  'payments/transfers': makeTransfers({
    ...deps,
    post: async (operations) => {
      written.push('post');
      return operations.map((operation) => aVerdict(operation));
    },
    readTransfer: async () => aKnownTransfer({ debit: 'ravi:INR', credit: `${customer}:INR` }),
    screen: async (operation) => ({ do: 'post', operation }),
    standardLane: write('standard lane'),
    reversalLane: write('reversal lane'),
    nudge: write('nudge'),
    within: (work) => work,
  }),
  'payments/reviews': makeReviews({
    ...deps,
    waiting: async () => ({ reviews: [], next: undefined }),
    post: async (operations) => {
      written.push('post');
      return operations.map((operation) => aVerdict(operation, { outcome: 'captured' }));
    },
    readTransfer: async () => aKnownTransfer({ op: 'hold', outcome: 'held', kind: 'review' }),
    nudge: write('nudge'),
  }),
  'screening/blocks': makeBlocks({
    ...deps,
    blocks: {
      list: async () => ({ blocks: [], next: undefined }),
      find: async () => ({ reason: 'account-takeover', until: null, since: now().toISOString(), by: 'operations' }),
      put: write('put block'),
      lift: write('lift block'),
    },
  }),
  'screening/device-keys': makeDeviceKeys({
    ...deps,
    deviceKeys: {
      find: async () => ({ devices: [], version: 0 }),
      replace: async () => {
        written.push('replace devices');
        return 'kept';
      },
    },
  }),
  'screening/rules': makeRules({
    ...deps,
    ruleSets: {
      all: async () => [aRuleSet()],
      put: async ({ currency, rules }, mode) => {
        written.push('put rules');
        return aRuleSet({ ruleSet: { version: 2, currency, rules }, mode });
      },
    },
    pastPayments: async () => [],
  }),
  'payments/accounts': makeAccounts({
    ...deps,
    ledger: {
      openAccount: async () => {
        written.push('open account');
        return 'opened';
      },
      account: async (id) => anAccountOf(id),
      entries: async () => ({ entries: [], next: undefined }),
      balanceAt: async () => 0n,
      setStatus: async (_, status) => {
        written.push('set status');
        return status;
      },
    },
  }),
  'payments/cash-ins': makeCashIns({
    ...deps,
    readTransfer: async () => undefined,
    ledger: {
      systemAccount: async (purpose, currency) => `system:${purpose}:${currency}`,
      post: async (operations) => {
        written.push('post');
        return operations.map((operation) => aVerdict(operation));
      },
    },
    vendorNamed: async (id) => aVendor({ id }),
    nudge: write('nudge'),
  }),
  'payments/qr': makeQr({
    ...deps,
    account: async (id) => anAccountOf(id, { kind: 'merchant' }),
    requests: {
      open: async () => {
        written.push('open request');
        return 'opened';
      },
      find: async (id) => aKnownQrRequest({ id, merchantId: customer }),
      cancel: async () => {
        written.push('cancel request');
        return 'cancelled';
      },
    },
    keys: async () => someKeys(),
  }),
  'payments/qr-pay': makeQrPay({
    ...deps,
    account: async (id) => anAccountOf(id, { kind: 'merchant' }),
    post: async (operations) => {
      written.push('post');
      return operations.map((operation) => aVerdict(operation));
    },
    requests: {
      find: async (id) => aKnownQrRequest({ id }),
      pay: async (_, operation) => {
        written.push('pay request');
        return { kind: 'answered', verdict: aVerdict(operation) };
      },
    },
    readTransfer: async () => undefined,
    screen: async (operation) => ({ do: 'post', operation }),
    keys: async () => someKeys(),
    nudge: write('nudge'),
  }),
  'payments/orders': makeOrders({
    ...deps,
    orders: {
      open: async () => {
        written.push('open order');
        return 'opened';
      },
      read: async () => aKnownOrder(),
      list: async () => [],
    },
    vendorNamed: async (id) => aKnownVendor({ id }),
    screen: async (operation) => ({ do: 'post', operation }),
    start: write('start'),
  }),
  'payments/vendor-callbacks': signing(
    makeVendorCallbacks({
      ...deps,
      orders: {
        read: async () => aKnownOrder(),
        answer: async (_, answer) => {
          written.push('answer');
          return answer;
        },
      },
      vendorNamed: async (id) => aKnownVendor({ id, client: vendorClient }),
      keysOf: async () => someVendorKeys,
      wake: write('wake'),
      start: write('start'),
    }),
    deps.now,
  ),
  'payments/vendors': makeVendors({
    ...deps,
    vendors: { all: async () => [aKnownVendor()], put: write('put vendor') },
    withKeys: new Set(['bill-payments']),
    mayBeLoopback: false,
  }),
  'payments/payouts': makePayouts({
    ...deps,
    files: {
      open: async (file) => {
        written.push('open');
        return file;
      },
      get: async (fileId) => aPayoutFile({ fileId }),
      submit: write('submit'),
    },
    beginningOf: async () => ({ start: Buffer.from(payoutsCsv([])), bytes: 38, etag: '"1"' }),
    signedUrl: async (_, key) => `https://reports.example/${key}`,
    vendorNamed: async (id) => aVendor({ id }),
    systemAccount: async (purpose, currency) => `system:${purpose}:${currency}`,
    bulkLane: write('bulk lane'),
  }),
  'notifications/contacts': makeContacts({
    ...deps,
    contacts: {
      put: write('put contacts'),
      list: async () => ({ customers: [], next: null }),
      find: async () => aContact,
      putOwn: write('put own contact'),
      putToken: write('put token'),
      removeToken: write('remove token'),
    },
  }),
  'notifications/preferences': makePreferences({
    ...deps,
    preferences: {
      all: async () => [],
      put: async () => {
        written.push('put preferences');
        return [];
      },
    },
    publish: write('publish'),
  }),
  'notifications/inbox': makeInbox({
    ...deps,
    inbox: {
      page: async () => [],
      find: async () => anInbox.messages[0],
      unread: async () => [],
      countUnread: async () => 0,
      markRead: write('mark read'),
    },
    tell: write('tell'),
  }),
  'notifications/policy': makePolicy({
    ...deps,
    policies: {
      newest: async () => aPolicyState,
      put: async () => {
        written.push('put policy');
        return aPolicyState;
      },
    },
    products: { all: async () => [aProductState], put: write('put product') },
  }),
  'notifications/trigger-rules': makeTriggerRules({
    ...deps,
    rules: { all: async () => [aKeptRule()], put: write('put rule') },
    templateOf: async () => ({ version: 1, purpose: 'payments' }),
  }),
  'notifications/campaigns': makeCampaigns({
    ...deps,
    campaigns: {
      open: async (campaign) => {
        written.push('open campaign');
        drafted = aKnownCampaign({ ...campaign, state: 'draft' });
      },
      read: async () => drafted ?? aPausedCampaign,
      list: async () => [aPausedCampaign],
      move: async () => {
        written.push('move campaign');
        return true;
      },
      setFile: async () => {
        written.push('set file');
        return true;
      },
    },
    countsOf: async () => summed([]),
    templateFacts: async () => ({ version: 1, purpose: 'offers' }),
    readBlock: async () => ({ bytes: Buffer.from('customerId'), size: 10, etag: anUploadedFile().etag }),
    signedUrl: async (_, key) => `https://reports.example/${key}`,
    start: write('start campaign'),
    check: write('check audience'),
    objects: {
      read: async () => JSON.stringify(aDryRun),
      put: write('put object'),
    },
    rehearse: write('dry run'),
  }),
};

/** Of an uploaded audience and paused: it takes every command, or has taken it before. */
const aPausedCampaign = aKnownCampaign({
  state: 'paused',
  definition: aDefinition({ audience: { kind: 'upload', columns: [], file: anUploadedFile() } }),
});
let drafted: typeof aPausedCampaign | undefined;

type Sent = Omit<BadRequest, 'title' | 'refusal'>;

/** The event that the gateway makes of a request. */
function eventOf({ route, method, path, query, headers, body, caller }: Sent): HttpEvent {
  const sent = { ...headers, ...(body !== undefined && { 'content-length': String(body.length) }) };
  return requestEvent(
    {
      requestId: 'request-1',
      method,
      rawPath: route.path,
      rawQueryString: query,
      rawHeaders: Object.entries(sent).flat(),
      protocol: 'HTTP/1.1',
      sourceIp: '127.0.0.1',
      body: body ?? Buffer.alloc(0),
      at: now(),
    },
    {
      accountId: '000000000000',
      apiId: 'api',
      domainName: 'api.example',
      stage: { name: '$default' } as never,
      routeKey: `${route.method} ${route.path}`,
      routeScopes: route.scopes,
      pathParameters: path,
      claims: { sub: caller.subject, scope: caller.scopes.join(' '), auth_time: String(now().getTime() / 1000) },
    },
  ) as HttpEvent;
}

const guarded = routes.filter(({ scopes }) => scopes.length > 0);

beforeEach(() => {
  drafted = undefined;
  written = [];
  logged = [];
});

describe.each(guarded)('$method $path', (route) => {
  const handle = handlers[route.entry] as HttpHandler;
  const requests = badRequests(route);
  const forFunction = requests.filter(({ refusal }) => refusal.by === 'function');

  it('serves the request that the bad ones are made of', async () => {
    expect((await handle(eventOf(goodRequest(route)))).statusCode).toBe(route.response.status);
  });

  it('is tried with everything that it describes', () => {
    const kinds = new Set(requests.map(({ title }) => title.split(':')[0]));
    expect([...kinds].toSorted()).toEqual(
      [
        'method',
        'query',
        ...(route.headers === undefined ? [] : ['header']),
        'token',
        ...(route.request === undefined ? [] : ['body']),
        ...(route.parameters === undefined ? [] : ['path']),
      ].toSorted(),
    );
    if (route.request !== undefined)
      expect(requests.filter(({ title }) => title.startsWith('body')).length).toBeGreaterThan(50);
  });

  it('answers each with what is wrong and where, writes nothing and logs nothing of it', async () => {
    expect(forFunction).not.toHaveLength(0);
    for (const request of forFunction) {
      const { statusCode = 0, headers = {}, body = '' } = await handle(eventOf(request));
      expectRefusal(request, { status: statusCode, contentType: String(headers['content-type']), body });
    }
    expect(written).toEqual([]);
    expect(JSON.stringify(logged)).not.toContain(marker);
    expect(JSON.stringify(logged)).not.toContain(customer);
  });
});
