import type { MessagingChannel } from './types.ts';

/** What a provider answers, and what is heard of the message afterwards. */
export type Fate = {
  readonly answer: 'taken' | 'busy-twice' | 'temporary' | 'dead' | 'opted-out' | 'moved' | 'lost' | 'refused';
  readonly afterwards:
    | 'delivered'
    | 'undelivered'
    | 'invalid'
    | 'soft-bounce'
    | 'bounce'
    | 'complaint'
    | 'open'
    | 'nothing';
  /** Receipts take ten times as long. */
  readonly isSlow?: boolean;
};

const well: Fate = { answer: 'taken', afterwards: 'delivered' };

/** Numbers of this range are nobody's; all others do well. */
const phoneRange = '+9199990';

/** By the last four digits of a number such as `+919999000001`. */
const phoneFates: Readonly<Record<string, Fate>> = {
  '0001': { answer: 'busy-twice', afterwards: 'delivered' },
  '0002': { answer: 'dead', afterwards: 'nothing' },
  '0003': { answer: 'opted-out', afterwards: 'nothing' },
  '0004': { answer: 'temporary', afterwards: 'nothing' },
  '0005': { answer: 'taken', afterwards: 'undelivered' },
  '0006': { answer: 'lost', afterwards: 'nothing' },
  '0007': { answer: 'taken', afterwards: 'nothing' },
  '0008': { answer: 'taken', afterwards: 'invalid' },
};

/** By the first word of a device token: `dead-4711`. Nothing is ever heard of a push notification. */
const tokenFates: Readonly<Record<string, Fate>> = {
  busy: { answer: 'busy-twice', afterwards: 'nothing' },
  dead: { answer: 'dead', afterwards: 'nothing' },
  quiet: { answer: 'opted-out', afterwards: 'nothing' },
  late: { answer: 'temporary', afterwards: 'nothing' },
  lost: { answer: 'lost', afterwards: 'nothing' },
  moved: { answer: 'moved', afterwards: 'nothing' },
};

/** By the first word of an address: `bounce@example.in`, `bounce-asha@example.in`. */
const emailFates: Readonly<Record<string, Fate>> = {
  bounce: { answer: 'taken', afterwards: 'bounce' },
  softbounce: { answer: 'taken', afterwards: 'soft-bounce' },
  complaint: { answer: 'taken', afterwards: 'complaint' },
  opens: { answer: 'taken', afterwards: 'open' },
  silent: { answer: 'taken', afterwards: 'nothing' },
  slow: { answer: 'taken', afterwards: 'delivered', isSlow: true },
  busy: { answer: 'busy-twice', afterwards: 'delivered' },
  late: { answer: 'temporary', afterwards: 'nothing' },
  rejected: { answer: 'refused', afterwards: 'nothing' },
};

const own = (fates: Readonly<Record<string, Fate>>, word: string): Fate =>
  (Object.hasOwn(fates, word) ? fates[word] : undefined) ?? well;

function planned(channel: MessagingChannel, address: string): Fate {
  if (channel === 'sms') return address.startsWith(phoneRange) ? own(phoneFates, address.slice(-4)) : well;
  const [word = ''] = address.split(/[-+.@]/);
  return own(channel === 'push' ? tokenFates : emailFates, word);
}

export type FateOf = (channel: MessagingChannel, address: string) => Fate;

/** Remembers who was busy already. */
export function makeFates(): FateOf {
  const asked = new Map<string, number>();
  return (channel, address) => {
    const fate = planned(channel, address);
    if (fate.answer !== 'busy-twice') return fate;
    const times = (asked.get(address) ?? 0) + 1;
    if (times <= 2) {
      asked.set(address, times);
      return fate;
    }
    asked.delete(address);
    return { ...fate, answer: 'taken' };
  };
}
