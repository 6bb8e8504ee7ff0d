import { redirectTarget } from '../../../../../lambdas/notifications/domain/links/target.ts';

const hosts = new Set(['shop.example', 'app.example']);
const campaign = { source: 'diwali', channel: 'sms', variant: 'a' };
const statistics = 'utm_source=sangam&utm_medium=sms&utm_campaign=diwali&utm_content=a';

it.each([
  ['a page', 'https://shop.example/offer', `https://shop.example/offer?${statistics}`],
  ['a query, a place on the page', 'https://app.example/a?x=1#top', `https://app.example/a?x=1&${statistics}#top`],
  [
    'what the target says of itself',
    'https://shop.example/?utm_campaign=own',
    'https://shop.example/?utm_campaign=own&utm_source=sangam&utm_medium=sms&utm_content=a',
  ],
])('leads to an allowed host and keeps %s', (_, target, expected) => {
  expect(redirectTarget(target, hosts, campaign)).toBe(expected);
});

it.each([
  'https://evil.example/',
  'https://shop.example.evil.example/',
  'https://sub.shop.example/',
  'https://shop.example:8443/',
  'https://shop.example@evil.example/',
  'https://someone:secret@shop.example/',
  'https://evil.example/https://shop.example',
  'https:\\\\evil.example\\shop.example',
  'http://shop.example/',
  '//shop.example/',
  '/offer',
  'javascript:alert(1)//https://shop.example',
  'data:text/html,hello',
  '',
])('leads nowhere for %j', (target) => {
  expect(redirectTarget(target, hosts, campaign)).toBeUndefined();
});

it('takes what a browser reads as an allowed host for one', () => {
  expect(redirectTarget('https:\\\\SHOP.example\\offer', hosts, campaign)).toBe(
    `https://shop.example/offer?${statistics}`,
  );
});
