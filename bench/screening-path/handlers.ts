import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { EventEnvelope } from '../../lambdas/contracts/event.ts';
import { auroraLedger } from '../../lambdas/payments/adapters/aurora-ledger.ts';
import { nudgeOn } from '../../lambdas/payments/adapters/nudge.ts';
import { postAtOnceBy } from '../../lambdas/payments/adapters/post-at-once.ts';
import { makeScreenPost, type ScreenPost } from '../../lambdas/payments/adapters/screened-post.ts';
import { transfersIn } from '../../lambdas/payments/adapters/transfers-reader.ts';
import { makeTransfers } from '../../lambdas/payments/transfers/handler.ts';
import { judgeFrom } from '../../lambdas/screening/adapters/judge-at-path.ts';
import { type ReadLimits, readLimitsIn } from '../../lambdas/screening/adapters/limits-table.ts';
import { cachedRules, ruleSetsIn } from '../../lambdas/screening/adapters/rule-sets.ts';
import { systemClock } from '../../lambdas/shared/clock.ts';
import { type DatabaseConfig, makeDatabase, queryOnce } from '../../lambdas/shared/data-api.ts';
import type { HttpHandler } from '../../lambdas/shared/http.ts';
import type { Log } from '../../lambdas/shared/log.ts';
import type { Meter } from '../../lambdas/shared/metrics.ts';
import { makePublisher } from '../../lambdas/shared/publish.ts';
import { withinMs } from '../../lambdas/shared/within.ts';

/** Of a cloud what the handler needs, in plain values: this module is bundled. */
export type Place = {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Physical id by type and part of the logical id. */
  readonly physical: (type: string, part: string) => string;
  readonly database: DatabaseConfig;
  /** The secret of the login that posts single payments. */
  readonly ledgerSecretArn: string;
  readonly log: Log;
  readonly meter: Meter;
};

/** The handler of payments over a cloud's stores, with screening and without, and a bare read by the same client. */
export function handlersOver({ physical, log, meter, ...place }: Place) {
  const config = { endpoint: place.endpoint, region: place.region, credentials: place.credentials };
  const [dynamodb, kinesis] = [new DynamoDBClient(config), new KinesisClient(config)];
  const rdsData = new RDSDataClient(config);
  const stream = (part: string) => makePublisher(kinesis, physical('AWS::Kinesis::Stream', part));
  const database = makeDatabase(rdsData, place.database);
  const atOnce = queryOnce(rdsData, { ...place.database, secretArn: place.ledgerSecretArn });
  const ledger = auroraLedger(database, postAtOnceBy(atOnce, log));
  const limitsTable = physical('AWS::DynamoDB::Table', 'ScreeningLimits');
  const readLimits = readLimitsIn(DynamoDBDocumentClient.from(dynamodb), limitsTable);
  const readMs: number[] = [];
  const timedRead: ReadLimits = async (...key) => {
    const startedMs = performance.now();
    const known = await readLimits(...key);
    readMs.push(performance.now() - startedMs);
    return known;
  };
  const screened = makeScreenPost({
    judgeFor: judgeFrom({
      readLimits: timedRead,
      rules: cachedRules(ruleSetsIn(database).all, systemClock),
      now: systemClock,
      limitMs: 150,
      log,
    }),
    isMerchant: async (account) => (await ledger.account(account))?.kind === 'merchant',
    publish: stream('DomainEvents'),
    now: systemClock,
    log,
    meter,
  });
  const nudge = nudgeOn(stream('Nudges'), systemClock, log);
  const screeningMs: number[] = [];
  const timedScreen: ScreenPost = async (post, asked) => {
    const startedMs = performance.now();
    const result = await screened(post, asked);
    screeningMs.push(performance.now() - startedMs);
    return result;
  };
  const unused = async (_: readonly EventEnvelope[]): Promise<void> => {
    throw new Error('the database was away or slow');
  };
  const handlerWith = (screen: ScreenPost): HttpHandler =>
    makeTransfers({
      ...{ post: ledger.post, readTransfer: transfersIn(database), screen, now: systemClock },
      // What was posted is published and judged before the clock starts, or it would be measured too.
      nudge: async () => undefined,
      ...{ standardLane: unused, reversalLane: unused, within: withinMs(5000), log, meter },
    });
  return {
    nudge,
    screened,
    screeningMs,
    readMs,
    /** The least that any read costs: the same client, one small item, and nothing made of the answer. */
    bareGetItem: () =>
      dynamodb.send(
        new GetItemCommand({
          TableName: limitsTable,
          Key: { customer: { S: 'nobody' }, currency: { S: 'INR' } },
        }),
      ),
    with: handlerWith(timedScreen),
    without: handlerWith(async (operation) => ({ do: 'post', operation })),
    close: () => {
      for (const client of [dynamodb, kinesis, rdsData]) client.destroy();
    },
  };
}
