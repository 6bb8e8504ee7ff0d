import { refusedOnLane } from '../../../../lambdas/payments/domain/refused-on-lane.ts';
import { aPost } from '../../../support/payments.ts';

const at = '2026-11-21T06:30:00.000Z';

it('tells a payer of a payment that nothing is kept of', () => {
  const [event, ...others] = refusedOnLane(aPost(), 'unknown-account', at);
  expect(event).toMatchObject({ subject: 'asha', time: at, data: { role: 'payer', reason: 'unknown-account' } });
  expect(others).toEqual([]);
});

it('tells nobody where no customer pays', () => {
  expect(refusedOnLane(aPost({ debit: 'system:cash-in:INR' }), 'unknown-account', at)).toEqual([]);
  const reversal = { op: 'reverse', caller: 'api', key: 'key-2', reverses: 'api/key-1' } as const;
  expect(refusedOnLane(reversal, 'unknown-transfer', at)).toEqual([]);
});
