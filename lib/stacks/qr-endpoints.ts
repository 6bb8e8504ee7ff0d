import type { HttpEndpoint } from '../constructs/http-endpoint.ts';
import { SigningKeys } from '../constructs/signing-keys.ts';
import { endpointOf } from './endpoint.ts';
import type { PaymentWiring } from './payments.ts';

/** Codes that merchants show and customers scan, and the keys that they are signed with. */
export function qrEndpoints(wiring: PaymentWiring): HttpEndpoint[] {
  const { stack, nudges, platform, screening, stage } = wiring;
  const { database, domainEvents } = platform;
  const keys = new SigningKeys(stack, 'QrKeys', {
    description: 'Keys that sign QR codes; a code is tampered once its key is gone',
    key: platform.dataKey,
    removal: platform.settings.removal,
  });
  return [
    endpointOf(wiring, 'Qr', {
      entry: 'payments/qr',
      description: 'Makes, shows and cancels the codes of merchants',
      uses: [database.forQueries(), keys.forReading()],
      impact: 'Merchants cannot make codes; those they have can be paid.',
    }),
    endpointOf(wiring, 'QrPay', {
      entry: 'payments/qr-pay',
      description: 'Tells what a scanned code says, and pays it',
      uses: [
        database.forQueries(),
        database.forPosting(),
        keys.forReading(),
        nudges.forPuts('NUDGE_STREAM_NAME'),
        domainEvents.forPuts('DOMAIN_STREAM_NAME'),
        screening.limits.for('SCREENING_LIMITS_TABLE', 'BatchGetItem'),
      ],
      environment: { SCREENING_LIMIT_MS: String(stage.screening.limitMs) },
      impact: 'Nobody can pay by scanning a code.',
    }),
  ];
}
