import { budgetMicros, priceOf } from '../../../../../lambdas/notifications/domain/dispatch/price.ts';

const pricesMicros = { push: 85, sms: 150_000, email: 8_500, inbox: 0 };
const sms = {
  channel: 'sms',
  body: 'x',
  parts: 2,
  senderId: 'SANGAM',
  dlt: { entityId: '1', templateId: '2' },
} as const;
const push = { channel: 'push', isSilent: false, title: '', body: '', data: {}, ttlSec: 0 } as const;
const inbox = { channel: 'inbox', title: '', body: '', link: undefined } as const;

it('pays each part of an SMS and each device, and nothing for the inbox', () => {
  expect(priceOf({ pricesMicros }, sms, 1)).toBe(300_000);
  expect(priceOf({ pricesMicros }, push, 3)).toBe(255);
  expect(priceOf({ pricesMicros }, inbox, 0)).toBe(0);
});

it.each([
  ['500', 'INR', 'INR', 5_000_000n],
  ['500', 'JPY', 'JPY', 500_000_000n],
  ['500', 'KWD', 'KWD', 500_000n],
  ['500', 'IDR', 'IDR', 5_000_000n],
  ['500', 'USD', 'INR', 0n],
])('holds a budget of %s %s against prices in %s', (minor, currency, policy, micros) => {
  expect(budgetMicros({ minor, currency }, { currency: policy })).toBe(micros);
});

it('knows campaigns without a budget', () => {
  expect(budgetMicros(null, { currency: 'INR' })).toBeNull();
});
