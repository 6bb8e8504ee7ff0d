const variables = {
  name: { type: 'text', source: 'customer.name', default: 'Customer', maxLength: 20, gsm7: true },
  amount: { type: 'money', source: 'eligibility.amount' },
  product: { type: 'text', source: 'eligibility.product', default: 'loan', maxLength: 20, gsm7: true },
  city: { type: 'text', source: 'value.city', default: 'your city', maxLength: 20, gsm7: true },
} as const;

/** An address for the app to open, beside a push notification: it is the customer's own. */
const data = { offer: '{{ link.offer }}' } as const;
const dlt = { senderId: 'SANGAM', dltEntityId: '1100000000000000001' } as const;

type Wording = {
  readonly title: string;
  readonly titleInHindi: string;
  readonly body: string;
  readonly bodyInHindi: string;
  readonly dltTemplateId: string;
};

const templateOf = ({ title, titleInHindi, body, bodyInHindi, dltTemplateId }: Wording) => ({
  purpose: 'offers',
  variables,
  links: [{ name: 'offer', target: 'https://www.sangam.example/loans' }],
  push: {
    kind: 'visible',
    data,
    texts: {
      en: { title: title.replace('| sum', '| money'), body },
      hi: { title: titleInHindi.replace('| sum', '| money'), body: bodyInHindi },
    },
  },
  sms: {
    ...dlt,
    texts: {
      en: { dltTemplateId, body: `${title.replace('| sum', '| money: "plain"')}. ${body} {{ link.offer }}` },
    },
  },
  email: {
    texts: {
      en: {
        subject: title.replace('| sum', '| money'),
        html: `<p>Dear {{ name }},</p><p>${body}</p><p><a href="{{ link.offer }}">See your offer</a></p>`,
      },
    },
  },
});

/** Two wordings of one offer. In texts, `| sum` is money as the channel prints it. */
export const templates = {
  'demo-offer-plain': templateOf({
    title: '{{ product }} of up to {{ amount | sum }}',
    titleInHindi: '{{ amount | sum }} तक का लोन',
    body: 'It is approved for you. Take what you need of it.',
    bodyInHindi: 'यह आपके लिए मंज़ूर है। जितना चाहिए उतना लें।',
    dltTemplateId: '1107000000000000201',
  }),
  'demo-offer-warm': templateOf({
    title: '{{ name }}, {{ amount | sum }} waits for you',
    titleInHindi: '{{ name }}, {{ amount | sum }} आपके लिए',
    body: 'Many in {{ city }} took theirs this week.',
    bodyInHindi: '{{ city }} में इस हफ़्ते कई लोगों ने अपना लिया।',
    dltTemplateId: '1107000000000000202',
  }),
} as const;

export const campaign = {
  name: 'Demo: a loan for you',
  variants: [
    { name: 'plain', template: { id: 'demo-offer-plain' }, weight: 1 },
    { name: 'warm', template: { id: 'demo-offer-warm' }, weight: 1 },
  ],
  // A file and no segment: whoever else is on this platform is left alone.
  audience: { upload: { columns: ['city'] } },
  channels: ['push', 'sms', 'email'],
  holdoutPercent: 10,
  conversion: { eventType: 'sangam.payments.transfer-posted.v1', withinHours: 24 },
} as const;
