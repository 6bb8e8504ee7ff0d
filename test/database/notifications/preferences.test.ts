import { preferencesIn } from '../../../lambdas/notifications/adapters/preferences-table.ts';
import { wishesIn } from '../../../lambdas/notifications/adapters/wishes.ts';
import { type MigratedDatabase, startMigratedDatabase } from '../../support/database.ts';

let db: MigratedDatabase;

beforeAll(async () => {
  db = await startMigratedDatabase();
});

afterAll(() => db.services.drop());

const preferences = () => preferencesIn(db.app);
const at = (minute: number) => `2026-11-21T06:0${minute}:00.000Z`;
const noOffers = { purpose: 'offers', channel: 'sms', wanted: false } as const;

it('answers what was said when it was said first, also when it is said again', async () => {
  const first = await preferences().put('asha', [noOffers], 'app', at(1));
  expect(first).toEqual([{ customerId: 'asha', ...noOffers, source: 'app', changedAt: at(1) }]);
  expect(await preferences().put('asha', [noOffers], 'server', at(2))).toEqual(first);
  const again = { ...noOffers, wanted: true };
  expect(await preferences().put('asha', [again], 'server', at(3))).toEqual([
    { customerId: 'asha', ...again, source: 'server', changedAt: at(3) },
  ]);
});

it('answers only what it was asked to change, and shows all', async () => {
  const all = { purpose: 'promotional', channel: '*', wanted: true } as const;
  await preferences().put('ravi', [all], 'app', at(1));
  expect(await preferences().put('ravi', [noOffers], 'app', at(2))).toHaveLength(1);
  expect(await preferences().all('ravi')).toEqual([
    { customerId: 'ravi', ...noOffers, source: 'app', changedAt: at(2) },
    { customerId: 'ravi', ...all, source: 'app', changedAt: at(1) },
  ]);
});

it('lets the app take back what a link in an e-mail ended', async () => {
  await wishesIn(db.app).unsubscribe({ customerId: 'meera', purpose: 'offers', channel: 'email' }, at(1));
  const back = { purpose: 'offers', channel: 'email', wanted: true } as const;
  expect(await preferences().put('meera', [back], 'app', at(2))).toEqual([
    { customerId: 'meera', ...back, source: 'app', changedAt: at(2) },
  ]);
});
