import type { HttpEndpoint } from '../constructs/http-endpoint.ts';
import { databaseVariables } from './device-endpoints.ts';
import { endpointOf } from './endpoint.ts';
import type { PaymentWiring } from './payments.ts';
import { qrEndpoints } from './qr-endpoints.ts';

/** What customers, merchants, servers and operators call about money. */
export const paymentEndpoints = (wiring: PaymentWiring): HttpEndpoint[] => [
  transfers(wiring),
  accounts(wiring),
  cashIns(wiring),
  reviews(wiring),
  ...qrEndpoints(wiring),
];

function transfers(wiring: PaymentWiring): HttpEndpoint {
  const { lanes, nudges, platform, screening, stage } = wiring;
  const endpoint = endpointOf(wiring, 'Transfers', {
    entry: 'payments/transfers',
    description: 'Pays, shows and pays back',
    environment: {
      ...databaseVariables(platform.database),
      STANDARD_LANE_NAME: lanes.standard.stream.streamName,
      REVERSAL_LANE_NAME: lanes.reversal.stream.streamName,
      NUDGE_STREAM_NAME: nudges.stream.streamName,
      INSTANT_LIMIT_MS: String(stage.payments.instantLimitMs),
      DOMAIN_STREAM_NAME: platform.domainEvents.stream.streamName,
      SCREENING_LIMITS_TABLE: screening.limits.table.tableName,
      SCREENING_LIMIT_MS: String(stage.screening.limitMs),
    },
    impact: 'Nobody can pay, and nobody can pay back.',
  });
  platform.database.grantQueries(endpoint.handler.function);
  screening.limits.grant(endpoint.handler.function, 'BatchGetItem');
  for (const stream of [lanes.standard, lanes.reversal, nudges, platform.domainEvents])
    stream.grantPut(endpoint.handler.function);
  return endpoint;
}

function accounts(wiring: PaymentWiring): HttpEndpoint {
  const { database } = wiring.platform;
  const endpoint = endpointOf(wiring, 'Accounts', {
    entry: 'payments/accounts',
    description: 'Opens, shows, lists and freezes accounts',
    environment: databaseVariables(database),
    impact: 'Customers do not see their balance; they can pay.',
  });
  database.grantQueries(endpoint.handler.function);
  return endpoint;
}

function reviews(wiring: PaymentWiring): HttpEndpoint {
  const { nudges, platform } = wiring;
  const endpoint = endpointOf(wiring, 'Reviews', {
    entry: 'payments/reviews',
    description: 'Releases or refuses payments that were held for review',
    environment: { ...databaseVariables(platform.database), NUDGE_STREAM_NAME: nudges.stream.streamName },
    impact: 'Payments that are held for review wait; after three days their money goes back.',
  });
  platform.database.grantQueries(endpoint.handler.function);
  nudges.grantPut(endpoint.handler.function);
  return endpoint;
}

function cashIns(wiring: PaymentWiring): HttpEndpoint {
  const { nudges, platform } = wiring;
  const endpoint = endpointOf(wiring, 'CashIns', {
    entry: 'payments/cash-ins',
    description: 'Credits what a vendor took for a customer',
    environment: { ...databaseVariables(platform.database), NUDGE_STREAM_NAME: nudges.stream.streamName },
    impact: 'Money that vendors took is not in wallets yet; their servers send it again.',
  });
  platform.database.grantQueries(endpoint.handler.function);
  nudges.grantPut(endpoint.handler.function);
  return endpoint;
}
