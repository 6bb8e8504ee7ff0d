import { randomUUID } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { sleep } from '../../shared/backoff.ts';
import { systemClock } from '../../shared/clock.ts';
import { parseEnv } from '../../shared/env.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { parkInS3 } from '../../shared/park.ts';
import { signingKeysFrom } from '../../shared/signing-keys.ts';
import { channelClients } from '../adapters/channels/clients.ts';
import { channelVariables, makeSenders } from '../adapters/channels/make-senders.ts';
import { compiledTemplates } from '../adapters/compiled-templates.ts';
import { customersIn } from '../adapters/customers-reader.ts';
import { dispatchStoreIn } from '../adapters/dispatch-store.ts';
import { campaignsToSendIn, definitionsIn, rulesIn } from '../adapters/sending-rules.ts';
import { makeDispatch } from './handler.ts';

const env = parseEnv({
  SIGNING_KEYS_ARN: 'text',
  LINK_BASE: 'text',
  PATIENCE_MS: 'count',
  PARKED_BUCKET: 'text',
  ...channelVariables,
});
const database = openDatabase();
const secrets = new SecretsManagerClient({});
const log = createLog('dispatch');
const meter = createMeter('dispatch');

export const handler = makeDispatch({
  rules: rulesIn(database, systemClock),
  campaign: campaignsToSendIn(database),
  template: compiledTemplates(definitionsIn(database)),
  customers: customersIn(database),
  store: dispatchStoreIn(database),
  keys: signingKeysFrom(
    async () => (await secrets.send(new GetSecretValueCommand({ SecretId: env.SIGNING_KEYS_ARN }))).SecretString,
    systemClock,
    log,
  ),
  linkBase: env.LINK_BASE,
  patienceMs: env.PATIENCE_MS,
  senders: makeSenders(env, channelClients(), { log, meter }),
  now: systemClock,
  nowMs: () => performance.now(),
  sleep,
  newId: randomUUID,
  park: parkInS3(new S3Client({}), env.PARKED_BUCKET, 'dispatch'),
  log,
  meter,
});
