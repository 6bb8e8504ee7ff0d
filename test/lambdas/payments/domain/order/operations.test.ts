import fc from 'fast-check';
import { operationId } from '../../../../../lambdas/payments/domain/operation.ts';
import { captureOf, holdOf, reverseOf, voidOf } from '../../../../../lambdas/payments/domain/order/operations.ts';
import { anOrder } from '../../../../support/orders.ts';

const payees = { payee: 'shop-1:INR', fees: 'system:fees:INR' };

it('holds the sum and its fee together, longer than the vendor may take', () => {
  const order = anOrder();
  const [sum, fee] = holdOf(order, payees);
  expect(sum).toMatchObject({ op: 'hold', debit: 'asha:INR', credit: 'shop-1:INR', amount: order.amount });
  expect(fee).toMatchObject({ op: 'hold', credit: 'system:fees:INR', amount: { minor: 500n }, group: sum?.group });
  expect(sum).toMatchObject({ holdSec: 30 + 2 * 86_400 });
});

it('says with the sum, and not with its fee, on which phone and where it was asked for', () => {
  const context = { deviceId: 'phone-1', place: { lat: 12.97, lon: 77.59, region: 'IN-KA' } };
  const [sum, fee] = holdOf(anOrder({ context }), payees);
  expect([sum?.metadata, fee?.metadata]).toEqual([{ context }, undefined]);
  expect(holdOf(anOrder(), payees).map(({ metadata }) => metadata)).toEqual([undefined, undefined]);
});

it('holds one sum alone where there is no fee', () => {
  const order = anOrder({ terms: { feeMinor: 0n, feeBasisPoints: 0, timeoutSec: 30 } });
  expect(holdOf(order, payees)).toEqual([expect.not.objectContaining({ group: expect.anything() })]);
});

const anyOrder = fc
  .record({
    minor: fc.bigInt({ min: 1n, max: 10n ** 12n }),
    feeMinor: fc.bigInt({ min: 0n, max: 10_000n }),
    feeBasisPoints: fc.integer({ min: 0, max: 10_000 }),
    share: fc.integer({ min: 1, max: 1000 }),
  })
  .map(({ minor, share, ...fees }) => ({
    order: anOrder({ amount: { minor, currency: 'INR' }, terms: { ...fees, timeoutSec: 30 } }),
    part: (minor * BigInt(share) + 999n) / 1000n,
  }));

it('leaves nothing held after any capture, and takes no more than was held', () => {
  fc.assert(
    fc.property(anyOrder, ({ order, part }) => {
      const captured = captureOf(order, part);
      for (const held of holdOf(order, payees)) {
        const amount = held.op === 'hold' ? held.amount.minor : 0n;
        const id = operationId(held);
        const of = captured.filter((each) => (each.op === 'capture' || each.op === 'void') && each.hold === id);
        const taken = of.reduce((sum, each) => sum + (each.op === 'capture' ? (each.minor ?? 0n) : 0n), 0n);
        expect(taken).toBeLessThanOrEqual(amount);
        expect(of.some(({ op }) => op === 'void')).toBe(taken < amount);
      }
    }),
  );
});

it('pays back each part that was captured, and gives no two effects one key', () => {
  fc.assert(
    fc.property(anyOrder, ({ order, part }) => {
      const captures = captureOf(order, part).filter(({ op }) => op === 'capture');
      const reversed = reverseOf(order, part).map((each) => (each.op === 'reverse' ? each.reverses : ''));
      expect(reversed).toEqual(captures.map(operationId));
      const all = [...holdOf(order, payees), ...captureOf(order, part), ...voidOf(order), ...reverseOf(order, part)];
      expect(new Set(all.map(operationId)).size).toBe(all.length);
    }),
  );
});
