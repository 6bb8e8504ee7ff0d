import type { Clock } from './clock.ts';
import type { Log } from './log.ts';

/** `id` has 1 to 8 letters and digits; `secret` has at least 32 bytes. */
export type SigningKey = { readonly id: string; readonly secret: Uint8Array };

/** Secrets by key id: the one that signs, and those before it for as long as what they signed is about. */
export type KeyRing = ReadonlyMap<string, Uint8Array>;

/** The key that signs, and all by which a thing may be signed. */
export type SigningKeys = { readonly current: SigningKey; readonly ring: KeyRing };

/** Reads the keys; kept in memory for some minutes. */
export type ReadSigningKeys = () => Promise<SigningKeys>;

const secretMin = 32;

/** @param text `{"current": "k1", "k1": "<secret>", "k0": "<secret>"}` @throws Error that repeats nothing of the secret */
export function parseSigningKeys(text: string | undefined): SigningKeys {
  const { current, ...secrets } = { ...(jsonOrUndefined(text) as object | undefined) } as Record<string, unknown>;
  const ring = new Map(Object.entries(secrets).map(([id, secret]) => [id, Buffer.from(String(secret), 'utf8')]));
  const isForm = Object.values(secrets).every((secret) => typeof secret === 'string' && secret.length >= secretMin);
  const secret = typeof current === 'string' && isForm ? ring.get(current) : undefined;
  if (typeof current !== 'string' || secret === undefined)
    throw new Error('the signing keys are not in their form, or the current one is missing');
  return { current: { id: current, secret }, ring };
}

function jsonOrUndefined(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

/** A new key is known everywhere when this is over: only then may it become the current one. */
const maxAgeMs = 5 * 60_000;

/** Keeps what was read. When it cannot be read again, what is known stays good. */
export function signingKeysFrom(readSecret: () => Promise<string | undefined>, now: Clock, log: Log): ReadSigningKeys {
  let known: { readonly keys: SigningKeys; readonly atMs: number } | undefined;
  return async () => {
    const atMs = now().getTime();
    if (known !== undefined && atMs - known.atMs < maxAgeMs) return known.keys;
    try {
      known = { keys: parseSigningKeys(await readSecret()), atMs };
    } catch (error) {
      if (known === undefined) throw error;
      log.error('keys.stale', error);
    }
    return known.keys;
  };
}
