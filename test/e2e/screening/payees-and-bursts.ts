import { balanceOf, inr, pay } from '../../support/money.ts';
import { rulesOf, type ScreenedPayments, stepUp } from '../../support/screened-payments.ts';

export const payeesAndBursts = (screened: ScreenedPayments) =>
  describe('a payment', () => {
    const { flags, payConfirmed } = screened;

    it('stops a burst, lets it go on when a phone confirms it, and still answers what was posted before', async () => {
      const small = { payee: 'shop-1', amount: inr(10) };
      for (let n = 1; n <= 6; n++) expect((await pay(screened.cloud, 'asha', `burst-00${n}`, small)).status).toBe(201);
      await screened.cloud.drained();
      expect(await pay(screened.cloud, 'asha', 'burst-007', small)).toMatchObject(stepUp);
      expect((await pay(screened.cloud, 'asha', 'burst-006', small)).status).toBe(201);
      expect(await balanceOf(screened.cloud, 'shop-1')).toBe(6000);
      expect(await payConfirmed('asha', 'burst-007', small)).toBe(201);
      const asked = (await flags()).filter(({ data, subject }) => subject === 'asha' && data.stage === 'asked');
      expect(asked.map((flag) => [flag.data.decision, ...(rulesOf(flag) ?? [])])).toEqual([
        ['step-up', 'velocity-10m'],
      ]);
    });

    it('asks for a confirmation before much goes to a new payee, but not to a shop', async () => {
      expect(await pay(screened.cloud, 'ravi', 'new-payee-1', { payee: 'sita', amount: inr(12_000) })).toMatchObject(
        stepUp,
      );
      expect((await pay(screened.cloud, 'ravi', 'new-shop-01', { payee: 'shop-1', amount: inr(12_000) })).status).toBe(
        201,
      );
    });
  });
