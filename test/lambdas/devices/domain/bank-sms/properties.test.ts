import fc from 'fast-check';
import {
  decimalString,
  parseBankSms,
  screenSms,
  toWire,
} from '../../../../../lambdas/devices/domain/bank-sms/index.ts';
import { readMessage } from '../../../../../lambdas/devices/domain/bank-sms/message.ts';
import { parseMessage } from '../../../../../lambdas/devices/domain/bank-sms/parse.ts';
import { type Token, Tokens } from '../../../../../lambdas/devices/domain/bank-sms/tokens.ts';
import { labelledMessages } from '../../../../support/bank-sms-cases.ts';

const words = [
  ...'Rs. INR ₹ $ 500 1,23,456.78 debited credited from to at A/c XX1234 ** UPI/ Ref No . , ; : - / * @ will be not if'.split(
    ' ',
  ),
  ...'OTP is SHOP a.b@ybl http:// 12-10-26 10:15 Bal due card code नमस्ते مبلغ 😀 X 1- Avl Lmt'.split(' '),
  '\n',
];

const anyMessage = fc.oneof(
  fc.string({ maxLength: 400 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.array(fc.constantFrom(...words), { maxLength: 120 }).map((parts) => parts.join(' ')),
  fc.array(fc.constantFrom(...words), { maxLength: 120 }).map((parts) => parts.join('')),
);
const anySender = fc.option(fc.oneof(fc.string({ maxLength: 30 }), fc.constantFrom('VM-HDFCBK-S', '57575', 'bKash')), {
  nil: null,
});

describe('any message', () => {
  it('is read without an error into sums, digits and a confidence that make sense', () => {
    fc.assert(
      fc.property(anySender, anyMessage, (sender, message) => {
        const wire = toWire(parseBankSms({ sender, message }));
        expect(wire.isTransaction).toBe(wire.class === null);
        if (wire.isTransaction) expect(wire.amount).toMatch(/^\d+\.\d\d$/);
        if (wire.account !== null) expect(wire.account).toMatch(/^\d{2,4}$/);
        if (wire.isTransaction) expect(wire.currency).toMatch(/^[A-Z]{3}$/);
        expect(wire.confidence).toBeGreaterThan(0);
        expect(wire.confidence).toBeLessThan(1);
        expect(['keep', 'otp', 'personal']).toContain(screenSms(sender, message));
      }),
      { numRuns: 2000 },
    );
  });

  it('reads the same twice, whatever was read in between', () => {
    fc.assert(
      fc.property(anyMessage, anyMessage, (one, other) => {
        const first = parseBankSms({ sender: null, message: one });
        parseBankSms({ sender: null, message: other });
        expect(parseBankSms({ sender: null, message: one })).toEqual(first);
      }),
    );
  });
});

/** Counts the looks that the grammar takes at tokens: the work it does, free of a clock. */
class WatchedTokens extends Tokens {
  looks = 0;

  override at(index: number): Token {
    this.looks++;
    return super.at(index);
  }
}

function looksAt(message: string): number {
  const tokens = new WatchedTokens();
  parseMessage(null, readMessage(message, tokens));
  return tokens.looks;
}

const LOOKS_PER_CHARACTER = 40;

describe('the work for a message', () => {
  const patterns = [
    ...words,
    'Rs 500 debited from a/c XX1234 to SHOP. ',
    'to A B C D E F G H ',
    '; a b c d e f g h ',
    'UPI/a/b/',
    'otp 1234 ',
    'code use ',
    'from A/c ',
    'ref no id is ',
    'transferred to a ',
    'received a ',
    'credited a ',
    'cheque a ',
    'cheque received for clearing ',
    'debited is due ',
    'interest is applied to every ',
    'limit for a is Rs 1 ',
    'your dispute spent so far ',
    'certificate of paid? ',
    'x1x',
    '1:',
    '12-12-24\nAB ',
  ];

  it.each(patterns)('grows with its length and no faster: %j', (pattern) => {
    const small = pattern.repeat(400);
    const large = pattern.repeat(1600);
    const few = looksAt(small);
    expect(looksAt(large)).toBeLessThan(few * 4.4 + 2000);
    expect(few).toBeLessThan(small.length * LOOKS_PER_CHARACTER + 2000);
  });
});

describe('a bank that nobody listed', () => {
  const banks = /HDFC Bank|ICICI Bank|Axis Bank|Kotak Bank|Canara Bank|YES BANK|Federal Bank/g;
  const known = labelledMessages().filter(({ sender, message }) => sender !== null && message.search(banks) >= 0);

  it('is read as the listed ones are', () => {
    expect(known.length).toBeGreaterThan(50);
    for (const { sender, message, id } of known) {
      if (sender === null) continue;
      const listed = toWire(parseBankSms({ sender, message }));
      const suffix = /-[PSTG]$/.exec(sender)?.[0] ?? '';
      const renamed = { sender: `VM-ZQXJKB${suffix}`, message: message.replaceAll(banks, 'Zorbax Bank') };
      expect({ id, ...toWire(parseBankSms(renamed)), merchant: null }).toEqual({ id, ...listed, merchant: null });
    }
  });
});

describe('any sum', () => {
  it('is read from the sentence that states it', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 9_999_999_99n }), fc.integer({ min: 1000, max: 9999 }), (minor, digits) => {
        const message = `INR ${decimalString(minor)} debited from A/c XX${digits} at LAMP HOUSE on 02-10-26. Bal INR 7.00`;
        expect(parseBankSms({ sender: null, message })).toMatchObject({
          isTransaction: true,
          amountMinor: minor,
          account: String(digits),
          balanceMinor: 700n,
          merchant: 'LAMP HOUSE',
        });
      }),
    );
  });
});
