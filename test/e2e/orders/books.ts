import type { OrderList } from '../../../lambdas/contracts/api/orders.ts';
import { callAs } from '../../support/cloud.ts';
import { inr } from '../../support/money.ts';
import type { SandboxOrders } from '../../support/sandbox-orders.ts';
import { storesOf } from '../../support/stores.ts';
import { until } from '../../support/until.ts';

export const booksInTheEnd = (orders: SandboxOrders) =>
  describe('all orders together', () => {
    it('holds no money in the end, has told each order once, and finds the books in order', async () => {
      await until(() => {
        // One of an order above is still waited for.
        orders.cloud.durable.expireCallbacks();
        return [...orders.sandbox.orders.values()].every(
          ({ reference, state }) =>
            reference.startsWith('stubborn') || ['delivered', 'cancelled', 'refused'].includes(state),
        );
      });
      await orders.cloud.drained();
      for (const owner of ['asha', 'ravi', 'shop-1'])
        expect(
          (await callAs(orders.cloud, { client: 'operations' }, 'GET', `/v1/accounts/${owner}:INR`)).body,
        ).toMatchObject({
          held: inr(0),
        });
      const stores = storesOf(orders.cloud);
      const told = (await stores.records('DomainEvents'))
        .map((text) => JSON.parse(text) as { id: string; type: string; data: { orderId: string } })
        .filter(({ type }) => type.startsWith('sangam.payments.order-'));
      const [untold] = await stores.sql<{ orders: number }>(
        'SELECT count(*)::integer AS orders FROM payments.untold_order',
      );
      stores.close();
      expect(untold?.orders).toBe(0);
      const ids = (type: string) =>
        new Set(told.filter((each) => each.type.endsWith(`-${type}.v1`)).map(({ id }) => id)).size;
      expect(ids('placed')).toBe(ids('delivered') + ids('undone') + ids('stuck'));
      expect(ids('stuck')).toBe(1);
      const waiting = await callAs<OrderList>(orders.cloud, { client: 'operations' }, 'GET', '/v1/orders?status=stuck');
      expect(waiting.body.orders).toMatchObject([{ state: 'stuck', reference: expect.stringMatching(/^stubborn/) }]);
      expect(waiting.body.next).toBeNull();
      expect((await callAs(orders.cloud, { customer: 'asha' }, 'GET', '/v1/orders?status=stuck')).status).toBe(403);
      expect(orders.cloud.metric('OrdersStuck').sum).toBeGreaterThan(0);
      expect(await orders.cloud.fire('Verify')).toBe(1);
      await orders.cloud.drained();
      expect(orders.cloud.metric('LedgerVerified').sum).toBe(1);
      expect(orders.cloud.metric('AccountsDrifted').sum + orders.cloud.metric('CurrenciesUnbalanced').sum).toBe(0);
    });
  });
