import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { systemClock } from '../../shared/clock.ts';
import { makeDatabase } from '../../shared/data-api.ts';
import { parseEnv, required } from '../../shared/env.ts';
import { kinesisClient } from '../../shared/kinesis-client.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { makePublisher } from '../../shared/publish.ts';
import { auroraLedger } from '../adapters/aurora-ledger.ts';
import { nudgeOn } from '../adapters/nudge.ts';
import { qrRequestsIn } from '../adapters/qr-requests.ts';
import { signingKeysFrom } from '../adapters/signing-keys.ts';
import { makeQrPay } from './handler.ts';

const env = parseEnv({
  DATABASE_RESOURCE_ARN: required,
  DATABASE_SECRET_ARN: required,
  DATABASE_NAME: required,
  SIGNING_KEYS_ARN: required,
  NUDGE_STREAM_NAME: required,
});
const database = makeDatabase(new RDSDataClient({}), {
  resourceArn: env.DATABASE_RESOURCE_ARN,
  secretArn: env.DATABASE_SECRET_ARN,
  database: env.DATABASE_NAME,
});
const secrets = new SecretsManagerClient({});
const log = createLog('qr-pay');
const { account, post } = auroraLedger(database);

export const handler = makeQrPay({
  account,
  post,
  requests: qrRequestsIn(database),
  keys: signingKeysFrom(
    async () => (await secrets.send(new GetSecretValueCommand({ SecretId: env.SIGNING_KEYS_ARN }))).SecretString,
    systemClock,
    log,
  ),
  nudge: nudgeOn(makePublisher(kinesisClient(), env.NUDGE_STREAM_NAME), systemClock, log),
  log,
  meter: createMeter('qr-pay'),
});
