import { Duration } from 'aws-cdk-lib';
import { ownMetric } from '../constructs/alarms.ts';
import { DurableFunction } from '../constructs/durable-function.ts';
import type { HttpEndpoint } from '../constructs/http-endpoint.ts';
import { ScheduledFunction } from '../constructs/scheduled-function.ts';
import { VendorKeys } from '../constructs/vendor-keys.ts';
import { endpointOf } from './endpoint.ts';
import type { PaymentWiring } from './payments.ts';

/** Payments that a vendor has to confirm: what takes them from hold to delivery or back, and what is called about them. */
export function orders(wiring: PaymentWiring): {
  readonly endpoints: readonly HttpEndpoint[];
  readonly schedules: readonly ScheduledFunction[];
} {
  const { stack, platform, screening, stage } = wiring;
  const { database, domainEvents } = platform;
  const keys = new VendorKeys(stack, 'VendorKeys', {
    vendors: stage.vendors.signed,
    key: platform.dataKey,
    removal: platform.settings.removal,
  });
  const saga = orderSaga(wiring, keys);
  platform.settings.alarms.raise({
    id: 'VendorAnswersRefused',
    metric: ownMetric('vendor-callbacks', 'SignaturesRefused', Duration.minutes(5)),
    threshold: 5,
    periods: 1,
    impact: 'Answers of a vendor are turned away: what was ordered of it times out and is undone.',
    runbook: 'payments#answers-of-a-vendor-are-turned-away',
  });
  const endpoints = [
    endpointOf(wiring, 'Orders', {
      entry: 'payments/orders',
      description: 'Places, shows and lists orders and cash-outs',
      uses: [
        database.forQueries(),
        saga.forStarts('ORDER_SAGA_ARN'),
        domainEvents.forPuts('DOMAIN_STREAM_NAME'),
        screening.limits.for('SCREENING_LIMITS_TABLE', 'BatchGetItem'),
      ],
      environment: { SCREENING_LIMIT_MS: String(stage.screening.limitMs) },
      impact: 'Customers cannot order, nor take money out.',
    }),
    endpointOf(wiring, 'VendorCallbacks', {
      entry: 'payments/vendor-callbacks',
      description: 'Takes what vendors say of orders',
      uses: [database.forQueries(), saga.forStarts('ORDER_SAGA_ARN'), saga.forAnswers(), keys.forReading()],
      impact: 'Vendors cannot confirm orders; those time out and are undone.',
    }),
    endpointOf(wiring, 'Vendors', {
      entry: 'payments/vendors',
      description: 'Shows and changes vendors',
      uses: [database.forQueries()],
      environment: {
        VENDORS_MAY_BE_LOOPBACK: String(stage.vendors.allowLoopback),
        VENDORS_WITH_KEYS: stage.vendors.signed.join(),
      },
      impact: 'Operators cannot change vendors; orders go on.',
    }),
  ];
  return { endpoints, schedules: [resumeOrders(wiring, saga)] };
}

function resumeOrders({ stack, platform }: PaymentWiring, saga: DurableFunction): ScheduledFunction {
  const { database, domainEvents, parked, settings } = platform;
  const impact =
    'Orders that nobody carries to their end stay as they are, and what is captured for them is not paid back.';
  settings.alarms.raise({
    id: 'OrdersResumed',
    metric: ownMetric('resume-orders', 'OrdersResumed', Duration.minutes(5)),
    threshold: 1,
    periods: 1,
    impact: 'An order was neither delivered nor paid back for a week; it is being brought to its end now.',
    runbook: 'payments#an-execution-is-given-up',
  });
  settings.alarms.raise({
    id: 'OrdersToldLate',
    metric: ownMetric('resume-orders', 'OrdersToldLate', Duration.minutes(5)),
    threshold: 1,
    periods: 1,
    impact: 'Customers and merchants heard of the end of an order up to twenty minutes late.',
    runbook: 'payments#ends-of-orders-are-told-late',
  });
  settings.alarms.raise({
    id: 'OrderEndsParked',
    metric: ownMetric('resume-orders', 'OrderEndsParked', Duration.minutes(5)),
    threshold: 1,
    periods: 1,
    impact: 'An order has ended and nobody is told: neither its customer nor whoever must put right one that is stuck.',
    runbook: 'payments#an-end-of-an-order-cannot-be-told',
  });
  return new ScheduledFunction(stack, 'ResumeOrders', {
    settings,
    parked,
    entry: 'payments/resume-orders',
    description:
      'Begins orders that were kept and never begun, ends those whose execution is gone, tells ends that nobody told',
    uses: [database.forQueries(), saga.forStarts('ORDER_SAGA_ARN'), domainEvents.forPuts('DOMAIN_STREAM_NAME')],
    memoryMb: 256,
    timeout: Duration.minutes(2),
    every: Duration.minutes(10),
    instancesMax: 1,
    impact,
  });
}

function orderSaga(wiring: PaymentWiring, keys: VendorKeys): DurableFunction {
  const { stack, platform, stage, lanes, nudges } = wiring;
  const { database, domainEvents, settings } = platform;
  const impact = 'Customers paid for something that is neither delivered nor paid back yet.';
  settings.alarms.raise({
    id: 'OrdersStuck',
    metric: ownMetric('order-saga', 'OrdersStuck', Duration.minutes(5)),
    threshold: 1,
    periods: 1,
    impact,
    runbook: 'payments#an-order-is-stuck',
  });
  return new DurableFunction(stack, 'OrderSaga', {
    settings,
    key: platform.dataKey,
    entry: 'payments/order-saga',
    description: 'Takes orders from hold to delivery, or back',
    uses: [
      database.forQueries(),
      keys.forReading(),
      lanes.reversal.forPuts('REVERSAL_LANE_NAME'),
      nudges.forPuts('NUDGE_STREAM_NAME'),
      domainEvents.forPuts('DOMAIN_STREAM_NAME'),
    ],
    environment: { VENDOR_LIMIT_MS: String(stage.vendors.callMaxMs) },
    memoryMb: 512,
    timeout: Duration.minutes(2),
    // A vendor may take a day, the reversal lane another, and each is waited for with all patience.
    executionTimeout: Duration.days(7),
    retention: Duration.days(14),
    impact,
  });
}
