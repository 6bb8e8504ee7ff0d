import fc from 'fast-check';
import { buildUpiLink, readUpiLink, type UpiLink } from '../../../../../lambdas/payments/domain/qr/upi-link.ts';
import { anyCharacter } from '../../../../support/any-character.ts';

const aLink = (overrides: Partial<UpiLink> = {}): UpiLink => ({
  vpa: 'fresh.mart@hdfcbank',
  name: 'Fresh Mart',
  amount: null,
  note: null,
  reference: null,
  category: null,
  ...overrides,
});

const full = aLink({ amount: 125_050n, note: 'Milk & bread', reference: 'ORDER-4711', category: '5411' });

describe('a UPI link', () => {
  it('names payee, amount and reference, percent-encoded but for the @ of the address', () => {
    expect(buildUpiLink(full)).toEqual({
      kind: 'written',
      link: 'upi://pay?pa=fresh.mart@hdfcbank&pn=Fresh%20Mart&am=1250.50&cu=INR&tn=Milk%20%26%20bread&tr=ORDER-4711&mc=5411',
    });
  });

  it('leaves out what the payer decides', () => {
    expect(buildUpiLink(aLink())).toEqual({
      kind: 'written',
      link: 'upi://pay?pa=fresh.mart@hdfcbank&pn=Fresh%20Mart&cu=INR',
    });
  });

  it('ends no quoted attribute and no sentence', () => {
    const built = buildUpiLink(aLink({ name: `"O'Hara" (*!) <b>` }));
    expect(built).toMatchObject({ link: expect.stringContaining('pn=%22O%27Hara%22%20%28%2A%21%29%20%3Cb%3E&') });
  });

  it.each([
    ['an address without a handle', { vpa: 'freshmart' }, 'pa'],
    ['an address with two', { vpa: 'a@b@c' }, 'pa'],
    ['an address of 51 characters', { vpa: `${'a'.repeat(47)}@upi` }, 'pa'],
    ['an address with a parameter', { vpa: 'a&am=1@upi' }, 'pa'],
    ['no name', { name: ' ' }, 'pn'],
    ['a name of 100 characters', { name: 'n'.repeat(100) }, 'pn'],
    ['a name with a line break', { name: 'a\nb' }, 'pn'],
    ['nothing to pay', { amount: 0n }, 'am'],
    ['an amount of 14 characters', { amount: 1_000_000_000_000n }, 'am'],
    ['a note of 51 characters', { note: 'n'.repeat(51) }, 'tn'],
    ['a reference of 3 characters', { reference: 'abc' }, 'tr'],
    ['a reference of 36 characters', { reference: 'r'.repeat(36) }, 'tr'],
    ['a category of 3 digits', { category: '541' }, 'mc'],
  ] satisfies [string, Partial<UpiLink>, string][])('is not built with %s', (_, overrides, at) => {
    expect(buildUpiLink(aLink(overrides))).toEqual({ kind: 'refused', problem: 'bad-value', at });
  });

  // In Razorpay's documentation (fetch QR codes, `upi_qr`).
  it('of another is read', () => {
    const link =
      'upi://pay?pa=qmart.razorpay@hdfcbank&pn=TestAccount&tr=RZPGT5viB4WHeoUuuqrv2&tn=TestAccountRaftarSoft&am=100&cu=INR&mc=5411';
    expect(readUpiLink(link)).toEqual({
      kind: 'read',
      link: {
        vpa: 'qmart.razorpay@hdfcbank',
        name: 'TestAccount',
        amount: 10_000n,
        note: 'TestAccountRaftarSoft',
        reference: 'RZPGT5viB4WHeoUuuqrv2',
        category: '5411',
      },
    });
  });

  // In PayU's documentation (static UPI QR), with parameters that we do not know.
  it('is read without what we do not know, and in any case of the scheme', () => {
    const link =
      'UPI://pay?pa=gauravdua1.payu%40indus&pn=smsplus&mc=7399&ver=01&mode=15&QRexpire=2021-08-20T17:48:19+05:30&am=1.00';
    expect(readUpiLink(link)).toEqual({
      kind: 'read',
      link: aLink({ vpa: 'gauravdua1.payu@indus', name: 'smsplus', amount: 100n, category: '7399' }),
    });
  });

  it.each([
    ['is another address', 'https://example.com/?pa=a@upi&pn=A', 'not-upi', ''],
    ['asks for a mandate', 'upi://mandate?pa=a@upi&pn=A', 'not-upi', ''],
    ['is longer than a browser takes', `upi://pay?pa=a@upi&pn=${'n'.repeat(2048)}`, 'too-long', ''],
    ['has no payee', 'upi://pay?pn=A', 'missing', 'pa'],
    ['has no name', 'upi://pay?pa=a@upi', 'missing', 'pn'],
    ['states two amounts', 'upi://pay?pa=a@upi&pn=A&am=1&am=2', 'repeated', 'am'],
    ['states another amount in capitals', 'upi://pay?pa=a@upi&pn=A&am=1&AM=2', 'repeated', 'am'],
    ['has a parameter without a value', 'upi://pay?pa=a@upi&pn', 'bad-encoding', ''],
    ['has a parameter without a name', 'upi://pay?pa=a@upi&=A', 'bad-encoding', ''],
    ['has a name in hidden letters', 'upi://pay?p%61=a@upi&pn=A', 'bad-encoding', ''],
    ['has an escape that is none', 'upi://pay?pa=a@upi&pn=Zeeshan%Khan', 'bad-encoding', 'pn'],
    ['has an escape cut off', 'upi://pay?pa=a@upi&pn=A%2', 'bad-encoding', 'pn'],
    ['has escapes that are no UTF-8', 'upi://pay?pa=a@upi&pn=%C3%28', 'bad-encoding', 'pn'],
    ['has an overlong escape', 'upi://pay?pa=a@upi&pn=%C0%AF', 'bad-encoding', 'pn'],
    ['has a space', 'upi://pay?pa=a@upi&pn=A B', 'bad-encoding', 'pn'],
    ['has letters that are not encoded', 'upi://pay?pa=a@upi&pn=फ्रेश', 'bad-encoding', 'pn'],
    ['ends in a fragment', 'upi://pay?pa=a@upi&pn=A#x', 'bad-encoding', 'pn'],
    ['hides a line break', 'upi://pay?pa=a@upi&pn=A%0AB', 'bad-value', 'pn'],
    ['turns the direction of a name', 'upi://pay?pa=a@upi&pn=A%E2%80%AEB', 'bad-value', 'pn'],
    ['pays in dollars', 'upi://pay?pa=a@upi&pn=A&cu=USD', 'wrong-currency', 'cu'],
    ['pays nothing', 'upi://pay?pa=a@upi&pn=A&am=0', 'bad-value', 'am'],
    ['pays parts of a paisa', 'upi://pay?pa=a@upi&pn=A&am=1.001', 'bad-value', 'am'],
    ['has no amount behind its name', 'upi://pay?pa=a@upi&pn=A&am=', 'bad-value', 'am'],
    ['has a note of 51 characters', `upi://pay?pa=a@upi&pn=A&tn=${'n'.repeat(51)}`, 'bad-value', 'tn'],
  ])('that %s is refused with its place', (_, text, problem, at) => {
    expect(readUpiLink(text)).toEqual({ kind: 'refused', problem, at });
  });

  it('reads a plus as a plus', () => {
    expect(readUpiLink('upi://pay?pa=a@upi&pn=A+B')).toMatchObject({ link: { name: 'A+B' } });
  });

  it('is read as it was built, in any script', () => {
    const shown = (maxLength: number) => fc.string({ unit: 'grapheme-composite', minLength: 1, maxLength });
    let built = 0;
    fc.assert(
      fc.property(
        shown(20),
        fc.option(shown(10), { nil: null }),
        fc.bigInt({ min: 1n, max: 10n ** 11n }),
        (name, note, amount) => {
          const link = aLink({ name, note, amount });
          const written = buildUpiLink(link);
          if (written.kind === 'refused') return;
          built += 1;
          expect(written.link).toMatch(/^[!-~]+$/);
          expect(readUpiLink(written.link)).toEqual({ kind: 'read', link });
        },
      ),
      { numRuns: 300 },
    );
    expect(built).toBeGreaterThan(100);
  });

  it('is refused or read, and never throws, whatever it holds', () => {
    const piece = fc.oneof(
      fc.string({ unit: anyCharacter }),
      fc.constantFrom('&', '=', '%', '%E2', 'pa=a@upi', 'pn=', 'am='),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        expect(['read', 'refused']).toContain(readUpiLink(`upi://pay?${pieces.join('')}`).kind);
      }),
      { numRuns: 1000 },
    );
  });
});
