/** Payments of the API as `payments/transfers` wires them, each part of what they take measured where it is spent. */
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { EventEnvelope } from '../../lambdas/contracts/event.ts';
import { nudgeOn } from '../../lambdas/payments/adapters/nudge.ts';
import { openLedger } from '../../lambdas/payments/adapters/open-ledger.ts';
import { makeScreenPost, type ScreenPost } from '../../lambdas/payments/adapters/screened-post.ts';
import { transfersIn } from '../../lambdas/payments/adapters/transfers-reader.ts';
import { makeTransfers } from '../../lambdas/payments/transfers/handler.ts';
import { judgeFrom } from '../../lambdas/screening/adapters/judge-at-path.ts';
import { type ReadLimits, readLimitsIn } from '../../lambdas/screening/adapters/limits-table.ts';
import { cachedRules, ruleSetsIn } from '../../lambdas/screening/adapters/rule-sets.ts';
import { systemClock } from '../../lambdas/shared/clock.ts';
import { parseEnv } from '../../lambdas/shared/env.ts';
import type { HttpEvent, HttpHandler } from '../../lambdas/shared/http.ts';
import { kinesisClient } from '../../lambdas/shared/kinesis-client.ts';
import { createLog } from '../../lambdas/shared/log.ts';
import { createMeter } from '../../lambdas/shared/metrics.ts';
import { openDatabase } from '../../lambdas/shared/open-database.ts';
import { makePublisher } from '../../lambdas/shared/publish.ts';
import { withinMs } from '../../lambdas/shared/within.ts';
import { coreWaits } from './core-waits.ts';

export type Asked =
  /** A payment, then a bare GetItem. Only one that is `told` of is published and judged at once. */
  | { readonly do: 'pay'; readonly screened: boolean; readonly told: boolean; readonly request: HttpEvent }
  /** Has all that was paid published and judged. */
  | { readonly do: 'nudge' }
  | { readonly do: 'processor-time'; readonly payers: readonly string[] };

/** Milliseconds of one payment; `screening` and what is in it are missing where it was not screened. */
export type Paid = {
  readonly payment: number;
  readonly screening?: number;
  readonly read?: number;
  /** Screening, less what its threads waited for a core meanwhile. */
  readonly withCores?: number;
  readonly bare: number;
};
/** Milliseconds of processor time of one call, the stand-in of DynamoDB included. */
export type ProcessorTime = { readonly screening: number; readonly bare: number };

const env = parseEnv({
  DATABASE_LEDGER_SECRET_ARN: 'text',
  NUDGE_STREAM_NAME: 'text',
  DOMAIN_STREAM_NAME: 'text',
  SCREENING_LIMITS_TABLE: 'text',
  SCREENING_LIMIT_MS: 'count',
  INSTANT_LIMIT_MS: 'count',
});
const database = openDatabase();
const kinesis = kinesisClient();
const log = createLog('transfers');
const meter = createMeter('transfers');
const ledger = openLedger(database, env.DATABASE_LEDGER_SECRET_ARN, log);
const dynamodb = new DynamoDBClient({ maxAttempts: 1 });

const waitedMs = coreWaits();
let took: { screening?: number; read?: number; withCores?: number } = {};

async function timed<Result>(what: 'screening' | 'read', work: () => Promise<Result>): Promise<Result> {
  const startedMs = performance.now();
  const result = await work();
  took[what] = performance.now() - startedMs;
  return result;
}

const readLimits = readLimitsIn(DynamoDBDocumentClient.from(dynamodb), env.SCREENING_LIMITS_TABLE);
const timedRead: ReadLimits = (...key) => timed('read', () => readLimits(...key));

const screenPost = makeScreenPost({
  judgeFor: judgeFrom({
    readLimits: timedRead,
    rules: cachedRules(ruleSetsIn(database).all, systemClock),
    now: systemClock,
    limitMs: env.SCREENING_LIMIT_MS,
    log,
  }),
  isMerchant: async (account) => (await ledger.account(account))?.kind === 'merchant',
  publish: makePublisher(kinesis, env.DOMAIN_STREAM_NAME),
  now: systemClock,
  log,
  meter,
});
const nudge = nudgeOn(makePublisher(kinesis, env.NUDGE_STREAM_NAME), systemClock, log);

const unused = async (_: readonly EventEnvelope[]): Promise<void> => {
  throw new Error('the database was away or slow');
};
async function screenTimed(...asked: Parameters<ScreenPost>): ReturnType<ScreenPost> {
  const beforeMs = waitedMs?.();
  const result = await timed('screening', () => screenPost(...asked));
  if (waitedMs !== undefined) took.withCores = Number(took.screening) - (waitedMs() - Number(beforeMs));
  return result;
}

const payingWith = (screen: ScreenPost, told: boolean): HttpHandler =>
  makeTransfers({
    ...{ post: ledger.post, readTransfer: transfersIn(database), screen, now: systemClock, log, meter },
    screenReversal: async () => undefined,
    ...{ standardLane: unused, reversalLane: unused, within: withinMs(env.INSTANT_LIMIT_MS) },
    nudge: told ? nudge : async () => undefined,
  });
const bothWays = (told: boolean) => ({
  screened: payingWith(screenTimed, told),
  unscreened: payingWith(async (operation) => ({ do: 'post', operation }), told),
});
const ways = { told: bothWays(true), untold: bothWays(false) };

/** The least that any read costs: the same client, one small item, and nothing made of the answer. */
const bareGetItem = () =>
  dynamodb.send(
    new GetItemCommand({
      TableName: env.SCREENING_LIMITS_TABLE,
      Key: { customer: { S: 'nobody' }, currency: { S: 'INR' } },
    }),
  );

async function pay({ screened, told, request }: Extract<Asked, { do: 'pay' }>): Promise<Paid> {
  const handle = ways[told ? 'told' : 'untold'][screened ? 'screened' : 'unscreened'];
  took = {};
  const startedMs = performance.now();
  const { statusCode, body } = await handle(request);
  const paidMs = performance.now();
  if (statusCode !== 201) throw new Error(`a payment was answered ${statusCode}: ${body}`);
  await bareGetItem();
  return { payment: paidMs - startedMs, ...took, bare: performance.now() - paidMs };
}

async function cpuMsOf(call: (n: number) => Promise<unknown>): Promise<number> {
  const times = 400;
  const began = process.cpuUsage();
  for (let n = 0; n < times; n++) await call(n);
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1000 / times;
}

async function processorTime(payers: readonly string[]): Promise<ProcessorTime> {
  const screening = await cpuMsOf((n) =>
    screenPost(
      {
        ...{ op: 'post', caller: 'api', key: `cpu-${n}`, debit: `${payers[n % payers.length]}:INR` },
        ...{ credit: 'shop-1:INR', amount: { minor: 100n, currency: 'INR' } },
      },
      { toSign: '', confirmation: undefined },
    ),
  );
  return { screening, bare: await cpuMsOf(bareGetItem) };
}

export async function handler(asked: Asked): Promise<Paid | ProcessorTime | undefined> {
  if (asked.do === 'pay') return pay(asked);
  if (asked.do === 'processor-time') return processorTime(asked.payers);
  await nudge();
  return undefined;
}
