import { randomUUID } from 'node:crypto';
import type { Fate } from './behaviour.ts';
import { type EmailEventKind, emailEvent } from './email-events.ts';
import type { Recorder } from './outbox.ts';
import type { KnownResources } from './registry.ts';
import { smsDetailType, smsEvent } from './sms-events.ts';
import type { Account, BusEvent, SentMessage } from './types.ts';

export type ReceiptsOptions = {
  readonly account: Account;
  readonly known: Pick<KnownResources, 'isPublished'>;
  readonly outbox: Pick<Recorder, 'note'>;
  readonly delayMs: () => number;
  /** Puts an event on the default bus. */
  readonly publish: (event: BusEvent) => void;
};

export type Receipts = {
  /** Tells after a while what became of a message. */
  readonly expect: (message: SentMessage, fate: Fate) => void;
  /** Tells at once that somebody opened an e-mail or clicked in it. */
  readonly tell: (kind: 'open' | 'click', message: SentMessage, link?: string) => void;
  /** Resolves when all is told but what takes longer than two seconds. */
  readonly settled: () => Promise<void>;
  readonly stop: () => void;
};

const soonMs = 2000;

/** What is still to be told when the laptop stops is lost, as EventBridge promises no more than its best effort. */
export function makeReceipts({ account, known, outbox, delayMs, publish }: ReceiptsOptions): Receipts {
  const timers = new Set<NodeJS.Timeout>();
  let waiting: (() => void)[] = [];
  /** Those that come within the time that `settled` waits for. */
  let soon = 0;

  const put = (source: string, detailType: string, detail: BusEvent['detail'], at: Date): void =>
    publish({
      version: '0',
      id: randomUUID(),
      'detail-type': detailType,
      source,
      account: account.accountId,
      time: at.toISOString().replace(/\.\d{3}Z$/, 'Z'),
      region: account.region,
      resources: [],
      detail,
    });

  function email(kind: EmailEventKind, message: SentMessage, link?: string): void {
    const at = new Date();
    const { matching, eventType, detailType, detail } = emailEvent(kind, message, account, at, link);
    outbox.note({ id: message.id, at: at.toISOString(), event: eventType });
    if (known.isPublished(message.configurationSet ?? '', matching)) put('aws.ses', detailType, detail, at);
  }

  function tellOf(message: SentMessage, { afterwards }: Fate): void {
    if (afterwards === 'nothing' || message.channel === 'push') return;
    if (message.channel === 'email') {
      // A complaint or an open follows a delivery.
      const kinds: readonly EmailEventKind[] =
        afterwards === 'bounce' || afterwards === 'soft-bounce'
          ? [afterwards]
          : afterwards === 'complaint' || afterwards === 'open'
            ? ['delivery', afterwards]
            : ['delivery'];
      for (const kind of kinds) email(kind, message);
      return;
    }
    const at = new Date();
    const isBarred = message.address.startsWith('+91') && message.content.dlt === undefined;
    const fate = afterwards === 'undelivered' || afterwards === 'invalid' ? afterwards : 'delivered';
    // India's operators drop what they find in no register.
    const detail = smsEvent(isBarred ? 'blocked' : fate, message, at);
    outbox.note({ id: message.id, at: at.toISOString(), event: String(detail.eventType) });
    put('aws.sms-voice', smsDetailType, detail, at);
  }

  return {
    expect: (message, fate) => {
      const wait = delayMs() * (fate.isSlow ? 10 : 1);
      const timer = setTimeout(() => {
        timers.delete(timer);
        tellOf(message, fate);
        if (wait > soonMs || --soon > 0) return;
        const settled = waiting;
        waiting = [];
        for (const each of settled) each();
      }, wait).unref();
      timers.add(timer);
      if (wait <= soonMs) soon++;
    },
    tell: email,
    settled: () =>
      soon === 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting.push(resolve);
          }),
    stop: () => {
      for (const timer of timers) clearTimeout(timer);
      for (const each of waiting) each();
    },
  };
}
