import { isMachineAgent, isMachineClick } from '../../../../../lambdas/notifications/domain/links/machine.ts';

const android =
  'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36';
const people = [
  android,
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Linux; Android 11; CUBOT NOTE 20) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/129.0 Mobile Safari/537.36 [FBAN/EMA;FBLC/en_IN;FBAV/300.0]',
  'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)',
];
const machines = [
  '',
  ' ',
  'Mozilla/5.0',
  'WhatsApp/2.23.20.0 A',
  'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
  'TelegramBot (like TwitterBot)',
  'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  'Mozilla/5.0 (Windows NT 6.1) BingPreview/1.0b',
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/130.0.0.0 Safari/537.36',
  'BarracudaCentral/3.0',
  'python-requests/2.32',
  'curl/8.5.0',
];

it.each(people)('takes %j for a person', (agent) => {
  expect(isMachineAgent(agent)).toBe(false);
});

it.each(machines)('takes %j for a machine', (agent) => {
  expect(isMachineAgent(agent)).toBe(true);
});

it('takes no user agent at all for a machine', () => {
  expect(isMachineAgent(undefined)).toBe(true);
});

describe('a click', () => {
  const browser = { 'user-agent': android };

  it.each([
    ['sec-purpose', 'prefetch;prerender'],
    ['purpose', 'prefetch'],
    ['x-purpose', 'preview'],
    ['x-moz', 'prefetch'],
  ])('is a machine’s when the browser fetches in advance (%s: %s)', (name, value) => {
    expect(isMachineClick({ ...browser, [name]: value }, 'sms', 60_000)).toBe(true);
  });

  it.each([
    ['email', undefined, true],
    ['email', 1999, true],
    ['email', 2000, false],
    ['sms', undefined, false],
    ['sms', 10, false],
    ['inbox', 10, false],
  ] as const)('by %s, %s ms after the provider took the message: a machine’s is %s', (channel, sinceMs, expected) => {
    expect(isMachineClick(browser, channel, sinceMs)).toBe(expected);
  });
});
