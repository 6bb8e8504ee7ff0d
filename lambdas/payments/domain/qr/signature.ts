import { createHmac, timingSafeEqual } from 'node:crypto';
import { invariant } from '../../../shared/invariant.ts';
import type { KeyRing, SigningKey } from '../../../shared/signing-keys.ts';
import { ownGuid, sameGuid } from './accounts.ts';
import { isRefusal } from './refusal.ts';
import { type DataObject, readTemplate, templateOf, writeObject, writeObjects } from './tlv.ts';

/**
 * `genuine`: ours and whole. `foreign`: neither our account nor our signature. `tampered`: one without the other, a
 * signature that does not fit, or a key that we no longer have.
 */
export type Origin =
  | { readonly kind: 'genuine'; readonly keyId: string }
  | { readonly kind: 'foreign' }
  | { readonly kind: 'tampered'; readonly why: 'unsigned' | 'not-our-account' | 'unknown-key' | 'differs' };

const tag = '80';
const keyId = /^[A-Za-z0-9]{1,8}$/;
const macBytes = 16; // half of SHA-256's output, the least that RFC 2104 advises; 22 characters
const secretBytesMin = 32;

function macOf(objects: readonly DataObject[], { id, secret }: SigningKey): string {
  // The context keeps a signature from meaning something where the same key signs another thing.
  const mac = createHmac('sha256', secret).update(`sangam.qr.v1:${id}:`).update(writeObjects(objects), 'utf8').digest();
  return mac.subarray(0, macBytes).toString('base64url');
}

function isEqual(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one, 'utf8'), Buffer.from(other, 'utf8')];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Signs all objects before the checksum. */
export function signatureOf(objects: readonly DataObject[], key: SigningKey): DataObject {
  invariant(keyId.test(key.id), 'a key id has 1 to 8 letters and digits');
  invariant(key.secret.length >= secretBytesMin, 'a signing key has at least 32 bytes');
  const template = templateOf(tag, [
    { tag: '00', value: ownGuid },
    { tag: '01', value: key.id },
    { tag: '02', value: macOf(objects, key) },
  ]);
  invariant(!isRefusal(template), 'a signature fits its template');
  return template;
}

type Signature = { readonly object: DataObject; readonly keyId: string };

function signaturesIn(objects: readonly DataObject[]): readonly Signature[] {
  return objects.flatMap((object) => {
    if (object.tag < tag) return [];
    const fields = readTemplate(object); // another's template need not be one
    if (isRefusal(fields) || !sameGuid(fields.get('00'), ownGuid)) return [];
    return [{ object, keyId: fields.get('01') ?? '' }];
  });
}

/** Whether a code is ours, from the objects that `decodeMerchantCode` read and whether one is our account. */
export function originOf(objects: readonly DataObject[], hasOwnAccount: boolean, keys: KeyRing): Origin {
  const [signature] = signaturesIn(objects);
  if (signature === undefined) return hasOwnAccount ? { kind: 'tampered', why: 'unsigned' } : { kind: 'foreign' };
  if (!hasOwnAccount) return { kind: 'tampered', why: 'not-our-account' };
  const secret = keys.get(signature.keyId);
  if (secret === undefined) return { kind: 'tampered', why: 'unknown-key' };
  // Everything else is signed wherever it stands, so that nothing can be added behind the signature, nor a second one.
  const signed = objects.filter((object) => object !== signature.object && object.tag !== '63');
  const expected = signatureOf(signed, { id: signature.keyId, secret });
  const genuine = isEqual(writeObject(expected), writeObject(signature.object));
  return genuine ? { kind: 'genuine', keyId: signature.keyId } : { kind: 'tampered', why: 'differs' };
}
