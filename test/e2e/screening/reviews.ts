import { callAs } from '../../support/cloud.ts';
import { balanceOf, inr, pay } from '../../support/money.ts';
import { rulesOf, type ScreenedPayments } from '../../support/screened-payments.ts';

export const reviews = (screened: ScreenedPayments) =>
  describe('an operator', () => {
    const { events, flags, review, waiting } = screened;

    it('holds sums that stay just below the limit, until an operator releases one', async () => {
      for (const n of [1, 2])
        expect(
          (await pay(screened.cloud, 'lata', `below-000${n}`, { payee: 'shop-2', amount: inr(46_000) })).status,
        ).toBe(201);
      await screened.cloud.drained();
      const context = { deviceId: 'phone-lata', place: { lat: 12.97, lon: 77.59, region: 'IN-KA' } };
      const third = { payee: 'shop-2', amount: inr(46_000), context };
      const held = await pay(screened.cloud, 'lata', 'below-0003', third);
      expect(held).toMatchObject({ status: 202, body: { status: 'review', balance: null } });
      expect(await pay(screened.cloud, 'lata', 'below-0003', third)).toEqual(held);
      expect(await balanceOf(screened.cloud, 'shop-2')).toBe(9_200_000);
      expect(await waiting()).toEqual([[held.body.id, 'lata', ['sum-per-day', 'structuring']]]);

      expect(await review(held.body.id, 'release')).toMatchObject({ status: 200, body: { status: 'released' } });
      expect((await review(held.body.id, 'release')).status).toBe(200);
      expect((await review(held.body.id, 'refuse')).status).toBe(409);
      expect(await balanceOf(screened.cloud, 'shop-2')).toBe(13_800_000);
      const shown = await callAs(screened.cloud, { customer: 'lata' }, 'GET', `/v1/transfers/${held.body.id}`);
      expect(shown.body).toMatchObject({ outcome: 'captured' });
      expect(await waiting()).toEqual([]);
      await screened.cloud.drained();
      const captured = (await events()).filter(({ type }) => type === 'sangam.payments.hold-captured.v1');
      expect(captured.map(({ data }) => [data.role, data.context])).toContainEqual(['payer', context]);
    });

    it('holds what came in from many and is to leave at once, and gives it back when it is refused', async () => {
      for (const payer of ['ravi', 'meena', 'john'])
        expect((await pay(screened.cloud, payer, 'to-a-mule', { payee: 'sita', amount: inr(9000) })).status).toBe(201);
      await screened.cloud.drained();
      const before = await balanceOf(screened.cloud, 'sita');
      const held = await pay(screened.cloud, 'sita', 'mule-out-1', { payee: 'shop-2', amount: inr(25_000) });
      expect(held).toMatchObject({ status: 202, body: { status: 'review' } });
      await screened.cloud.drained();
      const flag = (await flags()).find(({ data }) => data.transferId === held.body.id);
      expect(rulesOf(flag)).toContain('mule-in-and-out');
      expect(await review(held.body.id, 'refuse')).toMatchObject({ status: 200, body: { status: 'refused' } });
      const { body } = await callAs<{ available: { minor: string } }>(
        screened.cloud,
        { client: 'operations' },
        'GET',
        '/v1/accounts/sita:INR',
      );
      expect(Number(body.available.minor)).toBe(before);
      expect((await review('api.nothing', 'refuse')).status).toBe(404);
    });
  });
