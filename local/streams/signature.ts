import { createHash, createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import type { AwsCredentialIdentity } from '@aws-sdk/types';

export type SignedCall = {
  readonly credentials: AwsCredentialIdentity;
  readonly region: string;
  readonly service: string;
  readonly host: string;
  readonly target: string;
  readonly body: string;
  readonly at: Date;
};

/** Headers of a signed POST to `/` (Signature Version 4). */
export function signedHeaders(call: SignedCall): Record<string, string> {
  const time = call.at.toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
  const day = time.slice(0, 8);
  const scope = `${day}/${call.region}/${call.service}/aws4_request`;
  const token = call.credentials.sessionToken;
  const headers: Record<string, string> = {
    'content-type': 'application/x-amz-json-1.1',
    host: call.host,
    'x-amz-date': time,
    ...(token === undefined ? {} : { 'x-amz-security-token': token }),
    'x-amz-target': call.target,
  };
  const names = Object.keys(headers).join(';');
  const canonical = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const request = ['POST', '/', '', canonical.join(''), names, sha256(call.body)].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', time, scope, sha256(request)].join('\n');
  const signature = hmac(signingKey(call.credentials, scope), toSign).digest('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${call.credentials.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
  return { ...headers, authorization };
}

/** Holds for a day, and a poller signs several times a second. */
const signingKeys = new WeakMap<AwsCredentialIdentity, { readonly scope: string; readonly key: KeyObject }>();

function signingKey(credentials: AwsCredentialIdentity, scope: string): KeyObject {
  const known = signingKeys.get(credentials);
  if (known?.scope === scope) return known.key;
  const secret = scope
    .split('/')
    .reduce((key, part) => hmac(key, part).digest(), Buffer.from(`AWS4${credentials.secretAccessKey}`));
  const key = createSecretKey(secret);
  signingKeys.set(credentials, { scope, key });
  return key;
}

function hmac(key: Buffer | KeyObject, text: string) {
  return createHmac('sha256', key).update(text);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
