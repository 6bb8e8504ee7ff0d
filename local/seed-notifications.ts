/** Calls the API as somebody and gives its answer; `undefined` when there is no such thing. @throws Error when it refuses */
export type Call = (path: string, headers: Record<string, string>, method?: string, body?: object) => Promise<unknown>;

export type NotificationSeedDeps = {
  readonly call: Call;
  readonly headersOf: (
    who: { readonly customer: string } | { readonly client: string },
  ) => Promise<Record<string, string>>;
};

const template = {
  purpose: 'offers',
  variables: {
    name: { type: 'text', source: 'customer.name', default: 'there', maxLength: 30, gsm7: true },
    balance: { type: 'money', source: 'wallet.balance', default: '0 INR' },
  },
  links: [{ name: 'offer', target: 'https://www.sangam.example/festive' }],
  push: {
    kind: 'visible',
    texts: {
      en: { title: 'A festive offer', body: 'Hi {{ name }}, pay by wallet today and get 5% back.' },
      hi: { title: 'त्योहार का प्रस्ताव', body: '{{ name }}, आज वॉलेट से भुगतान करें और 5% वापस पाएँ।' },
    },
  },
  sms: {
    senderId: '123456',
    dltEntityId: '1100000000000000001',
    texts: {
      en: {
        dltTemplateId: '1107000000000000101',
        body: 'Hi {{ name }}, pay by Sangam wallet today and get 5% back: {{ link.offer }} Reply STOP to end.',
      },
    },
  },
  email: {
    texts: {
      en: {
        subject: '5% back on every payment today',
        html: '<p>Hi {{ name }},</p><p>You have {{ balance | money }} in your wallet. <a href="{{ link.offer }}">Pay with it today</a> and get 5% back.</p>',
      },
    },
  },
  inbox: { link: 'offer', texts: { en: { title: 'A festive offer', body: 'Pay by wallet today and get 5% back.' } } },
};

/** An operator only has to start it. */
const campaign = {
  name: 'Festive offer',
  variants: [{ name: 'a', template: { id: 'festive-offer' }, weight: 1 }],
  audience: { segment: { field: 'customer.channels', op: 'has', value: 'push' } },
  channels: ['push', 'sms', 'email', 'inbox'],
  conversion: { eventType: 'sangam.payments.transfer-posted.v1', withinHours: 24 },
};

/** Says how customers are reached and that they want offers. Numbers and addresses are nobody's. */
export async function seedContacts(
  { call, headersOf }: NotificationSeedDeps,
  customers: readonly string[],
): Promise<void> {
  await Promise.all(
    customers.map(async (customer, index) => {
      const own = await headersOf({ customer });
      if ((await call('/v1/contact', own)) === undefined) {
        const contact = {
          name: `${customer.slice(0, 1).toUpperCase()}${customer.slice(1)}`,
          language: index === 1 ? 'hi-IN' : 'en',
          phone: `+9198000000${String(index + 1).padStart(2, '0')}`,
          email: `${customer}@example.in`,
        };
        await call(`/v1/customers/${customer}/contact`, await headersOf({ client: 'payments' }), 'PUT', contact);
        await call(`/v1/push-tokens/laptop-phone-of-${customer}`, own, 'PUT', { platform: 'android' });
      }
      const { preferences } = (await call('/v1/notification-preferences', own)) as { readonly preferences: object[] };
      const changes = [{ purpose: 'promotional', channel: '*', wanted: true }];
      if (preferences.length === 0) await call('/v1/notification-preferences', own, 'PUT', { changes });
    }),
  );
}

/** Drafts a campaign to everybody with a phone; the same key finds it drafted at the next start. @returns its id */
export async function seedCampaign({ call, headersOf }: NotificationSeedDeps): Promise<string> {
  const operator = await headersOf({ client: 'operations' });
  if ((await call('/v1/templates/festive-offer', operator)) === undefined)
    await call('/v1/templates/festive-offer', operator, 'PUT', template);
  const key = { 'idempotency-key': 'laptop-festive-offer' };
  const drafted = await call('/v1/campaigns', { ...operator, ...key }, 'POST', campaign);
  return (drafted as { readonly campaignId: string }).campaignId;
}
