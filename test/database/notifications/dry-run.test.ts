import { dryRunReaderIn } from '../../../lambdas/notifications/adapters/dry-run-reader.ts';
import { type MigratedDatabase, startMigratedDatabase } from '../../support/database.ts';
import { storeNotification } from '../../support/notifications.ts';

let db: MigratedDatabase;
const hoursAgo = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();

beforeAll(async () => {
  db = await startMigratedDatabase();
  await db.admin.query(
    `INSERT INTO notifications.contact (customer_id, language) VALUES ('asha', 'hi'), ('bina', 'en')`,
  );
  await db.admin.query(
    `INSERT INTO notifications.endpoint (customer_id, channel, address, platform, updated_at) VALUES
       ('asha', 'sms', '+919800000001', NULL, now() - interval '1 day'), ('asha', 'push', 'token', 'android', now())`,
  );
  await db.admin.query(
    `INSERT INTO notifications.suppression (channel, address, reason) VALUES ('sms', '+919800000001', 'bounced')`,
  );
  await db.admin.query(
    `INSERT INTO notifications.preference (customer_id, purpose, channel, wanted, source, changed_at) VALUES ('asha', 'promotional', '*', true, 'app', now())`,
  );
  await storeNotification(db.admin.query, { requestedAt: hoursAgo(2) });
  await storeNotification(db.admin.query, { requestedAt: hoursAgo(48) });
  await storeNotification(db.admin.query, { requestedAt: hoursAgo(2), state: 'suppressed' });
  await storeNotification(db.admin.query, { requestedAt: hoursAgo(200) });
});

afterAll(() => db.services.drop());

it('reads all that is decided by of many customers at once', async () => {
  const found = await dryRunReaderIn(db.app).candidates(['asha', 'bina', 'nobody']);
  expect([...found.keys()].toSorted()).toEqual(['asha', 'bina']);
  expect(found.get('asha')).toEqual({
    zone: 'Asia/Kolkata',
    language: 'hi',
    addresses: [
      { channel: 'push', address: 'token', platform: 'android', isSuppressed: false },
      { channel: 'sms', address: '+919800000001', platform: null, isSuppressed: true },
    ],
    preferences: [{ purpose: 'promotional', channel: '*', wanted: true }],
    sent: { inDay: 1, inWeek: 2 },
  });
  expect(found.get('bina')).toMatchObject({ addresses: [], preferences: [], sent: { inDay: 0, inWeek: 0 } });
});

it('reads what a version of a template reaches', async () => {
  await db.admin.query(
    `INSERT INTO notifications.template (template_id, version, definition, created_by) VALUES
       ('dry-run-offer', 1, '{"purpose": "offers", "sms": {"maxParts": 3}, "inbox": {}}', 'ops'), ('dry-run-offer', 2, '{"purpose": "offers", "push": {}}', 'ops')`,
  );
  const { reachOf } = dryRunReaderIn(db.app);
  expect(await reachOf({ id: 'dry-run-offer', version: 1 })).toEqual({
    channels: new Set(['sms', 'inbox']),
    smsPartsMax: 3,
  });
  expect(await reachOf({ id: 'dry-run-offer', version: 2 })).toEqual({ channels: new Set(['push']), smsPartsMax: 1 });
});

it('reads the newest policy', async () => {
  const definition = {
    windows: [],
    caps: { promotional: { perDay: 1, perWeek: 3 } },
    currency: 'INR',
    pricesMicros: { push: 1, sms: 2, email: 3, inbox: 0 },
  };
  await db.admin.query(
    `INSERT INTO notifications.policy (version, definition, changed_by) SELECT coalesce(max(version), 0) + 1, :definition, 'ops' FROM notifications.policy`,
    { definition },
  );
  expect(await dryRunReaderIn(db.app).policy()).toEqual(definition);
});
