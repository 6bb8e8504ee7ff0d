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
import { sentMessagesIn } from '../adapters/sent-messages.ts';
import { wishesIn } from '../adapters/wishes.ts';
import { makeUnsubscribe } from './handler.ts';

const env = parseEnv({
  DATABASE_RESOURCE_ARN: required,
  DATABASE_SECRET_ARN: required,
  DATABASE_NAME: required,
  SIGNING_KEYS_ARN: required,
  DOMAIN_STREAM_NAME: required,
});
const database = makeDatabase(new RDSDataClient({}), {
  resourceArn: env.DATABASE_RESOURCE_ARN,
  secretArn: env.DATABASE_SECRET_ARN,
  database: env.DATABASE_NAME,
});
const secrets = new SecretsManagerClient({});
const log = createLog('unsubscribe');

export const handler = makeUnsubscribe({
  keys: signingKeysFrom(
    async () => (await secrets.send(new GetSecretValueCommand({ SecretId: env.SIGNING_KEYS_ARN }))).SecretString,
    systemClock,
    log,
  ),
  find: sentMessagesIn(database),
  unsubscribe: wishesIn(database).unsubscribe,
  publish: makePublisher(kinesisClient(), env.DOMAIN_STREAM_NAME),
  now: systemClock,
  log,
  meter: createMeter('unsubscribe'),
});
