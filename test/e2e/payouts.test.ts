import type { Cloud } from '../../local/cloud.ts';
import { makeFaults } from '../../local/faults.ts';
import { aCloud } from '../support/cloud.ts';
import { balanceOf, cashIn, openWallets } from '../support/money.ts';
import { handIn, payoutFileAt, payoutsCsv, resultOf, submit } from '../support/payouts.ts';
import { storesOf } from '../support/stores.ts';

const payees = ['asha', 'ravi', 'meera', 'kiran'];
/** 2,400 payouts of 1.00 rupee each: the wallet has enough for all but the last forty. */
const rows = Array.from({ length: 2400 }, (_, index) => `P-${index},${payees[index % 4]},100,INR,`);
const wrong: readonly [at: number, row: string, answer: string][] = [
  [10, 'P-3,asha,100,INR,', 'P-3,refused,,duplicate-reference'],
  [20, 'W-1,asha,1.50,INR,', 'W-1,refused,,amount-wrong'],
  [700, '=cmd(),asha,100,INR,', ',refused,,reference-wrong'],
  [701, 'W-2,shop-1,100,INR,', 'W-2,refused,,payee-is-payer'],
  [1500, 'W-3,asha,100', 'W-3,refused,,columns-wrong'],
  [2000, 'W-4,nobody,100,INR,', 'W-4,refused,,unknown-account'],
];
const withWrong = [...rows];
for (const [at, row] of wrong.toReversed()) withWrong.splice(at, 0, row);

let cloud: Cloud;

beforeAll(async () => {
  cloud = await aCloud({ faults: makeFaults(20_261_122) });
  await openWallets(cloud, { 'shop-1': 2360, asha: 0, ravi: 0, meera: 0, kiran: 0 });
});

afterAll(() => cloud.stop());

it('pays a file once and answers every row of it, whatever crashes and however it is delivered', async () => {
  const { faults } = cloud;
  const file = await handIn(cloud, 'october', 'shop-1', payoutsCsv(withWrong));
  faults.disorder({ twice: 0.3, shuffle: true });
  for (const when of ['before', 'during', 'after'] as const) {
    faults.inject({ principal: 'PlanPayouts', service: 'kinesis', kind: 'crash', when, times: 1, skip: 1 });
    faults.inject({ principal: 'PlanPayouts', service: 'dynamodb', kind: 'crash', when, times: 1, skip: 4 });
    for (const service of ['rds-data', 's3', 'dynamodb', 'kinesis'])
      faults.inject({ principal: 'SettleBulk', service, kind: 'crash', when, times: 2, probability: 0.2 });
  }
  expect((await submit(cloud, file.fileId)).status).toBe(202);
  await cloud.drained();
  expect(faults.struck()).toBeGreaterThan(15);
  faults.clear();

  const done = await payoutFileAt(cloud, file.fileId);
  expect(done).toMatchObject({ state: 'done', rows: 2406, paid: 2360, refused: 46, reason: null });
  const [header, ...answers] = await resultOf(done);
  expect(header).toBe('line,reference,status,transferId,reason');
  const short = answers.map((answer) => answer.replace(/,paid,bulk\.[0-9a-f-]{36},$/, ',paid'));
  let paid = 0;
  const expected = withWrong.map((row, index) => {
    const told = wrong.find(([, each]) => each === row)?.[2];
    const [reference] = row.split(',');
    const answer = told ?? (paid++ < 2360 ? `${reference},paid` : `${reference},refused,,insufficient-funds`);
    return `${index + 2},${answer}`;
  });
  expect(short).toEqual(expected);
  expect(new Set(answers.flatMap((answer) => answer.match(/bulk\.[0-9a-f-]{36}/g) ?? [])).size).toBe(2360);
  expect(await balanceOf(cloud, 'shop-1')).toBe(0);
  for (const payee of payees) expect(await balanceOf(cloud, payee)).toBe(59_000);
});

