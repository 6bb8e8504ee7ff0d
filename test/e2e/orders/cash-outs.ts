import { callAs } from '../../support/cloud.ts';
import { balanceOf, inr } from '../../support/money.ts';
import { feeRupees, type SandboxOrders } from '../../support/sandbox-orders.ts';
import { storesOf } from '../../support/stores.ts';
import { until } from '../../support/until.ts';

export const cashOuts = (orders: SandboxOrders) =>
  describe('a cash-out', () => {
    const { read, ended, allEnded } = orders;

    it('takes money out through a vendor that is a bank', async () => {
      const before = await balanceOf(orders.cloud, 'asha');
      const context = { deviceId: 'phone-asha', place: { lat: 12.97, lon: 77.59, region: 'IN-KA' } };
      const placed = await callAs<{ orderId: string }>(
        orders.cloud,
        { customer: 'asha' },
        'POST',
        '/v1/cash-outs',
        { vendor: 'sandbox', amount: inr(500), reference: 'later-out', context },
        { 'idempotency-key': 'cash-out-1' },
      );
      expect(placed.status).toBe(202);
      expect(await ended(placed)).toMatchObject({ kind: 'cash-out', state: 'delivered' });
      expect(await balanceOf(orders.cloud, 'asha')).toBe(before - (500 + feeRupees) * 100);

      // As of any payment, screening learns on which phone and where it was made.
      await orders.cloud.drained();
      const stores = storesOf(orders.cloud);
      const told = (await stores.records('DomainEvents')).map((text) => JSON.parse(text));
      const states = await stores.table('ScreeningStates');
      stores.close();
      const ofCashOut = told.filter(({ data }) => data.kind === 'cash-out' && data.role === 'payer');
      expect(ofCashOut.map(({ type, data }) => [type, data.context])).toEqual([
        ['sangam.payments.funds-held.v1', context],
        ['sangam.payments.hold-captured.v1', context],
      ]);
      expect(states.map(({ entity }) => entity)).toContain('device#INR#phone-asha');
    });

    it('counts cash-outs that wait for their vendor towards the day’s limit, until they are undone', async () => {
      const out = (reference: string) =>
        callAs<{ orderId: string; type?: string }>(
          orders.cloud,
          { customer: 'john' },
          'POST',
          '/v1/cash-outs',
          { vendor: 'sandbox', amount: inr(10_000), reference },
          { 'idempotency-key': `key-of-${reference}` },
        );
      const references = Array.from({ length: 10 }, (_, index) => `silent-out-${index}`);
      const placed = new Map(await Promise.all(references.map(async (each) => [each, await out(each)] as const)));
      for (const { status, body } of placed.values()) {
        expect(status).toBe(202);
        await until(async () => (await read(body.orderId)).state === 'held');
      }
      await orders.cloud.drained();
      expect(await out('later-more')).toMatchObject({ status: 403, body: { type: '/docs#problem-step-up-required' } });

      for (const { state } of await allEnded(placed)) expect(state).toBe('undone');
      await orders.cloud.drained();
      const more = await out('later-more');
      expect(more.status).toBe(202);
      expect((await ended(more)).state).toBe('delivered');
    });
  });
