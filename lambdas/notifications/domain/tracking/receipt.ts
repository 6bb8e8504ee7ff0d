import type { Channel, ReceiptKind } from '../../../contracts/notifications.ts';

/** What became of a message, whoever says so. */
export type Receipt = {
  /** How we named it to who tells; an operator's network may know its own name of it alone. */
  readonly message: { readonly notificationId: string } | { readonly providerId: string };
  readonly kind: ReceiptKind;
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly reason?: string | undefined;
  /** The address will never work again. */
  readonly isPermanent?: boolean | undefined;
  readonly link?: string | undefined;
  readonly isMachine?: boolean | undefined;
  /** Where it went, when they say so. */
  readonly to?: { readonly channel: Channel; readonly address: string } | undefined;
};

/** `MailboxFull` and `SMTP Error` as `mailbox-full` and `smtp-error`. */
export const reasonOf = (word: string): string =>
  word
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .toLowerCase()
    .slice(0, 60);
