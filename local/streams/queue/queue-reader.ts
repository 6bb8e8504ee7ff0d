export type QueueMessage = {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly md5OfBody: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly messageAttributes: Readonly<Record<string, object>>;
};

/** What a poller asks of a queue, with the role of one function. */
export type QueueReader = {
  /** Waits for messages; resolves with none when the wait is over or called off. */
  readonly receive: (countMax: number, waitMs: number, callOff: AbortSignal) => Promise<readonly QueueMessage[]>;
  readonly remove: (messages: readonly QueueMessage[]) => Promise<void>;
  /** Messages that are in the queue: waiting, delayed, or being worked on. */
  readonly pending: () => Promise<number>;
  readonly close: () => void;
};
