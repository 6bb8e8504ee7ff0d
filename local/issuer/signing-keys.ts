import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CryptoKey, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';

export const algorithm = 'RS256';

export type SigningKeys = {
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
  readonly keyId: string;
  /** From which the clients' secrets are derived. */
  readonly secretSeed: Buffer;
};

type Saved = { readonly privateJwk: JWK; readonly secretSeed: string };

/**
 * Reads the keys from the folder, or makes them there the first time.
 * @throws {Error} when the file holds something else.
 */
export async function openSigningKeys(dataDir: string): Promise<SigningKeys> {
  await mkdir(dataDir, { recursive: true });
  const path = join(dataDir, 'issuer-keys.json');
  const saved = (await load(path)) ?? (await create(path));
  const { kty, n, e, kid } = saved.privateJwk;
  if (kid === undefined) throw new Error(`${path} does not hold keys: remove it (npm run reset) to get new ones`);
  return {
    privateKey: (await importJWK(saved.privateJwk, algorithm)) as CryptoKey,
    publicJwk: { kty, n, e, kid, alg: algorithm, use: 'sig' },
    keyId: kid,
    secretSeed: Buffer.from(saved.secretSeed, 'base64'),
  };
}

/** A key that no issuer publishes, for tokens that must be refused. */
export async function makeForeignKey(): Promise<CryptoKey> {
  const { privateKey } = await generateKeyPair(algorithm);
  return privateKey;
}

async function load(path: string): Promise<Saved | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Saved;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new Error(`${path} does not hold keys: remove it (npm run reset) to get new ones`);
  }
}

async function create(path: string): Promise<Saved> {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const kid = randomBytes(32).toString('base64');
  const saved = {
    privateJwk: { ...(await exportJWK(privateKey)), kid },
    secretSeed: randomBytes(32).toString('base64'),
  };
  await writeFile(`${path}.new`, JSON.stringify(saved), { mode: 0o600 });
  await chmod(`${path}.new`, 0o600); // an older file of that name would keep its own mode
  await rename(`${path}.new`, path);
  return saved;
}
