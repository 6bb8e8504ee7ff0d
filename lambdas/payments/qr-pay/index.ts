import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { openJudge } from '../../screening/adapters/open-judge.ts';
import { systemClock } from '../../shared/clock.ts';
import { parseEnv } from '../../shared/env.ts';
import { kinesisClient } from '../../shared/kinesis-client.ts';
import { createLog } from '../../shared/log.ts';
import { createMeter } from '../../shared/metrics.ts';
import { openDatabase } from '../../shared/open-database.ts';
import { makePublisher } from '../../shared/publish.ts';
import { signingKeysFrom } from '../../shared/signing-keys.ts';
import { nudgeOn } from '../adapters/nudge.ts';
import { openLedger } from '../adapters/open-ledger.ts';
import { qrRequestsIn } from '../adapters/qr-requests.ts';
import { makeScreenPost } from '../adapters/screened-post.ts';
import { transfersIn } from '../adapters/transfers-reader.ts';
import { makeQrPay } from './handler.ts';

const env = parseEnv({
  DATABASE_LEDGER_SECRET_ARN: 'text',
  SIGNING_KEYS_ARN: 'text',
  NUDGE_STREAM_NAME: 'text',
  DOMAIN_STREAM_NAME: 'text',
  SCREENING_LIMITS_TABLE: 'text',
  SCREENING_LIMIT_MS: 'count',
});
const database = openDatabase();
const secrets = new SecretsManagerClient({});
const log = createLog('qr-pay');
const meter = createMeter('qr-pay');
const { account, post } = openLedger(database, env.DATABASE_LEDGER_SECRET_ARN, log);
const kinesis = kinesisClient();

export const handler = makeQrPay({
  account,
  post,
  requests: qrRequestsIn(database),
  readTransfer: transfersIn(database),
  screen: makeScreenPost({
    judgeFor: openJudge(env, database, log),
    // Known from the code: nobody else is paid by one.
    isMerchant: async () => true,
    publish: makePublisher(kinesis, env.DOMAIN_STREAM_NAME),
    now: systemClock,
    log,
    meter,
  }),
  keys: signingKeysFrom(
    async () => (await secrets.send(new GetSecretValueCommand({ SecretId: env.SIGNING_KEYS_ARN }))).SecretString,
    systemClock,
    log,
  ),
  nudge: nudgeOn(makePublisher(kinesis, env.NUDGE_STREAM_NAME), systemClock, log),
  log,
  meter,
});
