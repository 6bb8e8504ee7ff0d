import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { saveEntryIn } from '../../../../lambdas/devices/adapters/catalogue-entries.ts';
import { catalogueFrom } from '../../../../lambdas/devices/adapters/catalogue-table.ts';
import { consentsTable } from '../../../../lambdas/devices/adapters/consents-table.ts';
import { saveSmsIn } from '../../../../lambdas/devices/adapters/device-sms-table.ts';
import { readPoolFrom } from '../../../../lambdas/devices/adapters/pool-reader.ts';
import { aConsentChange } from '../../../support/consents.ts';
import { startTables, type TablesUnderTest } from '../../../support/dynamodb.ts';

let tables: TablesUnderTest;
beforeAll(async () => {
  tables = await startTables({
    Consents: ['customerId', 'change'],
    DeviceSms: ['customerId', 'smsKey'],
    AppCatalogue: ['package'],
    AppPool: ['counter', 'shard'],
  });
});
afterAll(() => tables.stop());

describe('the table of consents', () => {
  it('keeps every change, tells the latest of a purpose, and nothing of others', async () => {
    const consents = consentsTable(tables.documents, 'Consents');
    expect(await consents.latest('asha', 'device.sms')).toBeUndefined();
    // Over nine, so that numbers must sort as numbers.
    for (let number = 1; number <= 12; number++) await consents.append('asha', aConsentChange({ number }));
    await consents.append('asha', aConsentChange({ purpose: 'device.apps', number: 99 }));
    await consents.append('ravi', aConsentChange({ number: 77 }));
    expect(await consents.latest('asha', 'device.sms')).toEqual(aConsentChange({ number: 12 }));
    expect((await consents.all('asha')).map(({ purpose, number }) => `${purpose} ${number}`)).toEqual([
      'device.apps 99',
      ...Array.from({ length: 12 }, (_, at) => `device.sms ${at + 1}`),
    ]);
  });

  it('lets one of two changes with the same number in, and alters none', async () => {
    const consents = consentsTable(tables.documents, 'Consents');
    const outcomes = await Promise.all(
      ['a', 'b', 'c'].map((version) => consents.append('meera', aConsentChange({ version }))),
    );
    expect(outcomes.toSorted()).toEqual(['appended', 'taken', 'taken']);
    const kept = await consents.latest('meera', 'device.sms');
    expect(await consents.append('meera', aConsentChange({ version: 'd' }))).toBe('taken');
    expect(await consents.latest('meera', 'device.sms')).toEqual(kept);
  });
});

describe('the catalogue', () => {
  it('is what ships, and over it what operators said, a minute old at most', async () => {
    let now = new Date('2026-11-21T06:00:00.000Z');
    const load = catalogueFrom(tables.documents, 'AppCatalogue', () => now);
    const save = saveEntryIn(tables.documents, 'AppCatalogue');
    expect((await load()).get('com.phonepe.app')).toBe('upi');

    await save({ package: 'com.phonepe.app', category: 'wallet' });
    await save({ package: 'com.example.loans', category: 'lender', name: 'Example Loans' });
    await save({ package: 'com.example.loans', category: 'bnpl' });
    expect((await load()).get('com.example.loans')).toBeUndefined();

    now = new Date(now.getTime() + 60_001);
    const later = await load();
    expect([later.get('com.phonepe.app'), later.get('com.example.loans')]).toEqual(['wallet', 'bnpl']);
    expect(later.get('com.whatsapp')).toBeDefined();
  });
});

it('the table of messages holds every row as it is, more than a call takes and however often it is saved', async () => {
  const rows = Array.from({ length: 60 }, (_, at) => ({
    customerId: at % 2 === 0 ? 'asha' : 'ravi',
    smsKey: `2026-11-02T06:00:00.000Z#${String(at).padStart(16, '0')}`,
    sender: at === 7 ? '' : 'VM-EXMPLB',
    message: `₹${at} debited`,
    receivedAt: '2026-11-02T06:00:00.000Z',
    expiresAt: 1_793_000_000 + at,
  }));
  const save = saveSmsIn(tables.dynamodb, 'DeviceSms');
  await save(rows);
  await save(rows.slice(20, 50));
  const { Items = [] } = await tables.documents.send(new ScanCommand({ TableName: 'DeviceSms' }));
  const byExpiry = (items: readonly Record<string, unknown>[]) =>
    items.toSorted((a, b) => Number(a.expiresAt) - Number(b.expiresAt));
  expect(byExpiry(Items)).toEqual(rows);
});

it('the pool’s counters are summed over shards, over pages of a scan', async () => {
  const filler = 'x'.repeat(300_000);
  for (let shard = 0; shard < 6; shard++)
    await tables.documents.send(
      new PutCommand({
        TableName: 'AppPool',
        Item: { counter: 'app#com.whatsapp', shard: `s${shard}`, customers: 2, filler },
      }),
    );
  await tables.documents.send(
    new PutCommand({
      TableName: 'AppPool',
      Item: { counter: 'category#upi', shard: 's0', customers: 5, lastSequence: '7' },
    }),
  );
  expect(await readPoolFrom(tables.documents, 'AppPool')()).toEqual(
    new Map([
      ['app#com.whatsapp', 12],
      ['category#upi', 5],
    ]),
  );
});
