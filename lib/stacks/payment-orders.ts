import { Duration } from 'aws-cdk-lib';
import { ownMetric } from '../constructs/alarms.ts';
import { DurableFunction } from '../constructs/durable-function.ts';
import type { HttpEndpoint } from '../constructs/http-endpoint.ts';
import { databaseVariables } from './device-endpoints.ts';
import { endpointOf } from './endpoint.ts';
import type { PaymentWiring } from './payments.ts';

/** Payments that a vendor has to confirm: what takes them from hold to delivery or back, and what is called about them. */
export function orders(wiring: PaymentWiring): HttpEndpoint[] {
  const saga = orderSaga(wiring);
  return [placed(wiring, saga), answers(wiring, saga), vendors(wiring)];
}

function orderSaga({ stack, platform, stage, lanes, nudges }: PaymentWiring): DurableFunction {
  const { database, domainEvents, parked, settings } = platform;
  const impact = 'Customers paid for something that is neither delivered nor paid back yet.';
  const saga = new DurableFunction(stack, 'OrderSaga', {
    settings,
    parked,
    entry: 'payments/order-saga',
    description: 'Takes orders from hold to delivery, or back',
    environment: {
      ...databaseVariables(database),
      REVERSAL_LANE_NAME: lanes.reversal.stream.streamName,
      NUDGE_STREAM_NAME: nudges.stream.streamName,
      DOMAIN_STREAM_NAME: domainEvents.stream.streamName,
      VENDOR_LIMIT_MS: String(stage.vendors.callMaxMs),
    },
    memoryMb: 512,
    timeout: Duration.minutes(2),
    // A vendor may take a day, the reversal lane another, and each is waited for with all patience.
    executionTimeout: Duration.days(7),
    retention: Duration.days(14),
    impact,
  });
  const { function: handler } = saga.handler;
  database.grantQueries(handler);
  for (const stream of [lanes.reversal, nudges, domainEvents]) stream.grantPut(handler);
  settings.alarms.raise({
    id: 'OrdersStuck',
    metric: ownMetric('order-saga', 'OrdersStuck', Duration.minutes(5)),
    threshold: 1,
    periods: 1,
    impact,
    runbook: 'payments#an-order-is-stuck',
  });
  return saga;
}

function placed(wiring: PaymentWiring, saga: DurableFunction): HttpEndpoint {
  const { platform, screening, stage } = wiring;
  const { database, domainEvents } = platform;
  const endpoint = endpointOf(wiring, 'Orders', {
    entry: 'payments/orders',
    description: 'Places and shows orders and cash-outs',
    environment: {
      ...databaseVariables(database),
      ORDER_SAGA_ARN: saga.live.functionArn,
      DOMAIN_STREAM_NAME: domainEvents.stream.streamName,
      SCREENING_LIMITS_TABLE: screening.limits.table.tableName,
      SCREENING_LIMIT_MS: String(stage.screening.limitMs),
    },
    impact: 'Customers cannot order, nor take money out.',
  });
  database.grantQueries(endpoint.handler.function);
  screening.limits.grant(endpoint.handler.function, 'BatchGetItem');
  domainEvents.grantPut(endpoint.handler.function);
  saga.grantStart(endpoint.handler.function);
  return endpoint;
}

function answers(wiring: PaymentWiring, saga: DurableFunction): HttpEndpoint {
  const { database } = wiring.platform;
  const endpoint = endpointOf(wiring, 'VendorCallbacks', {
    entry: 'payments/vendor-callbacks',
    description: 'Takes what vendors say of orders',
    environment: { ...databaseVariables(database), ORDER_SAGA_ARN: saga.live.functionArn },
    impact: 'Vendors cannot confirm orders; those time out and are undone.',
  });
  database.grantQueries(endpoint.handler.function);
  saga.grantStart(endpoint.handler.function);
  saga.grantAnswer(endpoint.handler.function);
  return endpoint;
}

function vendors(wiring: PaymentWiring): HttpEndpoint {
  const { database } = wiring.platform;
  const endpoint = endpointOf(wiring, 'Vendors', {
    entry: 'payments/vendors',
    description: 'Shows and changes vendors',
    environment: {
      ...databaseVariables(database),
      VENDORS_MAY_BE_LOOPBACK: String(wiring.stage.vendors.allowLoopback),
    },
    impact: 'Operators cannot change vendors; orders go on.',
  });
  database.grantQueries(endpoint.handler.function);
  return endpoint;
}
