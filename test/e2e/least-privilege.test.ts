import type { Cloud } from '../../local/cloud.ts';
import { aCloud, callAs, giveConsents } from '../support/cloud.ts';
import { inr, openWallets, pay } from '../support/money.ts';
import { storesOf } from '../support/stores.ts';
import { until } from '../support/until.ts';

let cloud: Cloud;

afterEach(() => cloud.stop());

/** The same app without one verb in its policies. */
const startWithout = (verb: string): Promise<Cloud> =>
  aCloud({
    amend: (assembly) => ({
      ...assembly,
      stacks: assembly.stacks.map((stack) => ({
        ...stack,
        template: JSON.parse(JSON.stringify(stack.template).replaceAll(`"${verb}"`, '"sts:GetCallerIdentity"')),
      })),
    }),
  });

const message = {
  sender: 'VM-HDFCBK-S',
  message: 'Rs.10.00 debited from A/c XX1234',
  receivedAt: new Date().toISOString(),
};
const post = () => callAs(cloud, { customer: 'asha' }, 'POST', '/v1/device/sms', { messages: [message] });

it('without its grant to put records the collector cannot take in messages, and says so', async () => {
  cloud = await startWithout('kinesis:PutRecords');
  await giveConsents(cloud, ['asha']);
  expect((await post()).status).toBeGreaterThanOrEqual(500);
});

it('without its grant to write rows store-sms fails, while everything beside it goes on', async () => {
  cloud = await startWithout('dynamodb:BatchWriteItem');
  await giveConsents(cloud, ['asha']);
  expect((await post()).status).toBe(202);
  const stats = (name: string) =>
    cloud.mappingStats(name).reduce((sum, { failedInvocations }) => sum + failedInvocations, 0);
  await until(() => stats('StoreSms') > 0);
  const insights = () =>
    callAs<{ months: unknown[] }>(cloud, { customer: 'asha' }, 'GET', '/v1/customers/asha/insights');
  await until(async () => (await insights()).body.months.length === 1, 'the message in the insights');
  expect(stats('SmsInsights')).toBe(0);
});

it('without its grant to read limits the payment path judges without them, and says so', async () => {
  cloud = await startWithout('dynamodb:BatchGetItem');
  await openWallets(cloud, { asha: 1000, 'shop-1': 0 });
  expect((await pay(cloud, 'asha', 'no-limits-1', { payee: 'shop-1', amount: inr(10) })).status).toBe(201);
  const stores = storesOf(cloud);
  // Screening's consumer reads states so and fails as well: this cloud never comes to rest.
  const marks: unknown[] = [];
  await until(async () => {
    for (const text of await stores.records('DomainEvents')) {
      const { data } = JSON.parse(text) as { data: Record<string, unknown> };
      if (data.role === 'payer' && data.amount === '1000') marks.push(data.screening);
    }
    return marks.length > 0;
  });
  stores.close();
  expect(marks).toEqual(['static']);
});
