import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { OutboundEmail, OutboundPush, OutboundSms } from '../../lambdas/notifications/domain/outbound.ts';
import { type Faults, makeFaults } from '../../local/faults.ts';
import { parseStatements } from '../../local/iam/statement.ts';
import { openFront } from '../../local/services/front.ts';
import { type Messaging, startMessaging } from '../../local/services/messaging/index.ts';
import type { BusEvent } from '../../local/services/messaging/types.ts';
import { makeRespond } from '../../local/services/respond.ts';
import { accountId, newDataDir, region } from './services.ts';

export const application = 'app1';
export const emailFrom = 'Sangam <hello@sangam.example>';
export const emailSet = 'emails';
export const smsSet = 'texts';

export type ProvidersUnderTest = {
  readonly messaging: Messaging;
  readonly faults: Faults;
  /** Events that reached the bus. */
  readonly events: readonly BusEvent[];
  /** How many calls were made, by `<service>:<operation>`. */
  readonly calls: ReadonlyMap<string, number>;
  readonly config: {
    readonly region: string;
    readonly endpoint: string;
    readonly maxAttempts: number;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  /** Ends everything and starts it again over the same files. */
  readonly again: () => Promise<ProvidersUnderTest>;
  readonly drop: () => Promise<void>;
};

const resource = (service: string, name: string): string => `arn:aws:${service}:${region}:${accountId}:${name}`;

/** What a function that sends is allowed; tests take from it. */
export const sendStatements: readonly object[] = [
  {
    Effect: 'Allow',
    Action: 'mobiletargeting:SendMessages',
    Resource: resource('mobiletargeting', 'apps/app1/messages'),
  },
  { Effect: 'Allow', Action: 'sms-voice:SendTextMessage', Resource: resource('sms-voice', 'sender-id/*') },
  {
    Effect: 'Allow',
    Action: ['ses:SendBulkEmail', 'ses:SendBulkTemplatedEmail'],
    Resource: [resource('ses', 'identity/sangam.example'), resource('ses', `configuration-set/${emailSet}`)],
  },
];

/** The stand-ins of the providers on a port of their own, called by a function with these statements. */
export async function startProviders(statements = sendStatements, dir = newDataDir()): Promise<ProvidersUnderTest> {
  const faults = makeFaults(7);
  const events: BusEvent[] = [];
  const calls = new Map<string, number>();
  const messaging = startMessaging(join(dir, 'outbox'), { region, accountId });
  messaging.outbox.tune({ latencyMs: 0, receiptDelayMs: 1 });
  messaging.publishTo((event) => events.push(event));
  messaging.registry.addApplication(application);
  messaging.registry.addIdentity('sangam.example');
  messaging.registry.addEmailConfigurationSet(emailSet);
  messaging.registry.publishEvents(emailSet, ['DELIVERY', 'BOUNCE', 'COMPLAINT', 'OPEN']);
  messaging.registry.addSmsConfigurationSet(smsSet);
  const principal = { name: 'Dispatch', role: 'dispatch', statements: parseStatements('dispatch', statements) };
  const front = await openFront(
    0,
    makeRespond({
      standIns: messaging.standIns,
      principalOf: () => principal,
      account: { region, accountId },
      keyOf: () => undefined,
      faults,
      onCrash: () => undefined,
      log: () => undefined,
      onCall: (call) => calls.set(call, (calls.get(call) ?? 0) + 1),
    }),
  );
  const stop = async (): Promise<void> => {
    await front.close();
    await messaging.stop();
  };
  return {
    messaging,
    faults,
    events,
    calls,
    config: {
      region,
      endpoint: `http://127.0.0.1:${front.port}`,
      maxAttempts: 1,
      credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'test' },
    },
    again: async () => {
      await stop();
      return startProviders(statements, dir);
    },
    drop: async () => {
      await stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

let made = 0;
const notificationId = (): string => `00000000-0000-4000-8000-${String(++made).padStart(12, '0')}`;

export const aPush = (over: Partial<OutboundPush> = {}): OutboundPush => ({
  notificationId: notificationId(),
  customerId: 'asha',
  channel: 'push',
  isPromotional: false,
  address: `token-${made}`,
  platform: 'android',
  isSilent: false,
  title: 'Paid',
  body: 'Rs 100 to Ravi',
  data: { link: '/payments' },
  ttlSec: 3600,
  ...over,
});

export const anSmsToSend = (over: Partial<OutboundSms> = {}): OutboundSms => ({
  notificationId: notificationId(),
  customerId: 'asha',
  channel: 'sms',
  isPromotional: false,
  address: `+9198${String(made).padStart(8, '0')}`,
  body: 'Rs 100 paid to Ravi',
  senderId: 'SANGAM',
  dlt: { entityId: '1101', templateId: '1107' },
  parts: 1,
  ...over,
});

export const anEmail = (over: Partial<OutboundEmail> = {}): OutboundEmail => ({
  notificationId: notificationId(),
  customerId: 'asha',
  channel: 'email',
  isPromotional: false,
  address: `asha${made}@example.in`,
  subject: 'Your statement',
  html: '<p>Rs 100 & more</p>',
  text: 'Rs 100',
  unsubscribeUrl: undefined,
  ...over,
});
