import type { EventEnvelope } from '../../../lambdas/contracts/event.ts';
import { contactsIn } from '../../../lambdas/notifications/adapters/contacts-table.ts';
import { tellingPreferences, untoldPreferencesIn } from '../../../lambdas/notifications/adapters/preference-outbox.ts';
import { preferencesIn } from '../../../lambdas/notifications/adapters/preferences-table.ts';
import { wishesIn } from '../../../lambdas/notifications/adapters/wishes.ts';
import { eventOfPreference } from '../../../lambdas/notifications/domain/tracking/changed-preference.ts';
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

it('leaves what was not told after its commit to the sweep, whoever wrote it, until it is told', async () => {
  const untold = async () => {
    await db.admin.query(`UPDATE notifications.untold_preference SET stated_at = now() - interval '2 minutes'`);
    return untoldPreferencesIn(db.app)();
  };
  const told: EventEnvelope[] = [];
  const tell = tellingPreferences(async (events) => void told.push(...events), db.app);
  await tell((await untold()).map(eventOfPreference));
  expect(await untold()).toEqual([]);

  const phone = '+919800000077';
  await contactsIn(db.app).put([{ customerId: 'latha', language: 'en', zone: 'Asia/Kolkata', phone }]);
  await preferences().put('latha', [noOffers], 'app', at(1));
  await preferences().put('latha', [noOffers], 'app', at(2));
  await preferences().put('latha', [{ ...noOffers, wanted: true }], 'app', at(3));
  const wishes = wishesIn(db.app);
  await wishes.unsubscribe({ customerId: 'latha', purpose: 'offers', channel: 'email' }, at(4));
  await wishes.stopSms(phone, at(5));
  await wishes.startSms(phone, at(6));
  const said = (await untold()).toSorted((a, b) => a.changedAt.localeCompare(b.changedAt));
  expect(said.map(({ channel, wanted, source, changedAt }) => [changedAt, channel, wanted, source])).toEqual([
    [at(1), 'sms', false, 'app'],
    [at(3), 'sms', true, 'app'],
    [at(4), 'email', false, 'unsubscribe-link'],
    [at(5), 'sms', false, 'sms-stop'],
    [at(6), 'sms', true, 'sms-stop'],
  ]);

  const away = tellingPreferences(async () => Promise.reject(new Error('away')), db.app);
  await expect(away(said.map(eventOfPreference))).rejects.toThrow('away');
  expect(await untold()).toHaveLength(5);
  told.length = 0;
  await tell(said.slice(1).map(eventOfPreference));
  expect(await untold()).toEqual([said[0]]);
  expect(new Set(told.map(({ id }) => id)).size).toBe(4);
});
