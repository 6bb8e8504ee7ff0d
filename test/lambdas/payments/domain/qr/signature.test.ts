import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { decodeMerchantCode } from '../../../../../lambdas/payments/domain/qr/decode.ts';
import { type Origin, originOf } from '../../../../../lambdas/payments/domain/qr/signature.ts';
import type { KeyRing } from '../../../../../lambdas/shared/signing-keys.ts';
import { aCode, aKey, aStaticCode, bodyOf, payloadOf, readOf, withChecksum } from '../../../../support/qr.ts';

const ring: KeyRing = new Map([
  ['k1', aKey().secret],
  ['k0', new Uint8Array(32).fill(9)],
]);

function origin(payload: string, keys: KeyRing = ring): Origin {
  const { code, objects } = readOf(payload);
  return originOf(objects, code.own !== null, keys);
}

const dynamic = payloadOf(aCode());
const open = payloadOf(aStaticCode());
const signature = /80500014example\.sangam.{32}/;
const unsigned = (payload: string) => bodyOf(payload).replace(signature, '');
const tampered = (why: string) => ({ kind: 'tampered', why });

describe('the signature of a code', () => {
  it('shows that a code is ours, under whichever key signed it', () => {
    expect(origin(dynamic)).toEqual({ kind: 'genuine', keyId: 'k1' });
    const before = payloadOf(aCode(), { id: 'k0', secret: new Uint8Array(32).fill(9) });
    expect(origin(before)).toEqual({ kind: 'genuine', keyId: 'k0' });
  });

  it('is the same for the same code and another for another key', () => {
    expect(payloadOf(aCode())).toBe(dynamic);
    const secrets = [1, 2].map((fill) => payloadOf(aCode(), aKey({ secret: new Uint8Array(32).fill(fill) })));
    expect(new Set(secrets).size).toBe(2);
  });

  it('is an HMAC-SHA-256 of all objects before it, for this purpose and key, cut to 128 bits', () => {
    const mac = createHmac('sha256', aKey().secret)
      .update(`sangam.qr.v1:k1:${unsigned(dynamic)}`)
      .digest();
    expect(bodyOf(dynamic).slice(-22)).toBe(mac.subarray(0, 16).toString('base64url'));
  });

  it.each([
    ['amount', '54071250.50', '54070250.50'],
    ['merchant', 'merchant-7', 'merchant-8'],
    ['request', '0199d2c4', '0199d2c5'],
    ['currency', '5303356', '5303840'],
    ['name', 'Fresh Mart', 'Frosh Mart'],
  ])('shows another %s', (_, piece, by) => {
    expect(dynamic).toContain(piece);
    expect(origin(withChecksum(bodyOf(dynamic).replace(piece, by)))).toEqual(tampered('differs'));
  });

  it('shows an amount that was put on an open code, before the signature or behind it', () => {
    const amount = '540510.00';
    expect(origin(withChecksum(bodyOf(open).replace('5802IN', `${amount}5802IN`)))).toEqual(tampered('differs'));
    expect(origin(withChecksum(bodyOf(open) + amount))).toEqual(tampered('differs'));
  });

  it('shows objects in another order', () => {
    const moved = bodyOf(open).replace('5802IN', '').replace('6004Pune', '6004Pune5802IN');
    expect(origin(withChecksum(moved))).toEqual(tampered('differs'));
  });

  it('shows every single character that is changed', () => {
    const body = bodyOf(dynamic);
    let read = 0;
    fc.assert(
      fc.property(fc.nat({ max: body.length - 1 }), fc.stringMatching(/^[ -~]$/), (at, character) => {
        fc.pre(body[at] !== character);
        const changed = decodeMerchantCode(withChecksum(body.slice(0, at) + character + body.slice(at + 1)));
        if (changed.kind === 'refused') return;
        read += 1;
        expect(originOf(changed.objects, changed.code.own !== null, ring).kind).toBe('tampered');
      }),
      { numRuns: 1000 },
    );
    expect(read).toBeGreaterThan(100);
  });

  it('cannot be taken off', () => {
    expect(origin(withChecksum(unsigned(dynamic)))).toEqual(tampered('unsigned'));
  });

  it('cannot be taken off by writing our name in capitals', () => {
    const shouted = unsigned(dynamic).replace('example.sangam', 'EXAMPLE.SANGAM');
    expect(origin(withChecksum(shouted))).toEqual(tampered('unsigned'));
  });

  it('cannot be put on the code of another', () => {
    const stolen = signature.exec(dynamic)?.[0] ?? '';
    const other = unsigned(payloadOf(aStaticCode({ own: null, accounts: [{ tag: '02', value: '4000' }] }), null));
    expect(origin(withChecksum(other))).toEqual({ kind: 'foreign' });
    expect(origin(withChecksum(other + stolen))).toEqual(tampered('not-our-account'));
  });

  it('cannot be doubled', () => {
    const again = (signature.exec(dynamic)?.[0] ?? '').replace('80', '81');
    expect(origin(withChecksum(bodyOf(dynamic) + again))).toEqual(tampered('differs'));
  });

  it.each([
    ['shortened', (mac: string) => `0221${mac.slice(0, 21)}`],
    ['lengthened', (mac: string) => `0223${mac}A`],
    ['of another script', (mac: string) => `0222${mac.slice(0, 21)}é`],
  ])('cannot be %s', (_, change) => {
    const mac = /0222(.{22})$/.exec(bodyOf(dynamic))?.[1] ?? '';
    const changed = change(mac);
    const length = 24 + Array.from(changed).length;
    const body = bodyOf(dynamic).replace(/8050/, `80${length}`).replace(`0222${mac}`, changed);
    expect(origin(withChecksum(body))).toEqual(tampered('differs'));
  });

  it('of a key that was withdrawn is no longer taken', () => {
    expect(origin(dynamic, new Map())).toEqual(tampered('unknown-key'));
  });

  it('holds for itself as well: another tag, case or addition is not it', () => {
    const moved = bodyOf(open).replace('80500014', '81500014');
    const shouted = bodyOf(open).replace(/(8050.*)example/, '$1EXAMPLE');
    const longer = `${bodyOf(open).replace('80500014', '80550014')}0301x`;
    for (const body of [moved, shouted, longer]) expect(origin(withChecksum(body))).toEqual(tampered('differs'));
  });

  it('passes over what others keep in their templates', () => {
    const other = unsigned(payloadOf(aStaticCode({ own: null, accounts: [{ tag: '02', value: '4000' }] }), null));
    expect(origin(withChecksum(`${other}9005hello`))).toEqual({ kind: 'foreign' });
  });

  it('is not written with a key that is too short or has a name that does not fit', () => {
    expect(() => payloadOf(aCode(), aKey({ secret: new Uint8Array(31) }))).toThrow('32 bytes');
    expect(() => payloadOf(aCode(), aKey({ id: 'key-1' }))).toThrow('key id');
  });
});
