import { appSnapshotsIn } from '../../../../lambdas/devices/adapters/app-snapshots.ts';
import { applyBankFactsIn } from '../../../../lambdas/devices/adapters/bank-facts.ts';
import { readEvidenceFrom } from '../../../../lambdas/devices/adapters/insights-reader.ts';
import { assembleInsights } from '../../../../lambdas/devices/domain/insights/assemble.ts';
import { toFact } from '../../../../lambdas/devices/domain/insights/fact.ts';
import { type MigratedDatabase, startMigratedDatabase } from '../../../support/database.ts';
import { anSms } from '../../../support/events.ts';
import { noEvidence } from '../../../support/evidence.ts';

let db: MigratedDatabase;

beforeAll(async () => {
  db = await startMigratedDatabase();
});

afterAll(() => db.services.drop());

const read = (customer: string, at: string) => readEvidenceFrom(db.app)(customer, new Date(at));

let messages = 0;

/** Keeps what messages said that were received at these instants. */
async function receive(customer: string, received: readonly (readonly [at: string, message: string])[]) {
  const facts = received.map(([receivedAt, message]) => {
    const key = `${receivedAt}#${String(messages++).padStart(16, '0')}`;
    const fact = toFact(customer, anSms({ key, sender: 'VM-HDFCBK-S', message, receivedAt }));
    if (fact === undefined) throw new Error(`says nothing: ${message}`);
    return fact;
  });
  await applyBankFactsIn(db.app)(facts, []);
}

const paid = 'Rs.100.00 debited from A/c XX7013 to VPA shop@upi. Avl bal Rs 900.00';
const salary = 'Salary of Rs.85,000.00 credited to A/c XX7013';

describe('what is known', () => {
  it('of a stranger is nothing', async () => {
    expect(await read('stranger', '2026-11-21T06:30:00.000Z')).toEqual(noEvidence);
  });

  it('is sums, balances, facts, apps and changes, as the answer has them', async () => {
    await receive('asha', [
      ['2026-11-01T04:30:00.000Z', salary],
      ['2026-11-20T06:00:00.000Z', paid],
    ]);
    const { apply } = appSnapshotsIn(db.app);
    const apps = [{ package: 'com.kreditbee', category: 'lender' }];
    await apply([{ customer_id: 'asha', taken_at: '2026-11-19T00:00:00.000Z', apps: [] }]);
    await apply([{ customer_id: 'asha', taken_at: '2026-11-20T00:00:00.000Z', apps }]);
    const at = '2026-11-21T06:30:00.000Z';
    const evidence = await read('asha', at);
    expect(evidence).toMatchObject({
      zone: 'Asia/Kolkata',
      months: [{ month: '2026-11', currency: 'INR', inflow: '8500000', outflow: '10000', messages: 2 }],
      balances: [{ account: '7013', latest: '90000', days: 1, messages: 1 }],
      facts: [{ kind: 'salary', day: '2026-11-01', at: '2026-11-01T04:30:00.000Z' }],
      profile: { takenAt: '2026-11-20T00:00:00.000Z', total: 1, categories: { lender: 1 } },
      changes: [{ at: '2026-11-20T00:00:00.000Z', package: 'com.kreditbee', change: 'installed' }],
    });
    expect(assembleInsights('asha', evidence, new Date(at))).toMatchObject({
      salary: { amount: { minor: '8500000', currency: 'INR' } },
      apps: { byCategory: [{ category: 'lender', apps: 1 }] },
    });
    expect(await read('ravi', at)).toEqual(noEvidence);
  });

  it('reaches back 180 days of facts and 90 of balances by the customer’s midnight', async () => {
    const [lastDay, firstOfFacts, firstOfBalances] = ['2026-11-21', '2026-05-26', '2026-08-24'];
    await receive('bounds', [
      // 00:00 and 23:59 in India.
      ['2026-05-25T18:30:00.000Z', salary],
      ['2026-05-25T18:29:00.000Z', salary],
      ['2026-08-23T18:30:00.000Z', paid],
      ['2026-08-23T18:29:00.000Z', paid],
    ]);
    for (const at of ['2026-11-20T18:30:00.000Z', '2026-11-21T18:29:59.000Z']) {
      const evidence = await read('bounds', at);
      expect(evidence.facts.map(({ day }) => day)).toEqual([firstOfFacts]);
      expect(evidence.balances).toMatchObject([{ days: 1 }]);
      const { bounces, balances } = assembleInsights('bounds', evidence, new Date(at));
      expect(bounces.window).toEqual({ from: firstOfFacts, to: lastDay });
      expect(balances[0]?.window).toEqual({ from: firstOfBalances, to: lastDay });
    }
    expect((await read('bounds', '2026-11-20T18:29:00.000Z')).balances).toMatchObject([{ days: 2 }]);
  });

  it('has two balances of one account that holds two currencies', async () => {
    await receive('two-currencies', [
      ['2026-11-20T06:00:00.000Z', paid],
      ['2026-11-20T07:00:00.000Z', paid.replaceAll('Rs', 'USD').replace('900', '70')],
    ]);
    expect((await read('two-currencies', '2026-11-21T06:30:00.000Z')).balances).toMatchObject([
      { account: '7013', currency: 'USD', latest: '7000', messages: 1 },
      { account: '7013', currency: 'INR', latest: '90000', messages: 1 },
    ]);
  });

  it('has twelve months, also while the month is younger in India than in UTC and when a phone’s clock is ahead', async () => {
    const starts = Array.from({ length: 14 }, (_, month) => new Date(Date.UTC(2025, 10 + month, 10)).toISOString());
    await receive(
      'months',
      starts.map((at) => [at, paid]),
    );
    const monthsAt = async (at: string) => (await read('months', at)).months.map(({ month }) => month);
    expect((await monthsAt('2026-11-30T18:29:00.000Z')).at(0)).toBe('2026-11');
    expect(await monthsAt('2026-11-30T18:29:00.000Z')).toHaveLength(12);
    expect((await monthsAt('2026-11-30T18:30:00.000Z')).at(0)).toBe('2026-12');
    expect(await monthsAt('2026-11-30T18:30:00.000Z')).toHaveLength(12);
  });
});
