type Detail = Readonly<Record<string, unknown>>;

const fromEventBridge = (source: string, detailType: string, detail: Detail) => ({
  version: '0',
  id: '15226fe5-c283-a862-e5e5-0a29ad450fd9',
  'detail-type': detailType,
  source,
  account: '000000000000',
  time: '2026-11-21T06:05:00Z',
  region: 'ap-south-1',
  resources: [],
  detail,
});

/** An event of SES about an e-mail that carries our tag. @param detail for example `{ delivery: { timestamp } }` */
export const anEmailEvent = (eventType: string, notificationId: string | undefined, detail: Detail = {}) =>
  fromEventBridge('aws.ses', `Email ${eventType}`, {
    eventType,
    mail: {
      timestamp: '2026-11-21T06:00:01.000Z',
      messageId: 'EXAMPLE7c191be45',
      destination: ['asha@example.com'],
      tags: {
        'ses:configuration-set': ['sangam'],
        ...(notificationId !== undefined && { notificationId: [notificationId] }),
      },
    },
    ...detail,
  });

/** An event of End User Messaging about an SMS. */
export const anSmsEvent = (eventType: string, detail: Detail = {}) =>
  fromEventBridge('aws.sms-voice', 'Text Message Delivery Status Updated', {
    eventType,
    eventVersion: '1.0',
    eventTimestamp: Date.parse('2026-11-21T06:05:00.000Z'),
    isFinal: true,
    originationPhoneNumber: 'SANGAM',
    isoCountryCode: 'IN',
    messageId: '9539975a-e71f-45f3-b496-8d98dc098a77',
    messageRequestTimestamp: Date.parse('2026-11-21T06:00:00.000Z'),
    messageEncoding: 'GSM',
    messageType: 'PROMOTIONAL',
    messageStatus: eventType.slice('TEXT_'.length),
    totalMessageParts: 1,
    totalMessagePrice: 0.00278,
    ...detail,
  });
