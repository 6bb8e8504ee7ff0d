import type { Wanted } from '../../../../lambdas/notifications/adapters/customers-reader.ts';
import type { SendingRules } from '../../../../lambdas/notifications/adapters/sending-rules.ts';
import { valuesOfCustomerBy } from '../../../../lambdas/notifications/adapters/values-of-customer.ts';
import { stranger } from '../../../../lambdas/notifications/domain/enrichment/known-customer.ts';

function setUp() {
  const asked: Wanted[] = [];
  const wallets = [
    { minor: 500n, currency: 'INR' },
    { minor: 700n, currency: 'USD' },
  ];
  const rules = { policy: { currency: 'USD' }, products: [] } as unknown as SendingRules;
  const valuesOf = valuesOfCustomerBy(
    async (_, wanted) => {
      asked.push(wanted);
      return new Map([['asha', { ...stranger, name: 'Asha', language: 'hi', wallets }]]);
    },
    async () => rules,
    () => new Date('2026-11-21T06:30:00.000Z'),
  );
  return { valuesOf, asked };
}

it('reads of a customer what the template needs', async () => {
  const { valuesOf, asked } = setUp();
  expect(await valuesOf('asha', new Set(['customer.name', 'wallet.balance']))).toMatchObject({
    language: 'hi',
    values: { 'customer.name': 'Asha', 'wallet.balance': { minor: 700n, currency: 'USD' } },
  });
  await valuesOf('asha', new Set(['eligibility.amount']));
  expect(asked).toEqual([
    { insights: false, wallets: true, counts: false },
    { insights: true, wallets: false, counts: false },
  ]);
});

it('knows nothing of somebody who is not there', async () => {
  expect(await setUp().valuesOf('nobody', new Set())).toBeUndefined();
});
