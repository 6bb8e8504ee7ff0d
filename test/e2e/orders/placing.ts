import { callAs } from '../../support/cloud.ts';
import { inr } from '../../support/money.ts';
import { aPhone } from '../../support/phones.ts';
import type { SandboxOrders } from '../../support/sandbox-orders.ts';

export const placingOrders = (orders: SandboxOrders) =>
  describe('placing an order', () => {
    const { place, ended, atVendor } = orders;

    it('places one order for a key, and another request under it is refused', async () => {
      const first = await place('accept-2');
      expect(first.status).toBe(202);
      expect((await place('accept-2')).body).toEqual(first.body);
      expect((await place('accept-2', 101)).status).toBe(409);
      expect(await place('too-much-1', 200_000)).toMatchObject({ status: 422 });
    });

    it('hears nobody but the vendor, and shows an order to nobody but its payer', async () => {
      const { body } = await place('silent-2');
      const path = `/v1/vendor-callbacks/${body.orderId}`;
      for (const who of [{ client: 'operations' }, { customer: 'asha' }])
        expect((await callAs(orders.cloud, who, 'POST', path, { status: 'accepted' })).status).toBe(403);
      expect((await callAs(orders.cloud, { customer: 'ravi' }, 'GET', `/v1/orders/${body.orderId}`)).status).toBe(404);
      expect((await callAs(orders.cloud, { customer: 'asha' }, 'GET', `/v1/orders/${body.orderId}`)).status).toBe(200);
    });

    it('undoes at once what the payer cannot pay', async () => {
      const order = await ended(await place('accept-3', 100, { merchant: 'shop-1' }, 'ravi'));
      expect(order).toMatchObject({ state: 'undone', reason: 'insufficient-funds' });
      expect(atVendor(order)).toBeUndefined();
    });

    it('lets screening stop an order before anything is kept of it', async () => {
      // Above Rs 50,000 a confirmation is asked for.
      const refused = await place('accept-4', 60_000);
      expect(refused).toMatchObject({ status: 403, body: { type: expect.stringContaining('step-up-required') } });
      expect([...orders.sandbox.orders.values()].map(({ reference }) => reference)).not.toContain('accept-4');
    });

    it('places an order that screening stopped once a phone of the payer confirms it', async () => {
      const phone = aPhone();
      expect(
        (await callAs(orders.cloud, { customer: 'meena' }, 'PUT', '/v1/device-keys/phone-1', phone.key)).status,
      ).toBe(200);
      const body = { vendor: 'sandbox', amount: inr(60_000), reference: 'accept-5' };
      const send = (headers: object) =>
        callAs<{ toSign?: string; orderId: string }>(orders.cloud, { customer: 'meena' }, 'POST', '/v1/orders', body, {
          'idempotency-key': 'order-to-confirm',
          ...headers,
        });
      const toSign = 'order-to-confirm\norder sandbox\n6000000 INR';
      expect(await send({})).toMatchObject({ status: 403, body: { toSign } });
      expect((await send(phone.header(toSign.replace('order sandbox', 'cash-out sandbox')))).status).toBe(403);
      const placed = await send(phone.header(toSign));
      expect(placed.status).toBe(202);
      expect((await ended(placed)).state).toBe('delivered');
    });
  });
