import { z } from 'zod';
import { type Adapter, adapter, noMeaning, tagged } from './adapter.ts';
import { physicalName, shortId } from './names.ts';

const reputation = noMeaning('a laptop has no reputation');

const emailIdentity = adapter({
  type: 'AWS::SES::EmailIdentity',
  properties: z.strictObject({
    EmailIdentity: z.string(),
    DkimAttributes: noMeaning('nothing leaves the laptop, so nothing is signed'),
    DkimSigningAttributes: noMeaning('nothing leaves the laptop, so nothing is signed'),
    MailFromAttributes: noMeaning('nothing leaves the laptop'),
    ConfigurationSetAttributes: noMeaning('senders name their configuration set'),
    FeedbackAttributes: noMeaning('feedback comes as events'),
    ...tagged,
  }),
  create: ({ properties, ...wanted }, world) => {
    world.messaging.addIdentity(properties.EmailIdentity);
    const token = shortId(wanted, 12).toLowerCase();
    const dkim = [1, 2, 3].flatMap((n) => [
      [`DkimDNSTokenName${n}`, `${token}${n}._domainkey.${properties.EmailIdentity}`],
      [`DkimDNSTokenValue${n}`, `${token}${n}.dkim.amazonses.com`],
    ]);
    return { physicalId: properties.EmailIdentity, attributes: Object.fromEntries(dkim) };
  },
});

const emailConfigurationSet = adapter({
  type: 'AWS::SES::ConfigurationSet',
  properties: z.strictObject({
    Name: z.string().optional(),
    DeliveryOptions: noMeaning('nothing leaves the laptop'),
    ReputationOptions: reputation,
    SendingOptions: z.strictObject({ SendingEnabled: z.literal(true) }).optional(),
    SuppressionOptions: noMeaning('SES alone keeps that list; ours is in the database'),
    TrackingOptions: noMeaning('opens are told by who looks at the outbox'),
    VdmOptions: reputation,
    ...tagged,
  }),
  create: ({ properties, ...wanted }, world) => {
    const name = properties.Name ?? physicalName(wanted, 64);
    world.messaging.addEmailConfigurationSet(name);
    return { physicalId: name, attributes: {} };
  },
});

const emailEvents = adapter({
  type: 'AWS::SES::ConfigurationSetEventDestination',
  properties: z.strictObject({
    ConfigurationSetName: z.string(),
    EventDestination: z.strictObject({
      Name: z.string().optional(),
      Enabled: z.boolean(),
      EventBridgeDestination: z.strictObject({ EventBusArn: z.string().endsWith(':event-bus/default') }),
      MatchingEventTypes: z.array(z.string()),
    }),
  }),
  create: ({ properties, ...wanted }, world) => {
    const { ConfigurationSetName: set, EventDestination } = properties;
    // CloudFormation takes them in lower case as well.
    const types = EventDestination.MatchingEventTypes.map((type) => type.toUpperCase());
    if (EventDestination.Enabled) world.messaging.publishEvents(set, types);
    return { physicalId: EventDestination.Name ?? physicalName(wanted, 64), attributes: {} };
  },
});

const smsConfigurationSet = adapter({
  type: 'AWS::SMSVOICE::ConfigurationSet',
  properties: z.strictObject({
    ConfigurationSetName: z.string().optional(),
    DefaultSenderId: noMeaning('senders name their sender id'),
    MessageFeedbackEnabled: noMeaning('no customer tells the laptop of one-time passwords'),
    ProtectConfigurationId: noMeaning('messages cost nothing'),
    ...tagged,
  }),
  create: ({ properties, ...wanted }, world) => {
    const name = properties.ConfigurationSetName ?? physicalName(wanted, 64);
    world.messaging.addSmsConfigurationSet(name);
    const arn = `arn:aws:sms-voice:${world.region}:${world.accountId}:configuration-set/${name}`;
    return { physicalId: name, attributes: { Arn: arn } };
  },
});

const pinpointApp = adapter({
  type: 'AWS::Pinpoint::App',
  properties: z.strictObject({ Name: z.string(), ...tagged }),
  create: (wanted, world) => {
    const id = shortId(wanted, 32).toLowerCase();
    world.messaging.addApplication(id);
    return {
      physicalId: id,
      attributes: { Arn: `arn:aws:mobiletargeting:${world.region}:${world.accountId}:apps/${id}` },
    };
  },
});

/** What messages are sent through. */
export const messagingAdapters: readonly Adapter[] = [
  emailConfigurationSet,
  emailEvents,
  emailIdentity,
  pinpointApp,
  smsConfigurationSet,
];
