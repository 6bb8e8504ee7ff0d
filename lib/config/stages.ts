import { type StageConfig, stageSchema } from './stage.ts';

const dev: StageConfig = {
  region: 'ap-south-1',
  removal: 'destroy',
  database: { minAcu: 0, maxAcu: 2, readers: 0, backupDays: 1, deletionProtection: false },
  retention: {
    streamHours: 24,
    recordAgeMaxHours: 6,
    logDays: 14,
    smsDays: 365,
    parkedDays: 14,
    accessLogDays: 14,
    archiveInstantDays: 30,
    archiveDeepDays: 365,
  },
  consumers: {
    'store-apps': { lagMaxSec: 900, windowSec: 0, parallel: 2, reads: 'shared' },
    'store-sms': { lagMaxSec: 900, windowSec: 1, parallel: 1, reads: 'shared' },
    'app-pool': { lagMaxSec: 900, windowSec: 1, parallel: 1, reads: 'shared' },
    'app-insights': { lagMaxSec: 900, windowSec: 0, parallel: 2, reads: 'shared' },
    'sms-insights': { lagMaxSec: 900, windowSec: 0, parallel: 1, reads: 'shared' },
    'archive-devices': { lagMaxSec: 1800, windowSec: 60, parallel: 1, reads: 'shared' },
    'archive-domain': { lagMaxSec: 1800, windowSec: 60, parallel: 1, reads: 'shared' },
    'lane-reversal': { lagMaxSec: 60, windowSec: 0, parallel: 4, reads: 'shared' },
    'lane-standard': { lagMaxSec: 300, windowSec: 0, parallel: 2, reads: 'shared' },
    'lane-bulk': { lagMaxSec: 3600, windowSec: 1, parallel: 1, reads: 'shared' },
    'plan-payouts': { lagMaxSec: 3600, windowSec: 0, parallel: 1, reads: 'shared' },
    'publish-facts': { lagMaxSec: 120, windowSec: 0, parallel: 1, reads: 'shared' },
    'campaign-requests': { lagMaxSec: 3600, windowSec: 1, parallel: 3, reads: 'shared' },
    'transactional-requests': { lagMaxSec: 60, windowSec: 0, parallel: 2, reads: 'shared' },
    receipts: { lagMaxSec: 900, windowSec: 1, parallel: 2, reads: 'shared' },
    screen: { lagMaxSec: 300, windowSec: 0, parallel: 2, reads: 'shared' },
    follow: { lagMaxSec: 60, windowSec: 0, parallel: 2, reads: 'shared' },
  },
  screening: { limitMs: 150, reviewMaxMinutes: 1440 },
  payments: { instantLimitMs: 2000, bulkOperationsPerCall: 100, bulkOperationsPerSec: 200 },
  notifications: {
    linkHosts: ['www.sangam.example'],
    emailFrom: 'hello@dev.sangam.example',
    smsThrough: 'pinpoint',
    apns: 'APNS_SANDBOX',
    dispatchersMax: 20,
    // The shares of four instances, which a laptop with two cores runs at once, come to 2,500 devices and 1,200 parts a
    // second: as much as it carries and still is quick with what is urgent.
    providerRatePerSec: { push: 12_500, smsParts: 6000, email: 5000 },
  },
  vendors: { callMaxMs: 2000, allowLoopback: true, clients: ['sandbox'], signed: ['sandbox', 'sandbox-polled'] },
  api: { ratePerSec: 500, burst: 1000, latencyMaxMs: 2000 },
  signIn: { callbackUrls: ['sangam-dev://signed-in'], threatProtection: false },
  alarms: {},
  logLevel: 'INFO',
};

