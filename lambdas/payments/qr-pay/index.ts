import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { judgeFrom } from '../../screening/adapters/judge-at-path.ts';
import { readLimitsIn } from '../../screening/adapters/limits-table.ts';
import { cachedRules, ruleSetsIn } from '../../screening/adapters/rule-sets.ts';
import { systemClock } from '../../shared/clock.ts';
import { makeDatabase } from '../../shared/data-api.ts';
import { parseEnv, required } from '../../shared/env.ts';
import { kinesisClient } from '../../shared/kinesis-client.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { makePublisher } from '../../shared/publish.ts';
import { signingKeysFrom } from '../../shared/signing-keys.ts';
import { auroraLedger } from '../adapters/aurora-ledger.ts';
import { nudgeOn } from '../adapters/nudge.ts';
import { qrRequestsIn } from '../adapters/qr-requests.ts';
import { makeScreenPost } from '../adapters/screened-post.ts';
import { transfersIn } from '../adapters/transfers-reader.ts';
import { makeQrPay } from './handler.ts';

const env = parseEnv({
  DATABASE_RESOURCE_ARN: required,
  DATABASE_SECRET_ARN: required,
  DATABASE_NAME: required,
  SIGNING_KEYS_ARN: required,
  NUDGE_STREAM_NAME: required,
  DOMAIN_STREAM_NAME: required,
  SCREENING_LIMITS_TABLE: required,
  SCREENING_LIMIT_MS: z.coerce.number().int().positive(),
});
const database = makeDatabase(new RDSDataClient({}), {
  resourceArn: env.DATABASE_RESOURCE_ARN,
  secretArn: env.DATABASE_SECRET_ARN,
  database: env.DATABASE_NAME,
});
const secrets = new SecretsManagerClient({});
const log = createLog('qr-pay');
const { account, post } = auroraLedger(database);
const kinesis = kinesisClient();
// What is late is given up; trying again would only come later still.
const documents = DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 1 }));

export const handler = makeQrPay({
  account,
  post,
  requests: qrRequestsIn(database),
  readTransfer: transfersIn(database),
  screen: makeScreenPost({
    judgeFor: judgeFrom({
      readLimits: readLimitsIn(documents, env.SCREENING_LIMITS_TABLE),
      rules: cachedRules(ruleSetsIn(database).all, systemClock),
      now: systemClock,
      limitMs: env.SCREENING_LIMIT_MS,
      log,
    }),
    // Known from the code: nobody else is paid by one.
    isMerchant: async () => true,
    publish: makePublisher(kinesis, env.DOMAIN_STREAM_NAME),
    now: systemClock,
  }),
  keys: signingKeysFrom(
    async () => (await secrets.send(new GetSecretValueCommand({ SecretId: env.SIGNING_KEYS_ARN }))).SecretString,
    systemClock,
    log,
  ),
  nudge: nudgeOn(makePublisher(kinesis, env.NUDGE_STREAM_NAME), systemClock, log),
  log,
  meter: createMeter('qr-pay'),
});
