import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { blocksIn } from '../../../../lambdas/screening/adapters/blocks-table.ts';
import { deviceKeysIn } from '../../../../lambdas/screening/adapters/device-keys-table.ts';
import { readLimitsIn, saveLimitsIn } from '../../../../lambdas/screening/adapters/limits-table.ts';
import type { DeviceKey } from '../../../../lambdas/screening/domain/device-keys.ts';
import { shippedBook } from '../../../../lambdas/screening/domain/rule-book.ts';
import { emptyState } from '../../../../lambdas/screening/domain/state/state.ts';
import { limitsOf } from '../../../../lambdas/screening/domain/verdict/limits.ts';
import { startTables, type TablesUnderTest } from '../../../support/dynamodb.ts';
import { aPhone } from '../../../support/phones.ts';
import { ago, statesAfter, times } from '../../../support/screening.ts';

let tables: TablesUnderTest;

beforeAll(async () => {
  tables = await startTables({
    Limits: ['customer', 'currency'],
    Listed: ['customer', 'currency'],
    Raced: ['customer', 'currency'],
  });
});

afterAll(() => tables.stop());

const live = shippedBook.get('INR')?.live;

function limitsAfter(count: number, payerId: string) {
  const states = statesAfter(times(count, { payerId }));
  const state = states.get(`customer#INR#${payerId}`) ?? emptyState({ kind: 'customer', id: payerId, currency: 'INR' });
  if (live === undefined) throw new Error('there are rules for rupees');
  return limitsOf(live, state, ago({}));
}

const block = { reason: 'account-takeover', until: null, since: ago({}), by: 'operations' };
const stores = () => ({
  read: readLimitsIn(tables.documents, 'Limits'),
  save: saveLimitsIn(tables.documents, 'Limits'),
  blocks: blocksIn(tables.documents, 'Limits'),
});

it('brings limits as they were saved; older ones never replace newer ones', async () => {
  const { read, save } = stores();
  expect(await read('asha', 'INR')).toEqual({ limits: undefined, block: undefined, devices: [] });
  await save(limitsAfter(3, 'asha'), 3);
  await save(limitsAfter(2, 'asha'), 2);
  expect(await read('asha', 'INR')).toEqual({ limits: limitsAfter(3, 'asha'), block: undefined, devices: [] });
});

it('loses neither a block nor limits, whoever of the consumer and the operator writes when', async () => {
  const { read, save, blocks } = stores();
  for (let round = 1; round <= 20; round++) {
    const wanted = round % 3 === 0 ? undefined : { ...block, reason: `reason-${round}` };
    const writes = [
      () => save(limitsAfter(round, 'ravi'), round),
      () => (wanted === undefined ? blocks.lift('ravi') : blocks.put('ravi', wanted)),
    ];
    await Promise.all((round % 2 === 0 ? writes : writes.toReversed()).map((write) => write()));
    const known = await read('ravi', 'INR');
    expect(known.block?.reason).toBe(wanted?.reason);
    expect(known.limits).toEqual(limitsAfter(round, 'ravi'));
  }
});

it('knows a block in every currency, also of one who has never paid', async () => {
  const { read, blocks } = stores();
  await blocks.put('mira', block);
  for (const currency of ['INR', 'EUR'])
    expect(await read('mira', currency)).toMatchObject({ limits: undefined, block: { reason: 'account-takeover' } });
  expect(await blocks.find('mira')).toEqual(block);
  expect(await read('meena', 'INR')).toMatchObject({ block: undefined });
});

it('brings the phones of a customer in the same read, and loses no change of two at once', async () => {
  const { read, save } = stores();
  const deviceKeys = deviceKeysIn(tables.documents, 'Limits');
  const [first, second] = ['phone-1', 'phone-2'].map((deviceId) => ({
    deviceId,
    key: aPhone().key,
    since: ago({}),
  })) as [DeviceKey, DeviceKey];
  const none = await deviceKeys.find('leela');
  expect(none).toEqual({ devices: [], version: 0 });
  expect(await deviceKeys.replace('leela', none, [first])).toBe('kept');
  expect(await deviceKeys.replace('leela', none, [second])).toBe('changed');
  const one = await deviceKeys.find('leela');
  expect(await deviceKeys.replace('leela', one, [first, second])).toBe('kept');
  expect(await deviceKeys.replace('leela', one, [])).toBe('changed');
  await save(limitsAfter(3, 'leela'), 3);
  expect(await read('leela', 'INR')).toEqual({
    limits: limitsAfter(3, 'leela'),
    block: undefined,
    devices: [first, second],
  });
  expect((await read('leela', 'EUR')).devices).toEqual([first, second]);
});

it('lets the table forget a block when it is over, and keep one without an end', async () => {
  const { blocks } = stores();
  await blocks.put('sita', { ...block, until: '2026-11-24T06:00:00.000Z' });
  await blocks.put('lata', block);
  const { Items = [] } = await tables.documents.send(new ScanCommand({ TableName: 'Limits' }));
  const expiry = Object.fromEntries(Items.map(({ customer, expiresAt }) => [customer, expiresAt]));
  expect([expiry.sita, expiry.lata]).toEqual([Date.parse('2026-11-24T06:00:00.000Z') / 1000, undefined]);
});

it('lists blocked customers in pages, and those alone whose block is there', async () => {
  const blocks = blocksIn(tables.documents, 'Listed');
  for (const customer of ['a', 'b', 'c']) await blocks.put(customer, block);
  await blocks.lift('b');
  const seen: unknown[] = [];
  let after: string | undefined;
  do {
    const page: Awaited<ReturnType<typeof blocks.list>> = await blocks.list({
      limit: 1,
      ...(after !== undefined && { after }),
    });
    seen.push(...page.blocks);
    after = page.next;
  } while (after !== undefined);
  expect(seen).toEqual([
    { customerId: 'a', ...block },
    { customerId: 'c', ...block },
  ]);
});

it('lists every block that holds, in whatever order the calls of those who put and lift it come', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const { documents } = tables;
      const send = scheduler.scheduleFunction((command: never) => documents.send(command));
      const disturbed = blocksIn({ send } as unknown as typeof documents, 'Raced');
      await blocksIn(documents, 'Raced').put('asha', block);
      await scheduler.waitFor(Promise.all([disturbed.lift('asha'), disturbed.put('asha', block)]));

      const calm = blocksIn(documents, 'Raced');
      const holds = (await calm.find('asha')) !== undefined;
      expect((await calm.list({ limit: 1 })).blocks).toHaveLength(holds ? 1 : 0);
    }),
    { numRuns: 60 },
  );
});
