import type { KnownVendor } from '../../../../lambdas/payments/domain/vendor.ts';
import { makeVendors } from '../../../../lambdas/payments/vendors/handler.ts';
import { keepingLog, silentLog, silentMeter } from '../../../support/fakes.ts';
import { httpEvent, jsonOf, problemOf } from '../../../support/http.ts';
import { aKnownVendor } from '../../../support/orders.ts';

const wanted = {
  lane: 'standard',
  currency: 'INR',
  min: '100',
  max: '10000000',
  fee: { minor: '500', basisPoints: 150 },
  timeoutSec: 3600,
  enabled: true,
};

async function put(changes: object, mayBeLoopback = false, vendorId = 'bill-payments') {
  const kept: KnownVendor[] = [];
  const log = keepingLog();
  const handler = makeVendors({
    vendors: { all: async () => [], put: async (vendor) => void kept.push(vendor) },
    withKeys: new Set(['bill-payments']),
    mayBeLoopback,
    log,
    meter: silentMeter,
  });
  const answer = await handler(
    httpEvent({
      route: 'PUT /v1/vendors/{vendorId}',
      path: { vendorId },
      body: { ...wanted, ...changes },
      subject: 'operations',
      scope: 'ops/write',
    }),
  );
  return { answer, kept, told: log.told };
}

it('keeps what it is told and answers with it', async () => {
  const { answer, kept } = await put({ endpoint: 'https://bills.example/sangam', answers: 'poll', client: 'client-1' });
  expect(kept).toEqual([
    {
      id: 'bill-payments',
      lane: 'standard',
      currency: 'INR',
      minMinor: 100n,
      maxMinor: 10_000_000n,
      feeMinor: 500n,
      feeBasisPoints: 150,
      timeoutSec: 3600,
      enabled: true,
      endpoint: 'https://bills.example/sangam',
      answers: 'poll',
      client: 'client-1',
    },
  ]);
  expect(jsonOf(answer)).toMatchObject({ vendorId: 'bill-payments', ...wanted, answers: 'poll' });
});

it('sends orders to this computer only where the stage allows that', async () => {
  const here = { endpoint: 'http://127.0.0.1:4010' };
  expect((await put(here, true)).kept).toHaveLength(1);
  const { answer, kept } = await put(here);
  expect(problemOf(answer).errors).toMatchObject([{ pointer: '/endpoint' }]);
  expect(kept).toEqual([]);
});

it('sends no orders to a vendor that could not tell that they are ours', async () => {
  const { answer, kept } = await put({ endpoint: 'https://new.example' }, false, 'without-keys');
  expect(problemOf(answer).errors).toMatchObject([{ pointer: '/endpoint' }]);
  expect(kept).toEqual([]);
  expect((await put({}, false, 'without-keys')).kept).toHaveLength(1);
});

it('takes no limits that leave nothing in between', async () => {
  const { answer, kept } = await put({ min: '101', max: '100' });
  expect([problemOf(answer).errors, kept]).toEqual([[expect.objectContaining({ pointer: '/max' })], []]);
});

it('lists all of them, those that are not enabled too', async () => {
  const handler = makeVendors({
    vendors: {
      all: async () => [aKnownVendor(), aKnownVendor({ id: 'old', enabled: false })],
      put: async () => undefined,
    },
    withKeys: new Set(),
    mayBeLoopback: false,
    log: silentLog,
    meter: silentMeter,
  });
  const answer = await handler(httpEvent({ route: 'GET /v1/vendors', subject: 'operations', scope: 'ops/read' }));
  expect(jsonOf(answer)).toMatchObject({
    vendors: [{ vendorId: 'bill-payments' }, { vendorId: 'old', enabled: false }],
  });
});

it('has in the log who changed what a vendor takes, and nothing of what was refused', async () => {
  const { told } = await put({ client: 'client-1' });
  expect(told).toEqual([
    [
      'vendor.put',
      {
        ...{ vendorId: 'bill-payments', enabled: true, endpoint: null, client: 'client-1' },
        ...{ feeBasisPoints: 150, minMinor: '100', maxMinor: '10000000', feeMinor: '500', by: 'operations' },
      },
    ],
  ]);
  expect((await put({ max: '1' })).told.map(([event]) => event)).toEqual(['request.refused']);
});

it('takes no currency that is in no use', async () => {
  const { answer, kept } = await put({ currency: 'XYZ' });
  expect([answer.statusCode, problemOf(answer).errors?.[0]?.pointer, kept]).toEqual([400, '/currency', []]);
});
