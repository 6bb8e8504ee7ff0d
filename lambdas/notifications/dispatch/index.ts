import { randomUUID } from 'node:crypto';
import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { z } from 'zod';
import { sleep } from '../../shared/backoff.ts';
import { systemClock } from '../../shared/clock.ts';
import { makeDatabase } from '../../shared/data-api.ts';
import { parseEnv, required } from '../../shared/env.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
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
  DATABASE_RESOURCE_ARN: required,
  DATABASE_SECRET_ARN: required,
  DATABASE_NAME: required,
  SIGNING_KEYS_ARN: required,
  LINK_BASE: required,
  PATIENCE_MS: z.coerce.number().int().positive(),
  PARKED_BUCKET: required,
  ...channelVariables,
});
const database = makeDatabase(new RDSDataClient({}), {
  resourceArn: env.DATABASE_RESOURCE_ARN,
  secretArn: env.DATABASE_SECRET_ARN,
  database: env.DATABASE_NAME,
});
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
