import { catalogueRequest } from '../../../../lambdas/contracts/api/apps.ts';
import { consentRequest } from '../../../../lambdas/contracts/api/consents.ts';
import { contactRequest } from '../../../../lambdas/contracts/api/contacts.ts';

const takers: readonly (readonly [string, (words: string) => boolean])[] = [
  ['the version of a consent', (version) => consentRequest.safeParse({ version, channel: 'app' }).success],
  ['the name of an app', (name) => catalogueRequest.safeParse({ category: 'lender', name }).success],
  ['the name of a customer', (name) => contactRequest.safeParse({ name }).success],
];

describe.each(takers)('%s', (_, takes) => {
  it.each(['2026-11 (hi)', 'आशा', 'നന്ദന്‍', 'ශ්‍රී', '🎉'])('may be %s', (words) => {
    expect(takes(words)).toBe(true);
  });

  it.each([
    ['NUL', 'a\0b'],
    ['half of a character', 'a\ud83d'],
    ['a line break', 'a\nb'],
    ['an override of the direction', 'a\u202eb'],
    ['nothing', ''],
  ])('may not hold %s, which stores or readers take wrongly', (_what, words) => {
    expect(takes(words)).toBe(false);
  });
});
