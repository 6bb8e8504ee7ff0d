import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { systemClock } from '../../shared/clock.ts';
import { makeDatabase } from '../../shared/data-api.ts';
import { parseEnv, required } from '../../shared/env.ts';
import { kinesisClient } from '../../shared/kinesis-client.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { makePublisher } from '../../shared/publish.ts';
import { signingKeysFrom } from '../../shared/signing-keys.ts';
import { withinMs } from '../../shared/within.ts';
import { sentMessagesIn } from '../adapters/sent-messages.ts';
import { makeRedirect } from './handler.ts';

const env = parseEnv({
  DATABASE_RESOURCE_ARN: required,
  DATABASE_SECRET_ARN: required,
  DATABASE_NAME: required,
  SIGNING_KEYS_ARN: required,
  RECEIPT_STREAM_NAME: required,
  LINK_HOSTS: required,
});
const database = makeDatabase(new RDSDataClient({}), {
  resourceArn: env.DATABASE_RESOURCE_ARN,
  secretArn: env.DATABASE_SECRET_ARN,
  database: env.DATABASE_NAME,
});
const secrets = new SecretsManagerClient({});
const log = createLog('redirect');

export const handler = makeRedirect({
  keys: signingKeysFrom(
    async () => (await secrets.send(new GetSecretValueCommand({ SecretId: env.SIGNING_KEYS_ARN }))).SecretString,
    systemClock,
    log,
  ),
  find: sentMessagesIn(database),
  hosts: new Set(env.LINK_HOSTS.split(',')),
  tell: makePublisher(kinesisClient(), env.RECEIPT_STREAM_NAME),
  within: withinMs(1000),
  now: systemClock,
  log,
  meter: createMeter('redirect'),
});
