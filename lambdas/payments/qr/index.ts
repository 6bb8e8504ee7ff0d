import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { systemClock } from '../../shared/clock.ts';
import { parseEnv } from '../../shared/env.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { signingKeysFrom } from '../../shared/signing-keys.ts';
import { auroraLedger } from '../adapters/aurora-ledger.ts';
import { qrRequestsIn } from '../adapters/qr-requests.ts';
import { makeQr } from './handler.ts';

const env = parseEnv({
  SIGNING_KEYS_ARN: 'text',
});
const database = openDatabase();
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
