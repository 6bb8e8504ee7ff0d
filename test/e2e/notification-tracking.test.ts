import { randomUUID } from 'node:crypto';
import { KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { CampaignReport } from '../../lambdas/contracts/api/campaign-report.ts';
import type { NotificationHistory } from '../../lambdas/contracts/api/notification-tracking.ts';
import { linkUrl, unsubscribeUrl } from '../../lambdas/notifications/domain/links/urls.ts';
import { parseSigningKeys, type SigningKeys } from '../../lambdas/shared/signing-keys.ts';
import type { Cloud } from '../../local/cloud.ts';
import { aCloud, callAs } from '../support/cloud.ts';
import { anEmailEvent, anSmsEvent } from '../support/provider-events.ts';
import { storesOf } from '../support/stores.ts';
import { until } from '../support/until.ts';

let cloud: Cloud;
let keys: SigningKeys;
const campaignId = '5d0c6d5e-98a1-8c1b-9a3e-0d6f3a7f6a11';
const [email, sms, other] = [randomUUID(), randomUUID(), randomUUID()] as const;
const browser = { 'user-agent': 'Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile Safari/537.36' };
const expiresOn = new Date(Date.now() + 7 * 86_400_000);

const client = <Client>(Made: new (options: object) => Client): Client =>
  new Made({ endpoint: cloud.awsEndpoint, region: cloud.region, credentials: cloud.credentials });

async function sql<Row>(text: string): Promise<Row[]> {
  const stores = storesOf(cloud);
  try {
    return await stores.sql<Row>(text);
  } finally {
    stores.close();
  }
}

beforeAll(async () => {
  cloud = await aCloud();
  const secret = cloud.resources.one('AWS::SecretsManager::Secret', 'LinkKeys').physicalId;
  const { SecretString } = await client(SecretsManagerClient).send(new GetSecretValueCommand({ SecretId: secret }));
  keys = parseSigningKeys(SecretString);
  const links = [
    { name: 'offer', target: 'https://www.sangam.example/offer' },
    { name: 'gone', target: 'https://elsewhere.example/' },
  ];
  await sql(`INSERT INTO notifications.template VALUES ('offer', 1, '${JSON.stringify({ links })}', 'ops')`);
  await sql(`INSERT INTO notifications.campaign (campaign_id, name, state, definition, created_by)
    VALUES ('${campaignId}', 'Diwali', 'running', '{}', 'ops')`);
  await sql(`INSERT INTO notifications.endpoint VALUES ('asha', 'sms', '+919800000001', NULL)`);
  for (const [id, customer, channel] of [
    [email, 'asha', 'email'],
    [sms, 'asha', 'sms'],
    [other, 'ravi', 'email'],
  ])
    await sql(`INSERT INTO notifications.notification (id, customer_id, campaign_id, template_id, template_version, variant,
        purpose, promotional, state, channel, claim, requested_at, accepted_at)
      VALUES ('${id}', '${customer}', '${campaignId}', 'offer', 1, 'a', 'offers', true, 'accepted', '${channel}', 'x',
        now() - interval '1 hour', now() - interval '59 minutes')`);
});

afterAll(() => cloud.stop());

const message = { notificationId: email, expiresOn };
const follow = (url: string, init: RequestInit = {}) => fetch(url, { redirect: 'manual', headers: browser, ...init });
const report = () =>
  callAs<CampaignReport>(cloud, { client: 'Operations' }, 'GET', `/v1/campaigns/${campaignId}/report`);
const tell = (customer: string) =>
  callAs(cloud, { customer }, 'POST', `/v1/notifications/${sms}/events`, {
    events: [{ kind: 'opened', at: new Date().toISOString() }],
  });
const reply = (id: string, text: string) =>
  callAs(cloud, { client: 'PhpServer' }, 'POST', '/v1/sms-replies', {
    id,
    from: '+919800000001',
    to: 'SANGAM',
    text,
    receivedAt: new Date().toISOString(),
  });

it('leads from a link to its target, and from others to a page', async () => {
  const link = linkUrl(cloud.apiUrl, keys, message, 0);
  const { status, headers } = await follow(link);
  expect([status, headers.get('location'), headers.get('cache-control')]).toEqual([
    302,
    expect.stringContaining('https://www.sangam.example/offer?utm_source=sangam&utm_medium=email'),
    'no-store',
  ]);
  const tampered = link.slice(0, -1) + (link.endsWith('A') ? 'B' : 'A');
  const old = linkUrl(cloud.apiUrl, keys, { ...message, expiresOn: new Date('2026-01-01') }, 0);
  const elsewhere = linkUrl(cloud.apiUrl, keys, message, 1);
  const others = await Promise.all([tampered, old, elsewhere].map((url) => follow(url)));
  expect(others.map((answer) => [answer.status, answer.headers.get('content-type')])).toEqual([
    [404, 'text/html; charset=utf-8'],
    [410, 'text/html; charset=utf-8'],
    [404, 'text/html; charset=utf-8'],
  ]);
});

it('ends messages in one click, and not by looking at the link', async () => {
  const url = unsubscribeUrl(cloud.apiUrl, keys, message);
  expect(await (await follow(url)).text()).toContain('No more e-mails about offers?');
  expect(await sql('SELECT * FROM notifications.preference')).toEqual([]);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  for (let click = 0; click < 2; click++) {
    const done = await follow(url, { method: 'POST', headers, body: 'List-Unsubscribe=One-Click' });
    expect([done.status, await done.text()]).toEqual([200, expect.stringContaining('no more e-mails about offers')]);
  }
});

it('hears the app and answers by SMS', async () => {
  expect(await tell('asha')).toMatchObject({ status: 202 });
  expect(await tell('ravi')).toMatchObject({ status: 404 });
  expect(await reply('g-1', 'Yes please')).toEqual({ status: 200, body: { outcome: 'replied' } });
  expect(await reply('g-2', 'STOP')).toEqual({ status: 200, body: { outcome: 'stopped' } });
  expect(
    await sql('SELECT customer_id AS who, purpose, channel, wanted FROM notifications.preference ORDER BY purpose'),
  ).toEqual([
    { who: 'asha', purpose: 'offers', channel: 'email', wanted: false },
    { who: 'asha', purpose: 'promotional', channel: 'sms', wanted: false },
  ]);
});

it('counts what providers tell together with all of that, once, and tells it', async () => {
  const bounce = anEmailEvent('Bounce', other, {
    bounce: {
      timestamp: new Date().toISOString(),
      bounceType: 'Permanent',
      bounceSubType: 'NoEmail',
      bouncedRecipients: [{ emailAddress: 'ravi@example.com' }],
    },
  });
  const delivered = anSmsEvent('TEXT_DELIVERED', { context: { notificationId: sms }, eventTimestamp: Date.now() });
  const Records = [bounce, delivered, bounce, delivered].map((event, index) => ({
    PartitionKey: String(index),
    Data: Buffer.from(JSON.stringify(event)),
  }));
  const StreamName = cloud.resources.one('AWS::Kinesis::Stream', 'Receipts').physicalId;
  await client(KinesisClient).send(new PutRecordsCommand({ StreamName, Records }));

  const expected = { delivered: 2, bounced: 1, opened: 1, clicked: 1, replied: 1 };
  await until(async () => {
    const { total } = (await report()).body;
    return Object.entries(expected).every(([stage, count]) => total[stage as keyof typeof expected] >= count);
  }, 'all receipts are counted');
  expect((await report()).body.total).toMatchObject(expected);
  expect(await sql('SELECT address, reason FROM notifications.suppression')).toEqual([
    { address: 'ravi@example.com', reason: 'bounced' },
  ]);
  const told = () => {
    const stores = storesOf(cloud);
    return stores.records('DomainEvents').finally(stores.close);
  };
  await until(async () => (await told()).length >= 5, 'all is told');
  const types = new Map((await told()).map((text) => JSON.parse(text)).map(({ id, type }) => [id, type]));
  expect([...types.values()].toSorted()).toEqual([
    'sangam.notifications.bounced.v1',
    'sangam.notifications.clicked.v1',
    'sangam.notifications.opened.v1',
    'sangam.notifications.preference-changed.v1',
    'sangam.notifications.preference-changed.v1',
  ]);
});

it('shows a customer their history, and operators the report as a table and a picture', async () => {
  const { body } = await callAs<NotificationHistory>(
    cloud,
    { customer: 'asha' },
    'GET',
    '/v1/customers/asha/notifications',
  );
  expect(new Set(body.notifications.map(({ notificationId }) => notificationId))).toEqual(new Set([email, sms]));
  const authorization = `Bearer ${await cloud.token({ client: 'Operations' })}`;
  const starts = ['text/csv', 'image/svg+xml'].map(async (accept) => {
    const answer = await fetch(`${cloud.apiUrl}/v1/campaigns/${campaignId}/report`, {
      headers: { accept, authorization },
    });
    return (await answer.text()).slice(0, 16);
  });
  expect(await Promise.all(starts)).toEqual(['variant,channel,', '<svg xmlns="http']);
});
