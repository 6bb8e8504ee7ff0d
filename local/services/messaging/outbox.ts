import { createWriteStream, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { MessagingChannel, SentMessage, SentReceipt } from './types.ts';

export type OutboxFilter = {
  readonly channel?: MessagingChannel;
  readonly address?: string;
  readonly notificationId?: string;
  /** `accepted` or a provider's word for why not. */
  readonly outcome?: string;
};

/** A message with everything said of it since. */
export type OutboxMessage = SentMessage & { readonly receipts: readonly SentReceipt[] };

export type Outbox = {
  /** The latest ones, oldest first. */
  readonly messages: (filter?: OutboxFilter) => readonly OutboxMessage[];
  readonly message: (id: string) => OutboxMessage | undefined;
  /** Of all since the first start, by outcome. */
  readonly counts: () => Readonly<Record<string, number>>;
  /** Told of each message as it comes, until the laptop restarts; returns how to stop. */
  readonly onMessage: (callback: (message: SentMessage) => void) => () => void;
};

export type Recorder = Outbox & {
  readonly record: (message: SentMessage) => void;
  readonly note: (receipt: SentReceipt) => void;
  readonly close: () => Promise<void>;
};

type Line =
  | { readonly message: SentMessage }
  | { readonly receipt: SentReceipt }
  | { readonly counts: Record<string, number> };

/** What a person scrolls through at most; benches keep their own account by `onMessage`. */
const keptMessages = 10_000;

/** Keeps the latest messages in memory and in a file of JSON lines, which is written anew at each start. */
export function openOutbox(file: string, kept = keptMessages): Recorder {
  const messages = new Map<string, { readonly sent: SentMessage; readonly receipts: SentReceipt[] }>();
  let counts: Record<string, number> = {};
  const listeners = new Set<(message: SentMessage) => void>();

  const add = (sent: SentMessage): void => {
    messages.set(sent.id, { sent, receipts: [] });
    const [oldest] = messages.keys();
    if (messages.size > kept && oldest !== undefined) messages.delete(oldest);
  };
  const apply = (line: Line): void => {
    if ('counts' in line) counts = line.counts;
    else if ('receipt' in line) messages.get(line.receipt.id)?.receipts.push(line.receipt);
    else {
      counts[line.message.outcome] = (counts[line.message.outcome] ?? 0) + 1;
      add(line.message);
    }
  };

  mkdirSync(dirname(file), { recursive: true });
  if (existsSync(file)) for (const line of linesOf(readFileSync(file, 'utf8'))) apply(line);
  const all = (): OutboxMessage[] => [...messages.values()].map(({ sent, receipts }) => ({ ...sent, receipts }));
  // The counts come last, for each message before them counts itself.
  const lines = all().flatMap(({ receipts, ...message }) => [{ message }, ...receipts.map((receipt) => ({ receipt }))]);
  writeFileSync(`${file}.new`, [...lines, { counts }].map((line) => `${JSON.stringify(line)}\n`).join(''));
  renameSync(`${file}.new`, file);
  const output = createWriteStream(file, { flags: 'a' });
  const write = (line: Line): void => {
    apply(line);
    output.write(`${JSON.stringify(line)}\n`);
  };

  return {
    messages: (filter = {}) => {
      const wanted = Object.entries(filter).filter(([, value]) => value !== undefined);
      return all().filter((message) => wanted.every(([key, value]) => message[key as keyof OutboxFilter] === value));
    },
    message: (id) => {
      const found = messages.get(id);
      return found && { ...found.sent, receipts: found.receipts };
    },
    counts: () => counts,
    onMessage: (callback) => {
      listeners.add(callback);
      return () => listeners.delete(callback);
    },
    record: (message) => {
      write({ message });
      for (const listener of listeners) listener(message);
    },
    note: (receipt) => write({ receipt }),
    close: () => new Promise((resolve) => output.end(resolve)),
  };
}

/** A line that was cut off when the process died is left out. */
function linesOf(text: string): Line[] {
  return text.split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line) as Line];
    } catch {
      return [];
    }
  });
}
