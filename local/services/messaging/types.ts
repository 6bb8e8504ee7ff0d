export type MessagingChannel = 'push' | 'sms' | 'email';

/** What a customer would see, and what travels beside it. */
export type SentContent = {
  readonly title?: string | undefined;
  /** Of a push notification or an SMS; the text part of an e-mail. */
  readonly body?: string | undefined;
  readonly html?: string | undefined;
  /** Beside a push notification, for the app. */
  readonly data?: Readonly<Record<string, string>> | undefined;
  readonly isSilent?: boolean | undefined;
  /** Sender id of an SMS, sender of an e-mail. */
  readonly from?: string | undefined;
  readonly dlt?: { readonly entityId: string; readonly templateId: string } | undefined;
  readonly messageType?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
};

/** One message to one address, as a provider got it. */
export type SentMessage = {
  /** The provider's. */
  readonly id: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly provider: 'pinpoint' | 'end-user-messaging' | 'ses';
  readonly channel: MessagingChannel;
  readonly address: string;
  readonly notificationId: string | undefined;
  /** `accepted`, or the provider's word for why not. */
  readonly outcome: string;
  readonly content: SentContent;
  /** The configuration set it went through. */
  readonly configurationSet: string | undefined;
};

/** What the provider said of it later: `Delivery`, `TEXT_DELIVERED`, ... */
export type SentReceipt = { readonly id: string; readonly at: string; readonly event: string };

/** An event on the default bus of EventBridge. */
export type BusEvent = {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
};

export type Account = { readonly region: string; readonly accountId: string };
