import type { HttpEndpoint } from '../constructs/http-endpoint.ts';
import { endpointOf } from './endpoint.ts';
import type { PaymentWiring } from './payments.ts';
import { qrEndpoints } from './qr-endpoints.ts';

/** What customers, merchants, servers and operators call about money. */
export function paymentEndpoints(wiring: PaymentWiring): HttpEndpoint[] {
  const { lanes, nudges, platform, screening, stage } = wiring;
  const { database, domainEvents } = platform;
  const ledger = [database.forQueries(), nudges.forPuts('NUDGE_STREAM_NAME')];
  return [
    endpointOf(wiring, 'Transfers', {
      entry: 'payments/transfers',
      description: 'Pays, shows and pays back',
      uses: [
        ...ledger,
        database.forPosting(),
        lanes.standard.forPuts('STANDARD_LANE_NAME'),
        lanes.reversal.forPuts('REVERSAL_LANE_NAME'),
        domainEvents.forPuts('DOMAIN_STREAM_NAME'),
        screening.limits.for('SCREENING_LIMITS_TABLE', 'BatchGetItem'),
      ],
      environment: {
        INSTANT_LIMIT_MS: String(stage.payments.instantLimitMs),
        SCREENING_LIMIT_MS: String(stage.screening.limitMs),
      },
      impact: 'Nobody can pay, and nobody can pay back.',
    }),
    endpointOf(wiring, 'Accounts', {
      entry: 'payments/accounts',
      description: 'Opens, shows, lists and freezes accounts',
      uses: [database.forQueries()],
      impact: 'Customers do not see their balance; they can pay.',
    }),
    endpointOf(wiring, 'CashIns', {
      entry: 'payments/cash-ins',
      description: 'Credits what a vendor took for a customer',
      uses: [...ledger, lanes.standard.forPuts('STANDARD_LANE_NAME'), lanes.bulk.forPuts('BULK_LANE_NAME')],
      impact: 'Money that vendors took is not in wallets yet; their servers send it again.',
    }),
    endpointOf(wiring, 'Reviews', {
      entry: 'payments/reviews',
      description: 'Releases or refuses payments that were held for review',
      uses: ledger,
      impact: 'Payments that are held for review wait; after three days their money goes back.',
    }),
    ...qrEndpoints(wiring),
  ];
}
