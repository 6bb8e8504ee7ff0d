import { answeredMessagesIn } from '../../../lambdas/notifications/adapters/answered-message.ts';
import { sentMessagesIn } from '../../../lambdas/notifications/adapters/sent-messages.ts';
import { wishesIn } from '../../../lambdas/notifications/adapters/wishes.ts';
import { type MigratedDatabase, startMigratedDatabase } from '../../support/database.ts';
import { storeNotification } from '../../support/notifications.ts';

let db: MigratedDatabase;

beforeAll(async () => {
  db = await startMigratedDatabase();
  for (const [customerId, address] of [
    ['asha', '+919800000001'],
    ['ravi', '+919800000001'],
    ['meera', '+919800000002'],
  ])
    await db.app.query(
      `INSERT INTO notifications.endpoint (customer_id, channel, address) VALUES (:customerId, 'sms', :address)`,
      { customerId: customerId ?? '', address: address ?? '' },
    );
});

afterAll(() => db.services.drop());

const hour = (hours: number) => new Date(Date.parse('2026-11-21T06:00:00.000Z') + hours * 3_600_000).toISOString();
const wantedOf = async (customerId: string) => {
  const rows = await db.app.query<{ what: string; wanted: boolean }>(
    `SELECT purpose || ' ' || channel AS what, wanted FROM notifications.preference WHERE customer_id = :customerId ORDER BY 1`,
    { customerId },
  );
  return Object.fromEntries(rows.map(({ what, wanted }) => [what, wanted]));
};

describe('the link that ends messages', () => {
  const wish = { customerId: 'uma', purpose: 'offers', channel: 'email' } as const;

  it('counts once, and answers the same again for those who were not told', async () => {
    const { unsubscribe } = wishesIn(db.app);
    const first = await unsubscribe(wish, hour(1));
    expect(first).toEqual([{ ...wish, wanted: false, source: 'unsubscribe-link', changedAt: hour(1) }]);
    expect(await unsubscribe(wish, hour(2))).toEqual(first);
    expect(await wantedOf('uma')).toEqual({ 'offers email': false });
  });

  it('turns what was wanted, and has nothing to tell of what the app had ended', async () => {
    const { unsubscribe } = wishesIn(db.app);
    const put = (customerId: string, wanted: boolean) =>
      db.app.query(
        `INSERT INTO notifications.preference VALUES (:customerId, 'offers', 'email', :wanted, 'app', now())`,
        { customerId, wanted },
      );
    await put('vikram', true);
    await put('wasim', false);
    expect(await unsubscribe({ ...wish, customerId: 'vikram' }, hour(1))).toHaveLength(1);
    expect(await unsubscribe({ ...wish, customerId: 'wasim' }, hour(1))).toEqual([]);
    expect([await wantedOf('vikram'), await wantedOf('wasim')]).toEqual([
      { 'offers email': false },
      { 'offers email': false },
    ]);
  });
});

