import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import { invariant } from '../../../shared/invariant.ts';
import type { KeyRing, SigningKey, SigningKeys } from '../../../shared/signing-keys.ts';

/** What a link of a message says: which of the links of which message, and until when it leads anywhere. */
export type Link = {
  readonly notificationId: string;
  /** Where it stands in the template's list of links; `unsubscribeLink` for the one that ends such messages. */
  readonly link: number;
  /** It leads somewhere to the end of this day in UTC. */
  readonly expiresOn: Date;
};

/** Both of the first two are ours; whoever wants no more messages is heard by an expired link too. */
export type ReadLink =
  | { readonly kind: 'genuine' | 'expired'; readonly notificationId: string; readonly link: number }
  | { readonly kind: 'tampered' };

/** The last number: a template has far fewer links. */
export const unsubscribeLink = 255;

/*
 * version (1 byte) | notification (16) | link (1) | day of expiry since 1970 (2) | MAC (13). 33 bytes are 44 characters
 * with no bit to spare, so that no two texts are the same token.
 */
const version = 1;
const bodyBytes = 20;
/** 104 bits: a guess at a million a second for a century succeeds with a chance of one in 6e15. */
const macBytes = 13;
const tokenForm = /^[A-Za-z0-9_-]{44}$/;
const dayMs = 86_400_000;

/** Made once for each key: it costs more than a signature, and a campaign signs a lakh. */
const madeKeys = new WeakMap<Uint8Array, KeyObject>();

function keyOf(secret: Uint8Array): KeyObject {
  const made = madeKeys.get(secret) ?? createSecretKey(secret);
  madeKeys.set(secret, made);
  return made;
}

function macOf(body: Uint8Array, secret: Uint8Array): Buffer {
  // The context keeps a signature from meaning something where the same key signs another thing.
  return createHmac('sha256', keyOf(secret))
    .update('sangam.notifications.link.v1:')
    .update(body)
    .digest()
    .subarray(0, macBytes);
}

/** @returns 44 characters of base64url */
export function signLink(
  { current }: { readonly current: SigningKey },
  { notificationId, link, expiresOn }: Link,
): string {
  const id = Buffer.from(notificationId.replaceAll('-', ''), 'hex');
  invariant(id.length === 16, 'a notification has a UUID');
  invariant(Number.isInteger(link) && link >= 0 && link <= unsubscribeLink, 'a link has a number of one byte');
  const body = Buffer.alloc(bodyBytes);
  body.writeUInt8(version, 0);
  id.copy(body, 1);
  body.writeUInt8(link, 17);
  body.writeUInt16BE(Math.floor(expiresOn.getTime() / dayMs), 18);
  return Buffer.concat([body, macOf(body, current.secret)]).toString('base64url');
}

/** Says whether a token is one that a key of the ring signed; a ring has few, so each is tried and none is named. */
export function readLink({ ring }: Pick<SigningKeys, 'ring'>, token: string, now: Date): ReadLink {
  if (!tokenForm.test(token)) return { kind: 'tampered' };
  const bytes = Buffer.from(token, 'base64url');
  const [body, mac] = [bytes.subarray(0, bodyBytes), bytes.subarray(bodyBytes)];
  if (!isSigned(body, mac, ring) || body.readUInt8(0) !== version) return { kind: 'tampered' };
  const isOver = now.getTime() >= (body.readUInt16BE(18) + 1) * dayMs;
  return {
    kind: isOver ? 'expired' : 'genuine',
    notificationId: uuidOf(body.subarray(1, 17)),
    link: body.readUInt8(17),
  };
}

const isSigned = (body: Uint8Array, mac: Uint8Array, ring: KeyRing): boolean =>
  [...ring.values()].some((secret) => timingSafeEqual(macOf(body, secret), mac));

const uuidOf = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
