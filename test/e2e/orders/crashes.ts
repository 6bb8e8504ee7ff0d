import { balanceOf } from '../../support/money.ts';
import { costOf, type SandboxOrders } from '../../support/sandbox-orders.ts';

/** The calls that a saga makes of AWS. */
const places = [
  ['rds-data', 'ExecuteStatement'],
  ['lambda', 'CheckpointDurableExecution'],
  ['kinesis', 'PutRecords'],
] as const;
const moments = ['before', 'during', 'after'] as const;

export const crashesAndRestarts = (orders: SandboxOrders) =>
  describe('an order under way', () => {
    const { placeAll, allEnded, expectWhole } = orders;

    it('brings every order to its end although workers die before, during and after every call', async () => {
      const before = [await balanceOf(orders.cloud, 'asha'), await balanceOf(orders.cloud, 'shop-1')];
      const references = ['accept', 'part', 'later', 'refuse', 'undelivered', 'late'];
      // Each at a call of its own, spread over all that the orders make.
      for (const [service, operation] of places)
        for (let call = 0; call < 24; call++) {
          const when = moments[call % moments.length] ?? 'before';
          orders.cloud.faults.inject({
            kind: 'crash',
            when,
            service,
            operation,
            principal: 'OrderSaga',
            skip: call * 3,
            times: 1,
          });
        }
      // Vendors call again when they are not answered.
      for (const [call, when] of moments.entries()) {
        const dying = { kind: 'crash', when, principal: 'VendorCallbacks', times: 1 } as const;
        orders.cloud.faults.inject({ ...dying, service: 'rds-data', skip: call * 4 });
        orders.cloud.faults.inject({ ...dying, operation: 'SendDurableExecutionCallbackSuccess', skip: call });
      }
      const struckBefore = orders.cloud.faults.struck();
      const rounds = [1, 2, 3].flatMap((round) => references.map((reference) => `${reference}-crash-${round}`));
      const all = await allEnded(await placeAll(rounds, 10));
      orders.cloud.faults.clear();

      expect(orders.cloud.faults.struck() - struckBefore).toBeGreaterThan(50);
      const states = Object.fromEntries(
        references.map((reference) => [
          reference,
          [...new Set(all.filter((order) => order.reference.startsWith(`${reference}-`)).map(({ state }) => state))],
        ]),
      );
      expect(states).toEqual({
        accept: ['delivered'],
        part: ['delivered'],
        later: ['delivered'],
        refuse: ['undone'],
        undelivered: ['undone'],
        late: ['undone'],
      });
      await expectWhole(all);
      expect(await balanceOf(orders.cloud, 'asha')).toBe((before[0] ?? 0) - costOf(all) * 100);
      const sold = all.reduce((sum, { captured }) => sum + Number(captured.minor), 0);
      expect(await balanceOf(orders.cloud, 'shop-1')).toBe((before[1] ?? 0) + sold);
    });

    it('goes on with every order after everything was stopped in the middle', async () => {
      const before = await balanceOf(orders.cloud, 'asha');
      const references = ['accept', 'later', 'silent', 'undelivered', 'part', 'late'];
      const placed = await placeAll(
        references.map((reference) => `${reference}-restart`),
        10,
      );
      await orders.cloud.restart('abruptly');
      const all = await allEnded(placed);
      const isPaid = Object.fromEntries(all.map(({ reference, state }) => [reference, state === 'delivered']));
      expect(isPaid).toEqual({
        'accept-restart': true,
        'later-restart': true,
        'part-restart': true,
        'silent-restart': false,
        'undelivered-restart': false,
        'late-restart': false,
      });
      await expectWhole(all);
      expect(await balanceOf(orders.cloud, 'asha')).toBe(before - costOf(all) * 100);
    });
  });
