import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { systemClock } from '../../shared/clock.ts';
import { makeDatabase } from '../../shared/data-api.ts';
import { parseEnv, required } from '../../shared/env.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { signingKeysFrom } from '../../shared/signing-keys.ts';
import { auroraLedger } from '../adapters/aurora-ledger.ts';
import { qrRequestsIn } from '../adapters/qr-requests.ts';
import { makeQr } from './handler.ts';

const env = parseEnv({
  DATABASE_RESOURCE_ARN: required,
  DATABASE_SECRET_ARN: required,
  DATABASE_NAME: required,
  SIGNING_KEYS_ARN: required,
});
const database = makeDatabase(new RDSDataClient({}), {
  resourceArn: env.DATABASE_RESOURCE_ARN,
  secretArn: env.DATABASE_SECRET_ARN,
  database: env.DATABASE_NAME,
});
const secrets = new SecretsManagerClient({});
const log = createLog('qr');

export const handler = makeQr({
  account: auroraLedger(database).account,
  requests: qrRequestsIn(database),
  keys: signingKeysFrom(
    async () => (await secrets.send(new GetSecretValueCommand({ SecretId: env.SIGNING_KEYS_ARN }))).SecretString,
    systemClock,
    log,
  ),
  log,
  meter: createMeter('qr'),
});
