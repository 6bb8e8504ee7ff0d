/** What the reference shows of templates, and tests are made from. */

const body =
  'Dear {{ name }}, a loan of {{ amount | money: "plain" }} waits for you till {{ until | date: "day" }}: {{ link.offer }}';

export const aDefinition = {
  purpose: 'offers',
  variables: {
    name: { type: 'text', source: 'customer.name', default: 'Customer', maxLength: 20, gsm7: true },
    amount: { type: 'money', source: 'eligibility.amount', maxLength: 40, gsm7: false },
    until: { type: 'date', source: 'value.until', maxLength: 40, gsm7: false },
  },
  links: [{ name: 'offer', target: 'https://www.sangam.example/loans' }],
  sms: {
    senderId: 'SANGAM',
    dltEntityId: '1101234567890123456',
    maxParts: 2,
    texts: { en: { dltTemplateId: '1107161234567890123', body } },
  },
  push: {
    kind: 'visible',
    data: { screen: 'loans' },
    ttlSec: 86_400,
    texts: {
      en: { title: '{{ amount | money }} waits for you', body: 'Until {{ until | date: "weekday" }}' },
      hi: { title: '{{ amount | money }} आपके लिए', body: '{{ until | date }} तक' },
    },
  },
  email: {
    texts: {
      en: {
        subject: 'Your loan of {{ amount | money }}',
        html: '<p>Dear {{ name }},</p><p><a href="{{ link.offer }}">See your offer</a></p>',
      },
    },
  },
  inbox: { link: 'offer', texts: { en: { title: 'A loan for you', body: 'Up to {{ amount | money }}.' } } },
} as const;

export const aTemplate = {
  templateId: 'salary-offer',
  version: 1,
  definition: aDefinition,
  createdAt: '2026-11-21T06:00:00.000Z',
  createdBy: 'operations',
};

export const aTemplateSummary = {
  templateId: 'salary-offer',
  version: 1,
  purpose: 'offers',
  createdAt: '2026-11-21T06:00:00.000Z',
  createdBy: 'operations',
  channels: ['push', 'sms', 'email', 'inbox'],
};

export const aPreviewRequest = {
  channel: 'sms',
  language: 'hi-IN',
  values: { 'customer.name': 'Asha', 'eligibility.amount': '25000000 INR', 'value.until': '2026-11-30' },
};

export const aPreview = {
  version: 1,
  message: {
    channel: 'sms',
    body: `Dear Asha, a loan of Rs.2,50,000 waits for you till 30 Nov: https://links.sangam.example/r/offer${'-'.repeat(39)}`,
    senderId: 'SANGAM',
    dlt: { entityId: '1101234567890123456', templateId: '1107161234567890123' },
    parts: 1,
    encoding: 'gsm-7',
    units: 135,
  },
};
