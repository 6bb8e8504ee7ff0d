import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';
import type { AwsCredentialIdentity } from '@aws-sdk/types';

export type SignedCall = {
  readonly credentials: AwsCredentialIdentity;
  readonly region: string;
  readonly service: string;
  readonly host: string;
  readonly path: string;
  /** Beside those of the signature; by lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly at: Date;
};

/** Headers of a signed POST (Signature Version 4). */
export function signedHeaders({ credentials, region, service, host, path, body, ...call }: SignedCall) {
  const time = call.at.toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
  const scope = `${time.slice(0, 8)}/${region}/${service}/aws4_request`;
  const token = credentials.sessionToken;
  const headers: Record<string, string> = {
    ...call.headers,
    host,
    'x-amz-date': time,
    ...(token === undefined ? {} : { 'x-amz-security-token': token }),
  };
  const signed = Object.keys(headers).sort();
  const names = signed.join(';');
  const canonical = signed.map((name) => `${name}:${headers[name]}\n`).join('');
  const request = `POST\n${path}\n\n${canonical}\n${names}\n${sha256(body)}`;
  const toSign = `AWS4-HMAC-SHA256\n${time}\n${scope}\n${sha256(request)}`;
  const signature = createHmac('sha256', signingKey(credentials, scope)).update(toSign).digest('hex');
  headers.authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
  return headers;
}

/** Holds for a day, and takes longer to make than the rest of a signature. */
const signingKeys = new WeakMap<AwsCredentialIdentity, { readonly scope: string; readonly key: KeyObject }>();

function signingKey(credentials: AwsCredentialIdentity, scope: string): KeyObject {
  const known = signingKeys.get(credentials);
  if (known?.scope === scope) return known.key;
  const secret = scope
    .split('/')
    .reduce(
      (key, part) => createHmac('sha256', key).update(part).digest(),
      Buffer.from(`AWS4${credentials.secretAccessKey}`),
    );
  const key = createSecretKey(secret);
  signingKeys.set(credentials, { scope, key });
  return key;
}

const sha256 = (text: string): string => hash('sha256', text);
