import fc from 'fast-check';
import { crc16 } from '../../../../../lambdas/payments/domain/qr/crc16.ts';

/** Another way to the same number: a table of bytes instead of bits. */
function byTable(bytes: Uint8Array): string {
  const table = Array.from({ length: 256 }, (_, byte) => {
    let entry = byte << 8;
    for (let bit = 0; bit < 8; bit += 1) entry = (entry << 1) ^ (entry & 0x8000 ? 0x11021 : 0);
    return entry;
  });
  const crc = bytes.reduce((sum, byte) => ((sum << 8) & 0xff00) ^ (table[(sum >> 8) ^ byte] ?? 0), 0xffff);
  return crc.toString(16).toUpperCase().padStart(4, '0');
}

describe('the checksum of a payload', () => {
  // The catalogue of parametrised CRC algorithms lists this one as CRC-16/IBM-3740, alias CRC-16/CCITT-FALSE.
  it.each([
    ['123456789', '29B1'],
    ['', 'FFFF'],
    ['A', 'B915'],
  ])('of %j is %s', (text, crc) => {
    expect(crc16(text)).toBe(crc);
  });

  it('keeps leading zeros, so that it always has four digits', () => {
    fc.assert(fc.property(fc.string(), (text) => /^[0-9A-F]{4}$/.test(crc16(text))));
  });

  it('is taken over UTF-8 bytes in any script', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(crc16(text)).toBe(byTable(new TextEncoder().encode(text)));
      }),
    );
  });
});
