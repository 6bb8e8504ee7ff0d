import type { EventEnvelope } from '../../../../lambdas/contracts/event.ts';
import { preferenceChanged, receiptTaken } from '../../../../lambdas/contracts/notifications.ts';
import { makeSmsReplies, type SmsRepliesDeps } from '../../../../lambdas/notifications/sms-replies/handler.ts';
import { silentLog, silentMeter, unexpected } from '../../../support/fakes.ts';
import { httpEvent, jsonOf } from '../../../support/http.ts';

const from = '+919800000001';
const at = '2026-11-21T06:30:00.000Z';
const notificationId = '0b7c3f8e-2d41-8a55-9c0e-6a1f4e2d9b37';
const inert: SmsRepliesDeps = {
  stopSms: unexpected('stopSms'),
  startSms: unexpected('startSms'),
  findAnswered: unexpected('findAnswered'),
  tell: unexpected('tell'),
  publish: unexpected('publish'),
  now: () => new Date('2026-11-21T06:31:00.000Z'),
  log: silentLog,
  meter: silentMeter,
};
const reply = (text: string, receivedAt = '2026-11-21T12:00:00+05:30') =>
  httpEvent({
    route: 'POST /v1/sms-replies',
    body: { id: 'gateway-1', from, to: 'SANGAM', text, receivedAt },
    subject: 'php-server',
    scope: 'customers/write',
  });
const changed = (wanted: boolean) => async () =>
  ['asha', 'ravi'].map((customerId) => ({
    customerId,
    purpose: 'promotional' as const,
    channel: 'sms' as const,
    wanted,
    source: 'sms-stop' as const,
    changedAt: at,
  }));

it.each([
  ['STOP', { stopSms: changed(false) }, 'stopped', false],
  ['Start', { startSms: changed(true) }, 'started', true],
])('by %s changes what all with this number want, and tells it', async (text, wishes, outcome, wanted) => {
  const published: EventEnvelope[] = [];
  const handle = makeSmsReplies({ ...inert, ...wishes, publish: async (events) => void published.push(...events) });
  expect(jsonOf(await handle(reply(text)))).toEqual({ outcome });
  expect(
    published.map((event) => preferenceChanged.parse(event)).map(({ subject, data }) => [subject, data.wanted]),
  ).toEqual([
    ['asha', wanted],
    ['ravi', wanted],
  ]);
});

it.each([
  ['a minute ahead counts as it says', '2026-11-21T06:32:00.000Z', '2026-11-21T06:32:00.000Z'],
  ['that takes its own time for UTC counts as said now', '2026-11-21T12:00:00.000Z', '2026-11-21T06:31:00.000Z'],
])('by a gateway %s', async (_, receivedAt, counted) => {
  const heard: string[] = [];
  const stopSms = async (_address: string, said: string) => {
    heard.push(said);
    return [];
  };
  await makeSmsReplies({ ...inert, stopSms })(reply('STOP', receivedAt));
  expect(heard).toEqual([counted]);
});

it('of any other text is an answer to the newest message', async () => {
  const told: EventEnvelope[] = [];
  const handle = makeSmsReplies({
    ...inert,
    findAnswered: async (address, before) => {
      expect([address, before]).toEqual([from, at]);
      return { notificationId, customerId: 'asha' };
    },
    tell: async (events) => void told.push(...events),
  });
  expect(jsonOf(await handle(reply('When does this end?')))).toEqual({ outcome: 'replied' });
  expect(told.map((event) => receiptTaken.parse(event).data)).toEqual([{ notificationId, kind: 'replied', at }]);
});

it.each([
  ['STOP', { stopSms: async () => [] }],
  ['START', { startSms: async () => [] }],
  ['Hello', { findAnswered: async () => undefined }],
])('by %s from a number that nobody has is ignored', async (text, found) => {
  expect(jsonOf(await makeSmsReplies({ ...inert, ...found })(reply(text)))).toEqual({ outcome: 'ignored' });
});

it('logs neither the number nor the text', async () => {
  const logged: unknown[] = [];
  const tell = (...line: readonly unknown[]) => void logged.push(line);
  const handle = makeSmsReplies({
    ...inert,
    findAnswered: async () => undefined,
    log: { info: tell, warn: tell, error: tell },
  });
  await handle(reply('my secret'));
  expect(logged).not.toHaveLength(0);
  expect(JSON.stringify(logged)).not.toMatch(/secret|98000/);
});
