import type { EventEnvelope } from '../../../../lambdas/contracts/event.ts';
import { paymentFlagged } from '../../../../lambdas/contracts/screening.ts';
import { makeScreenReversal } from '../../../../lambdas/payments/adapters/screened-reversal.ts';
import { judgeFrom } from '../../../../lambdas/screening/adapters/judge-at-path.ts';
import type { Block } from '../../../../lambdas/screening/domain/block.ts';
import { shippedBook } from '../../../../lambdas/screening/domain/rule-book.ts';
import { silentLog } from '../../../support/fakes.ts';
import { aReverse } from '../../../support/ledger-under-test.ts';
import { aKnownTransfer } from '../../../support/payments.ts';
import { ago } from '../../../support/screening.ts';

const now = () => new Date(ago({}));

function screening(block: Block | undefined, isAway = false) {
  const told: EventEnvelope[] = [];
  const asked: string[] = [];
  const screen = makeScreenReversal({
    judgeFor: judgeFrom({
      readLimits: async (customerId) => {
        asked.push(customerId);
        if (isAway) throw new Error('away');
        return { limits: undefined, block, devices: [] };
      },
      rules: async () => shippedBook,
      now,
      limitMs: 100,
      log: silentLog,
    }),
    publish: async (events) => void told.push(...events),
    now,
  });
  return { screen, told, asked };
}

const blocked = { reason: 'account-takeover', until: null };
const reversal = aReverse('api/key-1');

it.each(['INR', 'USD'])('lets nobody who is blocked pay back in %s, and states the refusal once', async (currency) => {
  const { screen, told, asked } = screening(blocked);
  const known = aKnownTransfer({ currency, amount: 125_000n, reversed: 25_000n });
  for (let attempt = 0; attempt < 2; attempt++) expect((await screen(reversal, known))?.kind).toBe('payment-blocked');
  expect(asked).toEqual(['ravi', 'ravi']);
  expect(new Set(told.map(({ id }) => id)).size).toBe(1);
  const { subject, data } = paymentFlagged.parse(told[0]);
  expect({ subject, ...data }).toMatchObject({
    ...{ subject: 'ravi', payee: 'asha', amount: '100000', stage: 'asked', decision: 'block', rules: [] },
    blockedFor: 'account-takeover',
  });
});

it.each([
  ['nobody blocked', undefined, false],
  ['a block that is over', { ...blocked, until: ago({ minutes: 1 }) }, false],
  ['the store of blocks away', blocked, true],
])('lets money go back with %s, however much it is', async (_, block, isAway) => {
  const { screen, told } = screening(block, isAway);
  expect(await screen(reversal, aKnownTransfer({ amount: 90_000_000n }))).toBeUndefined();
  expect(told).toEqual([]);
});
