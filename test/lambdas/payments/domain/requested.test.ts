import fc from 'fast-check';
import { operationsRequested } from '../../../../lambdas/contracts/payments.ts';
import { commandOf } from '../../../../lambdas/payments/domain/command.ts';
import type { Operation } from '../../../../lambdas/payments/domain/operation.ts';
import { fromRequested } from '../../../../lambdas/payments/domain/requested.ts';
import { ledgerId, publicId, requestKey } from '../../../../lambdas/payments/domain/transfer-id.ts';

const minor = fc.bigInt({ min: 1n, max: 999_999_999_999_999_999n });
const request = {
  caller: fc.constantFrom('api', 'bulk'),
  key: fc.uuid(),
  kind: fc.constantFrom('payment', 'fee'),
  metadata: fc.constant({ context: { deviceId: 'phone-1' } }),
};
const account = fc.constantFrom('asha:INR', 'ravi:INR', 'system:fees:INR');
const sides = { debit: account, credit: account, amount: fc.record({ minor, currency: fc.constant('INR') }) };
const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({ op: fc.constant('post' as const), ...request, ...sides }),
  fc.record({ op: fc.constant('hold' as const), ...request, ...sides, holdSec: fc.integer({ min: 1, max: 86_400 }) }),
  fc.record({ op: fc.constant('capture' as const), ...request, hold: fc.constant('order/1'), minor }),
  fc.record({ op: fc.constant('capture' as const), ...request, hold: fc.constant('order/1') }),
  fc.record({ op: fc.constant('void' as const), ...request, hold: fc.constant('order/1') }),
  fc.record({ op: fc.constant('reverse' as const), ...request, reverses: fc.constant('api/1'), minor }),
);

it('an operation comes from a lane as it went on it', () => {
  fc.assert(
    fc.property(fc.array(operation, { minLength: 1, maxLength: 20 }), (operations) => {
      const command = commandOf('asha', operations, new Date('2026-11-21T06:30:00.000Z'));
      const carried = operationsRequested.parse(JSON.parse(JSON.stringify(command)));
      expect(carried.data.operations.map(fromRequested)).toEqual(operations);
      expect(commandOf('asha', operations, new Date()).id).toBe(command.id);
    }),
  );
});

it('an id of the ledger is another one outside, and comes back', () => {
  const { caller, key } = requestKey('cash-in', 'upi-gateway', 'UPI.1/2');
  const id = `${caller}/${key}`;
  expect(publicId(id)).toMatch(/^cash-in\.[0-9a-f-]{36}$/);
  expect(ledgerId(publicId(id))).toBe(id);
});