describe('STOP and START', () => {
  const number = '+919800000001';
  const both = (wanted: boolean, changedAt: string) =>
    ['asha', 'ravi'].map((customerId) => ({
      customerId,
      purpose: 'promotional',
      channel: 'sms',
      wanted,
      source: 'sms-stop',
      changedAt,
    }));

  const want = (customerId: string, purpose: string, channel: string, wanted: boolean) =>
    db.app.query(
      `INSERT INTO notifications.preference VALUES (:customerId, :purpose, :channel, :wanted, 'app', '2026-11-20T00:00:00Z')`,
      { customerId, purpose, channel, wanted },
    );
  const reachedBy = (customerId: string, address: string) =>
    db.app.query(
      `INSERT INTO notifications.endpoint (customer_id, channel, address) VALUES (:customerId, 'sms', :address)`,
      { customerId, address },
    );

  it('count for all with the number, in the order of their times whatever the order they come in', async () => {
    const { stopSms, startSms } = wishesIn(db.app);
    await want('asha', 'promotional', '*', true);
    await want('ravi', 'promotional', 'sms', true);
    expect(await startSms(number, hour(0))).toEqual([]);
    expect(await stopSms(number, hour(1))).toEqual(both(false, hour(1)));
    expect(await stopSms(number, hour(1))).toEqual(both(false, hour(1)));
    expect(await startSms(number, hour(3))).toEqual(both(true, hour(3)));
    expect(await startSms(number, hour(3))).toEqual(both(true, hour(3)));
    expect(await stopSms(number, hour(2))).toEqual([]);
    expect(await wantedOf('asha')).toEqual({ 'promotional *': true });
    expect(await wantedOf('ravi')).toEqual({ 'promotional sms': true });
    expect(await wantedOf('meera')).toEqual({});
    expect(await stopSms('+919899999999', hour(4))).toEqual([]);
    expect(await stopSms(number, hour(5))).toEqual(both(false, hour(5)));
    expect(await startSms(number, hour(6))).toEqual(both(true, hour(6)));
  });

  it.each<readonly [string, readonly (readonly [string, string, boolean])[], Record<string, boolean>, number]>([
    ['is no consent of who never asked for promotion', [], { 'promotional sms': false }, 0],
    ['does not undo what was refused in the app', [['promotional', 'sms', false]], { 'promotional sms': false }, 0],
    ['asks for no more than was asked for', [['offers', 'sms', true]], { 'offers sms': true }, 1],
    [
      'asks for nothing by other channels',
      [['offers', 'email', true]],
      { 'offers email': true, 'promotional sms': false },
      0,
    ],
  ])('START after STOP %s', async (what, before, after, told) => {
    const { stopSms, startSms } = wishesIn(db.app);
    const customerId = `start-${what.length}`;
    const address = `+9198111000${what.length}`;
    await reachedBy(customerId, address);
    for (const [purpose, channel, wanted] of before) await want(customerId, purpose, channel, wanted);
    // Said twice: the second one must not take the first for what was there before.
    expect(await stopSms(address, hour(1))).toHaveLength(1);
    expect(await stopSms(address, hour(2))).toHaveLength(1);
    expect(await startSms(address, hour(3))).toHaveLength(told);
    expect(await wantedOf(customerId)).toEqual(after);
  });
});

it('finds the newest SMS to a number before an answer, of whichever customer', async () => {
  const sent = async (customerId: string, hours: number, channel: 'sms' | 'email' = 'sms') =>
    (await storeNotification(db.admin.query, { customerId, channel, acceptedAt: hour(hours) })).id;
  await sent('asha', 1);
  const newest = await sent('ravi', 2);
  await sent('asha', 3, 'email');
  await sent('asha', 9);
  const unknown = await storeNotification(db.admin.query, {
    customerId: 'meera',
    channel: 'sms',
    state: 'unknown',
    reason: 'time-out',
    requestedAt: hour(1),
    acceptedAt: null,
  });
  const find = answeredMessagesIn(db.app);
  expect(await find('+919800000001', hour(5))).toEqual({ notificationId: newest, customerId: 'ravi' });
  expect(await find('+919800000001', hour(0))).toBeUndefined();
  expect(await find('+919800000002', hour(0))).toBeUndefined();
  expect(await find('+919800000002', hour(5))).toEqual({ notificationId: unknown.id, customerId: 'meera' });
});

it('knows a message that went out with the links of its template', async () => {
  const links = [{ name: 'offer', target: 'https://shop.example/offer' }];
  await db.app.query(
    `INSERT INTO notifications.template (template_id, version, definition, created_by) VALUES ('offer', 1, :definition, 'ops')`,
    { definition: { links } },
  );
  const { id } = await storeNotification(db.admin.query, { campaignId: null, channel: 'push', customerId: 'zara' });
  const waiting = await storeNotification(db.admin.query, { channel: null });
  const find = sentMessagesIn(db.app);
  expect(await find(id)).toEqual({
    customerId: 'zara',
    campaignId: null,
    ruleId: 'salary-credited',
    variant: 'a',
    channel: 'push',
    purpose: 'offers',
    acceptedAt: '2026-11-21T06:00:01.000Z',
    links,
  });
  expect(await find(waiting.id)).toBeUndefined();
  const since = async (state: string) =>
    (await find((await storeNotification(db.admin.query, { state, acceptedAt: null })).id))?.acceptedAt;
  expect([await since('unknown'), await since('claimed')]).toEqual([hour(0), null]);
});
