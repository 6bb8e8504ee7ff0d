import { fromEnv } from '@aws-sdk/credential-provider-env';
import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';

/** An address of an object that works without further proof for 15 minutes, for one method. */
export type SignedUrl = (method: 'GET' | 'PUT', key: string) => Promise<string>;

const expiresInSec = 15 * 60;

/** Signed with this function's role: an address can do no more than the function may. */
export function signedUrlsOf(bucket: string, environment: NodeJS.ProcessEnv = process.env): SignedUrl {
  const region = environment.AWS_REGION ?? '';
  const signer = new SignatureV4({
    service: 's3',
    region,
    credentials: fromEnv(),
    sha256: Sha256,
    uriEscapePath: false,
    applyChecksum: false,
  });
  const endpoint = environment.AWS_ENDPOINT_URL_S3 ?? environment.AWS_ENDPOINT_URL;
  const base = endpoint === undefined ? `https://${bucket}.s3.${region}.amazonaws.com` : `${endpoint}/${bucket}`;
  return async (method, key) => {
    const { protocol, hostname, port, host, pathname } = new URL(`${base}/${key}`);
    const request = new HttpRequest({
      method,
      protocol,
      hostname,
      ...(port !== '' && { port: Number(port) }),
      path: pathname,
      // Nobody knows yet what will be uploaded.
      headers: { host, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
    });
    const { query = {} } = await signer.presign(request, { expiresIn: expiresInSec });
    const search = new URLSearchParams(query as Record<string, string>);
    // A plus sign is a space to a form, but a plus sign to S3's signature.
    return `${protocol}//${host}${pathname}?${search.toString().replaceAll('+', '%20')}`;
  };
}
