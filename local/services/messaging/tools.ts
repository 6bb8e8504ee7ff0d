import type { Fate, FateOf } from './behaviour.ts';
import type { KnownResources } from './registry.ts';
import type { SentMessage } from './types.ts';

/** Records what was asked for, and expects a receipt when it was taken. */
export type Accept = (fate: Fate, message: Omit<SentMessage, 'id' | 'at'>) => SentMessage;

/** What the stand-ins of the providers share. */
export type MessagingTools = {
  readonly known: KnownResources;
  readonly fateOf: FateOf;
  readonly accept: Accept;
};
