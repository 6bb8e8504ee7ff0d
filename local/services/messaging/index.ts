import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Call, StandIn } from '../call.ts';
import { makeFates } from './behaviour.ts';
import { type Outbox, openOutbox } from './outbox.ts';
import { pinpointHandler } from './pinpoint.ts';
import { makeReceipts } from './receipts.ts';
import { type MessagingRegistry, makeRegistry } from './registry.ts';
import { sesHandler } from './ses.ts';
import { smsVoiceHandler } from './sms-voice.ts';
import type { MessagingTools } from './tools.ts';
import type { Account, BusEvent } from './types.ts';

/** How the providers of the laptop behave; may be changed at any time. */
export type MessagingTuning = {
  /** Before a call is answered. */
  readonly latencyMs: number;
  /** Between the answer and what is heard of the message. */
  readonly receiptDelayMs: number;
};

/** For whoever looks at what customers were sent. */
export type CloudOutbox = Outbox & {
  /** Somebody opened an e-mail; false when there is none by this id. */
  readonly open: (id: string) => boolean;
  readonly click: (id: string, link: string) => boolean;
  readonly tune: (tuning: Partial<MessagingTuning>) => void;
};

export type Messaging = {
  readonly standIns: ReadonlyMap<string, StandIn>;
  readonly registry: MessagingRegistry;
  readonly outbox: CloudOutbox;
  /** Where events go; they are dropped before it is called. */
  readonly publishTo: (publish: (event: BusEvent) => void) => void;
  /** Resolves when all receipts are told but those that take longer than two seconds. */
  readonly settled: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const usual: MessagingTuning = { latencyMs: 5, receiptDelayMs: 100 };

/** Pinpoint's SendMessages, End User Messaging's SendTextMessage and SES v2's SendBulkEmail, over one outbox. */
export function startMessaging(dir: string, account: Account): Messaging {
  const registry = makeRegistry();
  const outbox = openOutbox(join(dir, 'messages.jsonl'));
  let tuning = usual;
  let publish: (event: BusEvent) => void = () => undefined;
  const receipts = makeReceipts({
    account,
    known: registry,
    outbox,
    delayMs: () => tuning.receiptDelayMs,
    publish: (event) => publish(event),
  });
  const tools: MessagingTools = {
    known: registry,
    fateOf: makeFates(),
    accept: (fate, message) => {
      const sent = { ...message, id: randomUUID(), at: new Date().toISOString() };
      outbox.record(sent);
      if (sent.outcome === 'accepted') receipts.expect(sent, fate);
      return sent;
    },
  };
  const after = (handle: (call: Call) => Answer): StandIn => ({
    handle: async (call) => {
      await sleep(tuning.latencyMs);
      return handle(call);
    },
    stop: async () => undefined,
  });
  const tell = (kind: 'open' | 'click', id: string, link?: string): boolean => {
    const message = outbox.message(id);
    if (message?.channel !== 'email') return false;
    receipts.tell(kind, message, link);
    return true;
  };

  const { messages, message, counts, onMessage } = outbox;
  return {
    standIns: new Map([
      ['mobiletargeting', after(pinpointHandler(tools))],
      ['sms-voice', after(smsVoiceHandler(tools))],
      ['ses', after(sesHandler(tools))],
    ]),
    registry,
    outbox: {
      messages,
      message,
      counts,
      onMessage,
      open: (id) => tell('open', id),
      click: (id, link) => tell('click', id, link),
      tune: (change) => {
        tuning = { ...tuning, ...change };
      },
    },
    publishTo: (wanted) => {
      publish = wanted;
    },
    settled: receipts.settled,
    stop: async () => {
      receipts.stop();
      await outbox.close();
    },
  };
}
