import type { HttpEndpoint } from '../constructs/http-endpoint.ts';
import { SigningKeys } from '../constructs/signing-keys.ts';
import { databaseVariables } from './device-endpoints.ts';
import { endpointOf } from './endpoint.ts';
import type { PaymentWiring } from './payments.ts';

/** Codes that merchants show and customers scan, and the keys that they are signed with. */
export function qrEndpoints(wiring: PaymentWiring): HttpEndpoint[] {
  const { stack, platform } = wiring;
  const keys = new SigningKeys(stack, 'QrKeys', {
    description: 'Keys that sign QR codes; a code is tampered once its key is gone',
    key: platform.dataKey,
    removal: platform.settings.removal,
  });
  return [qr(wiring, keys), qrPay(wiring, keys)];
}

function qr(wiring: PaymentWiring, keys: SigningKeys): HttpEndpoint {
  const { database } = wiring.platform;
  const endpoint = endpointOf(wiring, 'Qr', {
    entry: 'payments/qr',
    description: 'Makes, shows and cancels the codes of merchants',
    environment: { ...databaseVariables(database), SIGNING_KEYS_ARN: keys.secret.secretArn },
    impact: 'Merchants cannot make codes; those they have can be paid.',
  });
  database.grantQueries(endpoint.handler.function);
  keys.grantRead(endpoint.handler.function);
  return endpoint;
}

function qrPay(wiring: PaymentWiring, keys: SigningKeys): HttpEndpoint {
  const { nudges, platform, screening, stage } = wiring;
  const endpoint = endpointOf(wiring, 'QrPay', {
    entry: 'payments/qr-pay',
    description: 'Tells what a scanned code says, and pays it',
    environment: {
      ...databaseVariables(platform.database),
      SIGNING_KEYS_ARN: keys.secret.secretArn,
      NUDGE_STREAM_NAME: nudges.stream.streamName,
      DOMAIN_STREAM_NAME: platform.domainEvents.stream.streamName,
      SCREENING_LIMITS_TABLE: screening.limits.table.tableName,
      SCREENING_LIMIT_MS: String(stage.screening.limitMs),
    },
    impact: 'Nobody can pay by scanning a code.',
  });
  platform.database.grantQueries(endpoint.handler.function);
  keys.grantRead(endpoint.handler.function);
  screening.limits.grant(endpoint.handler.function, 'BatchGetItem');
  for (const stream of [nudges, platform.domainEvents]) stream.grantPut(endpoint.handler.function);
  return endpoint;
}
