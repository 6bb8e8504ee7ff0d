import { foldDates, isoDate } from '../../../../../lambdas/devices/domain/bank-sms/dates.ts';
import { isoTime } from '../../../../../lambdas/devices/domain/bank-sms/times.ts';
import * as Kind from '../../../../../lambdas/devices/domain/bank-sms/token-kinds.ts';
import { tokenize } from '../../../../../lambdas/devices/domain/bank-sms/tokenize.ts';
import { type Token, Tokens } from '../../../../../lambdas/devices/domain/bank-sms/tokens.ts';

function tokensOf(text: string): { text: string; token: Token }[] {
  const tokens = new Tokens();
  tokenize(tokens, text);
  foldDates(tokens);
  return Array.from({ length: tokens.count }, (_, at) => ({ text: tokens.textOf(at), token: { ...tokens.at(at) } }));
}

const only = (text: string, kind: number): string[] =>
  tokensOf(text).flatMap((found) => (found.token.kind === kind ? [found.text] : []));

describe('tokens', () => {
  it('keeps the signs of a number together and lets the full stop go', () =>
    expect(only('Rs.1,23,456.78. Bal 12.', Kind.number)).toEqual(['1,23,456.78', '12']));

  it.each([
    'XX1234',
    'X7013',
    '**6982',
    '*1243',
    '300***123456',
    '0101xxx9901',
    '074-XXXXXX-006',
    'XX**3456',
    'xx4455',
  ])('sees the hidden digits of %s', (account) => expect(only(`A/c ${account} at`, Kind.masked)).toEqual([account]));

  it.each(['1xJetBrains', 'Max12', '2x1', 'Xerox', 'ACH*NAME*'])('sees none in %s', (word) =>
    expect(only(`at ${word} on`, Kind.masked)).toEqual([]),
  );

  it('ends a glued noun where the hidden digits begin', () =>
    expect(tokensOf('A/cX0763').map(({ text }) => text)).toEqual(['A/c', 'X0763']));

  it('reads an address whole, and an e-mail as a link', () => {
    expect(only('to tea.stall-1@okaxis. Ref', Kind.vpa)).toEqual(['tea.stall-1@okaxis']);
    expect(only('write to care@bank.co.in now', Kind.vpa)).toEqual([]);
  });

  it.each(['https://bank.in/x?a=Rs500', 'www.bank.example', 'kotak.com/KBANKT/Fraud'])(
    'does not read words out of %s',
    (link) => expect(only(`see ${link} now`, Kind.link)).toEqual([link]),
  );

  it('reads digits of other scripts and drops invisible marks', () =>
    expect(only('₹ १,२५०.५० from ٤٤٠٢\u200b', Kind.number)).toEqual(['1,250.50', '4402']));
});

describe('dates and times', () => {
  it.each([
    ['12-05-24', '2024-05-12'],
    ['31/12/2025', '2025-12-31'],
    ['13Sep25', '2025-09-13'],
    ['18-AUG-2024', '2024-08-18'],
    ['July 24, 2024', '2024-07-24'],
    ['2nd Oct 2026', '2026-10-02'],
    ['2026-10-02', '2026-10-02'],
    ['31.12.2025', '2025-12-31'],
    ['9/14/25', '2025-09-14'],
    ['26/10/02', '2026-10-02'],
  ])('reads %s', (text, iso) => {
    const [date] = tokensOf(`paid on ${text} at`).filter(({ token }) => token.kind === Kind.date);
    expect(date?.text).toBe(text);
    expect(isoDate(date?.token.value ?? 0)).toBe(iso);
  });

  it('does not guess a year', () => {
    const [date] = tokensOf('on 27NOV at').filter(({ token }) => token.kind === Kind.date);
    expect(isoDate(date?.token.value ?? 0)).toBeNull();
  });

  it.each([
    ['10:15', '10:15:00'],
    ['04:21:45 pm', '16:21:45'],
    ['12:05 AM', '00:05:00'],
    ['06.33.02', '06:33:02'],
    ['5 PM', '17:00:00'],
  ])('reads %s', (text, iso) => {
    const [time] = tokensOf(`on 12-05-24 at ${text}.`).filter(({ token }) => token.kind === Kind.time);
    expect(isoTime(time?.token.value ?? 0)).toBe(iso);
  });

  it('takes no number for a date', () => expect(only('Rs 1,23,456.78 and 9661 of 24', Kind.date)).toEqual([]));
});
