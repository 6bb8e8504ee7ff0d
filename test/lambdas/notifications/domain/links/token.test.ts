import fc from 'fast-check';
import { readLink, signLink, unsubscribeLink } from '../../../../../lambdas/notifications/domain/links/token.ts';
import { linkUrl, unsubscribeUrl } from '../../../../../lambdas/notifications/domain/links/urls.ts';
import { linkKeys } from '../../../../support/links.ts';

const keys = linkKeys();
const now = new Date('2026-11-21T06:00:00.000Z');
const expiresOn = new Date('2026-12-21T10:00:00.000Z');
const notificationId = '0b7c3f8e-2d41-8a55-9c0e-6a1f4e2d9b37';
const tampered = { kind: 'tampered' };

const links = fc.record({
  notificationId: fc.uuid(),
  link: fc.integer({ min: 0, max: unsubscribeLink }),
  expiresOn: fc.date({ min: now, max: new Date('2149-06-05'), noInvalidDate: true }),
});

describe('the token of a link', () => {
  it('says what was signed, in 44 characters that need no escaping', () => {
    fc.assert(
      fc.property(links, (link) => {
        const token = signLink(keys, link);
        expect(token).toMatch(/^[A-Za-z0-9_-]{44}$/);
        expect(readLink(keys, token, now)).toEqual({
          kind: 'genuine',
          notificationId: link.notificationId,
          link: link.link,
        });
      }),
    );
  });

  it('is refused with any bit flipped', () => {
    const bytes = Buffer.from(signLink(keys, { notificationId, link: 3, expiresOn }), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = Buffer.from(bytes);
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect([bit, readLink(keys, flipped.toString('base64url'), now)]).toEqual([bit, tampered]);
    }
  });

  it('is refused when any character is another one', () => {
    const token = signLink(keys, { notificationId, link: 0, expiresOn });
    fc.assert(
      fc.property(fc.nat(43), fc.constantFrom(...'ABCxyz0189-_'), (at, by) => {
        fc.pre(token[at] !== by);
        expect(readLink(keys, token.slice(0, at) + by + token.slice(at + 1), now)).toEqual(tampered);
      }),
    );
  });

  it('is refused when it is anything else', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String({ maxLength: 60 })), (text) => {
        expect(readLink(keys, text, now)).toEqual(tampered);
      }),
    );
  });

  it('holds under each key of the ring, and under no other', () => {
    const link = { notificationId, link: 0, expiresOn };
    const before = signLink({ current: { id: 'k1', secret: new Uint8Array(32).fill(1) } }, link);
    const foreign = signLink({ current: { id: 'k2', secret: new Uint8Array(32).fill(3) } }, link);
    expect([readLink(keys, before, now).kind, readLink(keys, foreign, now)]).toEqual(['genuine', tampered]);
  });

  it('leads somewhere to the end of its day', () => {
    const token = signLink(keys, { notificationId, link: 0, expiresOn });
    const kindAt = (at: string) => readLink(keys, token, new Date(at)).kind;
    expect([kindAt('2026-12-21T23:59:59.999Z'), kindAt('2026-12-22T00:00:00.000Z')]).toEqual(['genuine', 'expired']);
    expect(readLink(keys, token, new Date('2026-12-22'))).toEqual({ kind: 'expired', notificationId, link: 0 });
  });

  it('stands behind an address of its own for links and for the end of such messages', () => {
    const message = { notificationId, expiresOn };
    const tokenOf = (url: string) => url.slice(url.lastIndexOf('/') + 1);
    const [link, unsubscribe] = [
      linkUrl('https://s.example', keys, message, 2),
      unsubscribeUrl('https://s.example', keys, message),
    ];
    expect([link.slice(0, 20), unsubscribe.slice(0, 20)]).toEqual(['https://s.example/r/', 'https://s.example/u/']);
    expect([link, unsubscribe].map((url) => readLink(keys, tokenOf(url), now))).toEqual([
      { kind: 'genuine', notificationId, link: 2 },
      { kind: 'genuine', notificationId, link: unsubscribeLink },
    ]);
  });
});
