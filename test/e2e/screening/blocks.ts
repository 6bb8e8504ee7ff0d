import { callAs } from '../../support/cloud.ts';
import { inr, pay } from '../../support/money.ts';
import type { ScreenedPayments } from '../../support/screened-payments.ts';

export const blocks = (screened: ScreenedPayments) =>
  describe('a block', () => {
    const { flags } = screened;

    it('lets nobody pay who is blocked, from the answer on, also after their limits were renewed', async () => {
      const blockPath = '/v1/screening/blocks/mira';
      const ops = (method: string, body?: object) =>
        callAs(screened.cloud, { client: 'operations' }, method, blockPath, body);
      const small = { payee: 'shop-1', amount: inr(10) };
      expect((await pay(screened.cloud, 'mira', 'block-0001', small)).status).toBe(201);
      const received = await pay(screened.cloud, 'ravi', 'to-be-blocked', { payee: 'mira', amount: inr(10) });
      const payBack = () => {
        const path = `/v1/transfers/${received.body.id}/reversals`;
        return callAs(screened.cloud, { customer: 'mira' }, 'POST', path, {}, { 'idempotency-key': 'pay-back-01' });
      };
      expect(await ops('PUT', { reason: 'account-takeover' })).toMatchObject({ status: 200, body: { until: null } });
      const blocked = { status: 403, body: { type: '/docs#problem-payment-blocked' } };
      expect(await pay(screened.cloud, 'mira', 'block-0002', small)).toMatchObject(blocked);
      expect(await payBack()).toMatchObject(blocked);
      await screened.cloud.drained();
      expect(await pay(screened.cloud, 'mira', 'block-0002', small)).toMatchObject(blocked);
      expect((await pay(screened.cloud, 'mira', 'block-0001', small)).status).toBe(201);
      const flag = (await flags()).find(({ subject, data }) => subject === 'mira' && data.stage === 'asked');
      expect(flag?.data).toMatchObject({ decision: 'block', blockedFor: 'account-takeover' });
      expect((await ops('DELETE')).status).toBe(204);
      expect((await pay(screened.cloud, 'mira', 'block-0002', small)).status).toBe(201);
      expect((await payBack()).status).toBe(202);
      expect((await ops('GET')).status).toBe(404);
    });
  });