const prod: StageConfig = {
  region: 'ap-south-1',
  removal: 'retain',
  database: { minAcu: 1, maxAcu: 32, readers: 1, backupDays: 35, deletionProtection: true },
  retention: {
    streamHours: 168,
    recordAgeMaxHours: 24,
    logDays: 90,
    smsDays: 365,
    parkedDays: 90,
    accessLogDays: 400,
    archiveInstantDays: 30,
    archiveDeepDays: 365,
  },
  consumers: {
    'store-apps': { lagMaxSec: 120, windowSec: 1, parallel: 4, reads: 'dedicated' },
    'store-sms': { lagMaxSec: 120, windowSec: 1, parallel: 4, reads: 'dedicated' },
    'app-pool': { lagMaxSec: 300, windowSec: 5, parallel: 1, reads: 'shared' },
    'app-insights': { lagMaxSec: 120, windowSec: 0, parallel: 4, reads: 'dedicated' },
    'sms-insights': { lagMaxSec: 120, windowSec: 0, parallel: 4, reads: 'dedicated' },
    'archive-devices': { lagMaxSec: 900, windowSec: 300, parallel: 1, reads: 'shared' },
    'archive-domain': { lagMaxSec: 900, windowSec: 300, parallel: 1, reads: 'shared' },
    'lane-reversal': { lagMaxSec: 30, windowSec: 0, parallel: 10, reads: 'shared' },
    'lane-standard': { lagMaxSec: 120, windowSec: 0, parallel: 4, reads: 'shared' },
    'lane-bulk': { lagMaxSec: 3600, windowSec: 5, parallel: 1, reads: 'shared' },
    'plan-payouts': { lagMaxSec: 3600, windowSec: 0, parallel: 4, reads: 'shared' },
    'publish-facts': { lagMaxSec: 60, windowSec: 0, parallel: 1, reads: 'shared' },
    'campaign-requests': { lagMaxSec: 3600, windowSec: 1, parallel: 3, reads: 'shared' },
    'transactional-requests': { lagMaxSec: 30, windowSec: 0, parallel: 7, reads: 'shared' },
    receipts: { lagMaxSec: 300, windowSec: 1, parallel: 4, reads: 'shared' },
    screen: { lagMaxSec: 60, windowSec: 0, parallel: 4, reads: 'dedicated' },
    follow: { lagMaxSec: 30, windowSec: 0, parallel: 10, reads: 'dedicated' },
  },
  screening: { limitMs: 150, reviewMaxMinutes: 240 },
  payments: { instantLimitMs: 1500, bulkOperationsPerCall: 100, bulkOperationsPerSec: 2000 },
  notifications: {
    linkHosts: ['www.sangam.example'],
    emailFrom: 'hello@sangam.example',
    smsThrough: 'end-user-messaging',
    apns: 'APNS',
    dispatchersMax: 40,
    providerRatePerSec: { push: 20_000, smsParts: 500, email: 500 },
  },
  vendors: {
    callMaxMs: 10_000,
    allowLoopback: false,
    clients: ['bank-transfer', 'payout-bank'],
    signed: ['bank-transfer', 'payout-bank'],
  },
  // An account begins with 10,000 requests a second and bursts of 5,000 for all its APIs, and no API may have more.
  api: { ratePerSec: 5000, burst: 5000, latencyMaxMs: 800 },
  domain: { name: 'api.sangam.example', hostedZoneId: 'Z0000000EXAMPLE', hostedZoneName: 'sangam.example' },
  front: {
    originName: 'origin.sangam.example',
    addressRateMax: 2000,
    // 1,000 requests a second. These are addresses of documentation: put those of your servers there.
    partners: [{ name: 'core-platform', ranges: ['203.0.113.0/28', '2001:db8:5a17::/64'], rateMax: 300_000 }],
  },
  signIn: { callbackUrls: ['sangam://signed-in'], threatProtection: true },
  alarms: { email: 'platform-on-call@sangam.example' },
  logLevel: 'INFO',
};

/** All decisions that differ between stages; a construct receives the decision, never the stage's name. */
const stages: Readonly<Record<string, StageConfig>> = { dev, prod };

export const stageNames: readonly string[] = Object.keys(stages);

/** What the deploying person may set without touching the file: an own account, a sandbox region, a pager's address. */
export type StageOverrides = { readonly account?: string; readonly region?: string; readonly pageUrl?: string };

/**
 * The validated configuration of a stage.
 * @throws Error that names the stage and each field that is wrong, or the known stages when the name is not one
 */
export function stageNamed(name: string, { pageUrl, ...overrides }: StageOverrides = {}): StageConfig {
  const stage = Object.hasOwn(stages, name) ? stages[name] : undefined;
  if (stage === undefined) throw new Error(`unknown stage "${name}": choose one of ${stageNames.join(', ')}`);
  const alarms = pageUrl === undefined ? stage.alarms : { ...stage.alarms, pageUrl };
  return validateStage(name, { ...stage, ...withoutUndefined(overrides), alarms });
}

/** @throws Error with one line a field: `stage dev: database.minAcu is above maxAcu` */
export function validateStage(name: string, candidate: unknown): StageConfig {
  const parsed = stageSchema.safeParse(candidate);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `stage ${name}: ${path.join('.')} ${message}`);
  throw new Error(faults.join('\n'));
}

const withoutUndefined = <Values extends object>(values: Values): Partial<Values> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<Values>;