it('changes nothing when it is submitted or opened again, even with money there now', async () => {
  await cashIn(cloud, 'shop-1', 1000, 'refill');
  const again = await handIn(cloud, 'october', 'shop-1');
  expect(again).toMatchObject({ state: 'done', paid: 2360, uploadUrl: null });
  expect((await submit(cloud, again.fileId)).status).toBe(202);
  await cloud.drained();
  expect(await balanceOf(cloud, 'shop-1')).toBe(100_000);
  expect(await payoutFileAt(cloud, again.fileId)).toMatchObject({ state: 'done', rows: 2406, paid: 2360 });
});

it('refuses a file as a whole before anything of it is paid', async () => {
  const empty = await handIn(cloud, 'nothing-yet', 'shop-1');
  expect(await submit(cloud, empty.fileId)).toMatchObject({
    status: 409,
    body: { type: '/docs#problem-not-uploaded' },
  });
  const other = await handIn(cloud, 'wrong-columns', 'shop-1', 'payee,amount\nasha,100\n');
  expect(await submit(cloud, other.fileId)).toMatchObject({
    status: 422,
    body: { detail: 'The first line must be reference,payee,amount,currency,note. Upload the file again.' },
  });
  const broken = await handIn(
    cloud,
    'open-quote',
    'shop-1',
    payoutsCsv(['A-1,asha,100,INR,', 'A-2,asha,100,INR,"never']),
  );
  await submit(cloud, broken.fileId);
  await cloud.drained();
  expect(await payoutFileAt(cloud, broken.fileId)).toMatchObject({ state: 'refused', paid: 0, resultUrl: null });
  expect(await balanceOf(cloud, 'shop-1')).toBe(100_000);
});

it('answers a file without a single payout', async () => {
  const file = await handIn(cloud, 'all-wrong', 'shop-1', payoutsCsv(['A-1,asha,0,INR,', 'A-2,a b,100,INR,']));
  await submit(cloud, file.fileId);
  await cloud.drained();
  const done = await payoutFileAt(cloud, file.fileId);
  expect(done).toMatchObject({ state: 'done', rows: 2, paid: 0, refused: 2 });
  expect((await resultOf(done)).slice(1)).toEqual(['2,A-1,refused,,amount-wrong', '3,A-2,refused,,payee-wrong']);
});

it('pays the fee of a vendor beside each payout, or does not pay', async () => {
  const before = { shop: await balanceOf(cloud, 'shop-1'), asha: await balanceOf(cloud, 'asha') };
  const all = ['F-1,asha,10000,INR,', 'F-2,nobody,100,INR,', `F-3,asha,${before.shop},INR,`, 'F-4,asha,20000,INR,'];
  const file = await handIn(cloud, 'with-fees', 'shop-1', payoutsCsv(all), 'payout-bank');
  await submit(cloud, file.fileId);
  await cloud.drained();
  const answers = (await resultOf(await payoutFileAt(cloud, file.fileId))).slice(1);
  expect(answers.map((answer) => answer.replace(/,bulk\.[0-9a-f-]{36},$/, ''))).toEqual([
    '2,F-1,paid',
    '3,F-2,refused,,unknown-account',
    '4,F-3,refused,,insufficient-funds',
    '5,F-4,paid',
  ]);
  // The bank takes 2.50 rupees each.
  expect(await balanceOf(cloud, 'shop-1')).toBe(before.shop - 30_000 - 2 * 250);
  expect(await balanceOf(cloud, 'asha')).toBe(before.asha + 30_000);
});

it('says that files are settled, and leaves the books in order', async () => {
  const stores = storesOf(cloud);
  const told = (await stores.records('DomainEvents'))
    .map((text) => JSON.parse(text) as { id: string; type: string; data: object })
    .filter(({ type }) => type === 'sangam.payments.payout-file-settled.v1');
  stores.close();
  // At least once: a repeat has the same id.
  const settled = [...new Map(told.map(({ id, data }) => [id, data])).values()];
  expect(settled).toHaveLength(3);
  expect(settled).toContainEqual(expect.objectContaining({ rows: 2406, paid: 2360, refused: 46 }));
  await cloud.fire('Verify');
  await cloud.drained();
  expect(cloud.metric('AccountsDrifted').sum + cloud.metric('CurrenciesUnbalanced').sum).toBe(0);
});
