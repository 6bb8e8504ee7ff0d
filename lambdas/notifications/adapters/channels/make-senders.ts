import { type Sleep, sleep } from '../../../shared/backoff.ts';
import type { Env, Shape } from '../../../shared/env.ts';
import type { Log } from '../../../shared/log.ts';
import type { Meter } from '../../../shared/metrics.ts';
import type { OutboundEmail, OutboundPush, OutboundSms, Send } from '../../domain/outbound.ts';
import type { ChannelClients } from './clients.ts';
import { endUserMessagingSms } from './end-user-messaging-sms.ts';
import { makePacer, type Pacer } from './pace.ts';
import { pinpointPush } from './pinpoint-push.ts';
import { pinpointSms } from './pinpoint-sms.ts';
import { sesEmail } from './ses-email.ts';

/** For `parseEnv`: what `notificationChannels` of the stack sets on functions that send. */
export const channelVariables = {
  PINPOINT_APP_ID: 'text',
  APNS_CHANNEL: ['APNS', 'APNS_SANDBOX'],
  SMS_THROUGH: ['pinpoint', 'end-user-messaging'],
  SMS_CONFIGURATION_SET: 'text',
  EMAIL_FROM: 'text',
  EMAIL_CONFIGURATION_SET: 'text',
  /** Of this one instance: devices, parts of SMS and e-mails in a second. */
  PUSH_PER_SEC: 'rate',
  SMS_PARTS_PER_SEC: 'rate',
  EMAIL_PER_SEC: 'rate',
} as const satisfies Shape;
export type ChannelConfig = Env<typeof channelVariables>;

export type Senders = {
  readonly push: Send<OutboundPush>;
  readonly sms: Send<OutboundSms>;
  readonly email: Send<OutboundEmail>;
};

export type SenderTools = {
  readonly log: Log;
  readonly meter: Meter;
  /** Milliseconds on a clock that never goes back, and how to wait; real ones when left out. */
  readonly nowMs?: () => number;
  readonly sleep?: Sleep;
};

/** The providers of a stage. None of the three throws: each message gets its outcome. */
export function makeSenders(config: ChannelConfig, clients: ChannelClients, tools: SenderTools): Senders {
  const { log, meter, nowMs = () => performance.now(), sleep: pause = sleep } = tools;
  // A second's worth at once: batches come in bursts, and the provider's own bucket is as deep.
  const pacer = (rate: number): Pacer => makePacer({ perSec: rate, burst: rate }, nowMs, pause);
  const refusedUs = (channel: string) => (reason: string) => {
    log.warn('channel.refused-us', { channel, reason });
    meter.count('ProvidersRefusingUs');
  };
  const onSms = { pace: pacer(config.SMS_PARTS_PER_SEC), onRefusedUs: refusedUs('sms') };
  const app = { applicationId: config.PINPOINT_APP_ID };
  return {
    push: pinpointPush(clients.pinpoint, {
      ...app,
      apns: config.APNS_CHANNEL,
      pace: pacer(config.PUSH_PER_SEC),
      onRefusedUs: refusedUs('push'),
    }),
    sms:
      config.SMS_THROUGH === 'pinpoint'
        ? pinpointSms(clients.pinpoint, { ...app, ...onSms })
        : endUserMessagingSms(clients.smsVoice, { configurationSet: config.SMS_CONFIGURATION_SET, ...onSms }),
    email: sesEmail(clients.ses, {
      from: config.EMAIL_FROM,
      configurationSet: config.EMAIL_CONFIGURATION_SET,
      pace: pacer(config.EMAIL_PER_SEC),
      onRefusedUs: refusedUs('email'),
    }),
  };
}
