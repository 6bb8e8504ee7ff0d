import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { systemClock } from '../../shared/clock.ts';
import { parseEnv } from '../../shared/env.ts';
import { kinesisClient } from '../../shared/kinesis-client.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { makePublisher } from '../../shared/publish.ts';
import { signingKeysFrom } from '../../shared/signing-keys.ts';
import { withinMs } from '../../shared/within.ts';
import { sentMessagesIn } from '../adapters/sent-messages.ts';
import { makeRedirect } from './handler.ts';

const env = parseEnv({
  SIGNING_KEYS_ARN: 'text',
  RECEIPT_STREAM_NAME: 'text',
  LINK_HOSTS: 'text',
});
const database = openDatabase();
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
