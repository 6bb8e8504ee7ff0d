import { stepOf } from '../../../lambdas/screening/domain/payment-of-event.ts';
import { toItem } from '../../../lambdas/screening/domain/state/item.ts';
import { isHold } from '../../../lambdas/screening/domain/state/state.ts';
import { inr, pay } from '../../support/money.ts';
import { rulesOf, type ScreenedPayments, stepUp } from '../../support/screened-payments.ts';
import { statesAfter } from '../../support/screening.ts';
import { storesOf } from '../../support/stores.ts';

export const statesOfAll = (screened: ScreenedPayments) =>
  describe('the consumer of payments', () => {
    const { events, flags, payConfirmed } = screened;

    it('tells of a phone with many accounts afterwards, when all states are known', async () => {
      const payers = ['asha', 'ravi', 'meena', 'john'];
      for (const payer of payers) {
        const body = { payee: 'shop-1', amount: inr(5), context: { deviceId: 'phone-x' } };
        expect(await payConfirmed(payer, 'one-phone-1', body)).toBe(201);
        await screened.cloud.drained();
      }
      const told = (await flags()).filter((flag) => rulesOf(flag)?.includes('device-many-accounts'));
      expect(told.map(({ subject, data }) => [subject, data.stage, data.decision])).toEqual([
        ['john', 'posted', 'review'],
      ]);
    });

    it('goes on without its table, by the rules about the payment alone, and says so', async () => {
      const before = await pay(screened.cloud, 'meena', 'static-000', { payee: 'shop-1', amount: inr(20) });
      const lift = screened.cloud.faults.inject({ kind: 'away', service: 'dynamodb', principal: 'Transfers' });
      const paid = await pay(screened.cloud, 'meena', 'static-001', { payee: 'shop-1', amount: inr(20) });
      expect(paid.status).toBe(201);
      expect(await pay(screened.cloud, 'meena', 'static-002', { payee: 'shop-1', amount: inr(60_000) })).toMatchObject(
        stepUp,
      );
      lift();
      expect(await pay(screened.cloud, 'meena', 'static-001', { payee: 'shop-1', amount: inr(20) })).toEqual(paid);
      await screened.cloud.drained();
      const marks = (await events())
        .filter(({ type, data }) => type === 'sangam.payments.transfer-posted.v1' && data.role === 'payer')
        .map(({ data }) => [data.transferId, data.screening]);
      expect(marks).toContainEqual([before.body.id, undefined]);
      expect(marks).toContainEqual([paid.body.id, 'static']);
    });

    it('comes to the same states, however its batches are repeated, shuffled and cut short', async () => {
      screened.cloud.faults.disorder({ twice: 0.5, shuffle: true });
      for (const when of ['before', 'during', 'after'] as const)
        screened.cloud.faults.inject({ principal: 'Screen', kind: 'crash', when, times: 3, probability: 0.1 });
      screened.cloud.faults.inject({
        principal: 'Screen',
        service: 'dynamodb',
        kind: 'throttle',
        probability: 0.05,
        times: 10,
      });
      const payers = ['asha', 'ravi', 'meena', 'john', 'mira'];
      for (let n = 0; n < 4; n++)
        await Promise.all(
          payers.map((payer, index) =>
            payConfirmed(payer, `storm-${n}00`, {
              payee:
                payers[(index + n + 1) % payers.length] === payer ? 'shop-1' : payers[(index + n + 1) % payers.length],
              amount: inr(10 + n),
              context: { deviceId: `phone-${payer}`, place: { lat: 12.97, lon: 77.59, region: 'IN-KA' } },
            }),
          ),
        );
      await screened.cloud.drained();
      screened.cloud.faults.clear();

      const told = await events();
      const steps = told.flatMap((event) => stepOf(event as unknown as Parameters<typeof stepOf>[0]) ?? []);
      const payments = steps.flatMap((step) => (isHold(step) ? [] : [step.id]));
      expect(new Set(payments).size).toBe(payments.length);
      const stores = storesOf(screened.cloud);
      const rows = await stores.table('ScreeningStates');
      stores.close();
      const sorted = (item: { applied?: string[] }) => ({ ...item, applied: item.applied?.toSorted() });
      const kept = Object.fromEntries(rows.map(({ entity, state }) => [entity, sorted(state as never)]));
      const model = Object.fromEntries(
        [...statesAfter(steps)].map(([key, state]) => [key, sorted(toItem(state) as never)]),
      );
      expect(kept).toEqual(model);
      for (const { discardedRecords, lostRecords } of screened.cloud.mappingStats('Screen'))
        expect({ discardedRecords, lostRecords }).toEqual({ discardedRecords: 0, lostRecords: 0 });
    });
  });
