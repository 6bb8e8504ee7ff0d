import { callAs } from '../../support/cloud.ts';
import { balanceOf, inr } from '../../support/money.ts';
import { aPhone } from '../../support/phones.ts';
import type { ScreenedPayments } from '../../support/screened-payments.ts';

const refusedConfirmation = {
  status: 403,
  body: {
    type: '/docs#problem-confirmation-refused',
    errors: [{ in: 'header', pointer: '/payment-confirmation' }],
  },
};

export const confirmations = (screened: ScreenedPayments) =>
  describe('a phone of the payer', () => {
    const { enrolledPhone, payWith } = screened;

    it('says what to sign, and lets an enrolled phone confirm this very payment and no other', async () => {
      const phone = aPhone('phone-of-john');
      const path = `/v1/device-keys/${phone.deviceId}`;
      const sum = { payee: 'lata', amount: inr(15_000) };
      const before = await balanceOf(screened.cloud, 'lata');
      const asked = await payWith('john', 'confirm-01', sum, {});
      expect(asked).toMatchObject({ status: 403, body: { toSign: 'confirm-01\nlata\n1500000 INR' } });
      const signed = phone.header(asked.body.toSign ?? '');
      expect(await payWith('john', 'confirm-01', sum, signed)).toMatchObject(refusedConfirmation);

      expect((await callAs(screened.cloud, { customer: 'john' }, 'PUT', path, phone.key)).status).toBe(200);
      const elsewhere = aPhone(phone.deviceId).header(asked.body.toSign ?? '');
      for (const [key, body, headers] of [
        ['confirm-01', { ...sum, amount: inr(15_001) }, signed],
        ['confirm-01', { ...sum, payee: 'ravi' }, signed],
        ['confirm-02', sum, signed],
        ['confirm-01', sum, elsewhere],
      ] as const)
        expect(await payWith('john', key, body, headers)).toMatchObject(refusedConfirmation);
      expect(await payWith('john', 'confirm-01', sum, { 'payment-confirmation': 'yes' })).toMatchObject({
        status: 400,
      });
      expect(await balanceOf(screened.cloud, 'lata')).toBe(before);

      const paid = await payWith('john', 'confirm-01', sum, signed);
      expect(paid).toMatchObject({ status: 201, body: { status: 'posted', amount: sum.amount } });
      expect((await callAs(screened.cloud, { customer: 'john' }, 'DELETE', path)).status).toBe(204);
      expect((await callAs(screened.cloud, { customer: 'john' }, 'GET', '/v1/device-keys')).body).toEqual({
        devices: [],
      });
      for (const headers of [signed, {}]) expect(await payWith('john', 'confirm-01', sum, headers)).toEqual(paid);
      expect(await balanceOf(screened.cloud, 'lata')).toBe(before + 1_500_000);
      const next = { payee: 'mira', amount: inr(15_000) };
      const late = phone.header('confirm-03\nmira\n1500000 INR');
      expect(await payWith('john', 'confirm-03', next, late)).toMatchObject(refusedConfirmation);
      expect(screened.cloud.metric('ConfirmationsRefused').sum).toBe(6);
    });

    it('enrols no phone with a token of somebody who signed in long ago', async () => {
      const claims = { auth_time: Math.floor(Date.now() / 1000) - 301 };
      const token = await screened.cloud.mint({ sub: 'ravi', scopes: ['customers/self'], claims });
      const response = await fetch(`${screened.cloud.apiUrl}/v1/device-keys/phone-1`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(aPhone().key),
      });
      expect([response.status, await response.json()]).toMatchObject([
        403,
        { type: '/docs#problem-fresh-sign-in-required' },
      ]);
    });

    it('lets a phone confirm what a code asks for', async () => {
      const phone = await enrolledPhone('meena');
      const code = {
        use: 'dynamic',
        amount: inr(60_000),
        shop: { name: 'Fresh Mart', city: 'Pune', category: '5411', vpa: 'freshmart@upi' },
        expiresInSec: 900,
      };
      const made = await callAs<{ payload: string; requestId: string }>(
        ...([screened.cloud, { client: 'operations' }, 'POST', '/v1/merchants/shop-1/qr', code] as const),
        { 'idempotency-key': 'code-to-confirm' },
      );
      const payCode = (headers: object) =>
        callAs<{ toSign?: string }>(
          screened.cloud,
          { customer: 'meena' },
          'POST',
          '/v1/qr/pay',
          { payload: made.body.payload },
          {
            'idempotency-key': 'pay-the-code',
            ...headers,
          },
        );
      const asked = await payCode({});
      const toSign = `pay-the-code\nqr shop-1 ${made.body.requestId}\n6000000 INR`;
      expect(asked).toMatchObject({ status: 403, body: { toSign } });
      expect(await payCode(phone.header(toSign.replace(/qr shop-1 .*/, 'shop-1')))).toMatchObject(refusedConfirmation);
      expect((await payCode(phone.header(toSign))).status).toBe(201);
    });
  });
