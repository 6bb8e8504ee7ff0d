import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cloud } from '../../local/cloud.ts';
import { aCloud, callAs, giveConsents } from '../support/cloud.ts';
import { storesOf } from '../support/stores.ts';

let cloud: Cloud;

beforeAll(async () => {
  cloud = await aCloud({ log: { level: 'debug', terminal: () => undefined } });
});

afterAll(() => cloud.stop());

const marker = 'zqxmarker';
const now = () => new Date().toISOString();
const post = (customer: string, messages: readonly { sender: string | null; message: string }[]) =>
  callAs(cloud, { customer }, 'POST', '/v1/device/sms', {
    messages: messages.map((each) => ({ ...each, receivedAt: now() })),
  });

/** Every place that keeps something, and what it keeps; logs and files of the stand-ins are among them. */
async function everything(): Promise<Map<string, string>> {
  await cloud.drained();
  const stores = storesOf(cloud);
  const all = await stores.everything();
  stores.close();
  for (const file of readdirSync(join(cloud.dataDir, 'logs')))
    all.set(`log ${file}`, readFileSync(join(cloud.dataDir, 'logs', file), 'utf8'));
  return all;
}

const placesOf = (all: ReadonlyMap<string, string>): string[] =>
  [...all].flatMap(([place, text]) => (text.includes(marker) ? [place] : []));

it('keeps nothing at all without consent', async () => {
  const answer = await post('nobody', [{ sender: 'VM-HDFCBK-S', message: `Rs.10.00 debited from A/c XX1 ${marker}` }]);
  expect(answer).toMatchObject({ status: 403, body: { type: '/docs#problem-consent-required' } });
  expect(placesOf(await everything())).toEqual([]);
});

it('lets no one-time password and no personal message reach a store, a stream or a log', async () => {
  await giveConsents(cloud, ['asha']);
  const answer = await post('asha', [
    { sender: 'VM-HDFCBK-S', message: `482913 is your OTP for txn of Rs.500 at ${marker}. Do not share it.` },
    { sender: 'AX-ICICIT-T', message: `Your verification code is 771204 ${marker}` },
    { sender: '+919812345678', message: `Rs.500 debited from my account, ${marker}!` },
    { sender: null, message: `See you at eight ${marker}` },
  ]);
  expect(answer).toMatchObject({ status: 202, body: { accepted: 0, dropped: { otp: 2, personal: 2 } } });
  expect(placesOf(await everything())).toEqual([]);
});

it('would find it if it were there: a bank message lies only where it may', async () => {
  await post('asha', [
    { sender: 'VM-HDFCBK-S', message: `Rs.10.00 debited from A/c XX1234 on 21-11-26 to ${marker}. Never share OTP.` },
  ]);
  const places = placesOf(await everything()).map((place) =>
    place.replace(/^(\w+) .*?(DeviceSms|DeviceEvents|Archive|bank_fact).*$/i, '$1 $2'),
  );
  expect(places.map((place) => place.toLowerCase()).toSorted()).toEqual([
    'bucket archive',
    'database bank_fact',
    'stream deviceevents',
    'table devicesms',
  ]);
});

it('stops taking data from the moment a consent is withdrawn', async () => {
  await callAs(cloud, { customer: 'asha' }, 'DELETE', '/v1/consents/device.sms?channel=web');
  expect((await post('asha', [{ sender: 'VM-HDFCBK-S', message: 'Rs.10.00 debited from A/c XX1' }])).status).toBe(403);
  const { body } = await callAs<{ consents: { purpose: string; status: string; history: { channel: string }[] }[] }>(
    cloud,
    { customer: 'asha' },
    'GET',
    '/v1/consents',
  );
  expect(body.consents.find(({ purpose }) => purpose === 'device.sms')).toMatchObject({
    status: 'withdrawn',
    history: [
      { status: 'withdrawn', channel: 'web' },
      { status: 'given', channel: 'app', version: 'test-1' },
    ],
  });
});
