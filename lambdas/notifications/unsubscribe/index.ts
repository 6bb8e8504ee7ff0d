import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { systemClock } from '../../shared/clock.ts';
import { parseEnv } from '../../shared/env.ts';
import { kinesisClient } from '../../shared/kinesis-client.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { makePublisher } from '../../shared/publish.ts';
import { signingKeysFrom } from '../../shared/signing-keys.ts';
import { tellingPreferences } from '../adapters/preference-outbox.ts';
import { sentMessagesIn } from '../adapters/sent-messages.ts';
import { wishesIn } from '../adapters/wishes.ts';
import { makeUnsubscribe } from './handler.ts';

const env = parseEnv({
  SIGNING_KEYS_ARN: 'text',
  DOMAIN_STREAM_NAME: 'text',
});
const database = openDatabase();
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
  publish: tellingPreferences(makePublisher(kinesisClient(), env.DOMAIN_STREAM_NAME), database),
  now: systemClock,
  log,
  meter: createMeter('unsubscribe'),
});
