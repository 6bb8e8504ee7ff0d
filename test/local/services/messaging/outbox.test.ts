import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openOutbox } from '../../../../local/services/messaging/outbox.ts';
import type { SentMessage } from '../../../../local/services/messaging/types.ts';

let dir: string;
const file = () => join(dir, 'outbox', 'messages.jsonl');
const aMessage = (id: string, over: Partial<SentMessage> = {}): SentMessage => ({
  id,
  at: '2026-11-21T10:00:00.000Z',
  provider: 'ses',
  channel: 'email',
  address: 'asha@example.in',
  notificationId: undefined,
  outcome: 'accepted',
  content: { title: 'Hello' },
  configurationSet: undefined,
  ...over,
});

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'sangam-outbox-'));
});

afterEach(() => rmSync(dir, { recursive: true, force: true }));

it('has messages and receipts again after a restart, and all counts', async () => {
  const first = openOutbox(file(), 2);
  for (const id of ['1', '2', '3']) first.record(aMessage(id));
  first.record(aMessage('4', { outcome: 'THROTTLED', channel: 'sms' }));
  first.note({ id: '3', at: '2026-11-21T10:00:01.000Z', event: 'Delivery' });
  await first.close();

  const again = openOutbox(file(), 2);
  expect(again.messages().map(({ id, receipts }) => [id, receipts.map(({ event }) => event)])).toEqual([
    ['3', ['Delivery']],
    ['4', []],
  ]);
  expect(again.counts()).toEqual({ accepted: 3, THROTTLED: 1 });
  again.record(aMessage('5'));
  await again.close();
  const last = openOutbox(file(), 2);
  expect(last.counts()).toEqual({ accepted: 4, THROTTLED: 1 });
  await last.close();
});

it('leaves out a line that was cut off', async () => {
  const outbox = openOutbox(file());
  outbox.record(aMessage('1'));
  await outbox.close();
  appendFileSync(file(), '{"message": {"id": "2", "at');
  const again = openOutbox(file());
  expect(again.messages().map(({ id }) => id)).toEqual(['1']);
  await again.close();
});

it('finds by what is asked, and tells whoever listens', async () => {
  const outbox = openOutbox(file());
  const heard: string[] = [];
  const stop = outbox.onMessage(({ id }) => heard.push(id));
  outbox.record(aMessage('1'));
  outbox.record(aMessage('2', { channel: 'sms', outcome: 'OPT_OUT' }));
  stop();
  outbox.record(aMessage('3'));
  const found = (filter: Parameters<typeof outbox.messages>[0]) => outbox.messages(filter).map(({ id }) => id);
  expect(found({ channel: 'sms' })).toEqual(['2']);
  expect(found({ address: 'asha@example.in', outcome: 'accepted' })).toEqual(['1', '3']);
  expect(heard).toEqual(['1', '2']);
  await outbox.close();
});
