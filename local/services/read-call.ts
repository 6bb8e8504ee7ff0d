import type { IncomingHttpHeaders } from 'node:http';
import { AwsError, type Call } from './call.ts';
import { lambdaCall } from './lambda-call.ts';
import { applicationOf } from './messaging/pinpoint.ts';
import { s3Operation } from './s3-operation.ts';

/** Who signed a request, and for which service (the `Credential` of Signature Version 4). */
export type Signer = {
  readonly accessKeyId: string;
  readonly service: string;
  readonly sessionToken: string | undefined;
};

const headerCredential = /Credential=([^/,\s]+)\/\d{8}\/[^/]+\/([^/]+)\/aws4_request/;
const queryCredential =
  /[?&]X-Amz-Credential=([^%/]+)(?:%2F|\/)\d{8}(?:%2F|\/)[^%/]+(?:%2F|\/)([^%/]+)(?:%2F|\/)aws4_request/i;

const single = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value);

/** @throws AwsError when the request is not signed: the laptop knows callers by their access key */
export function signerOf(url: string, headers: IncomingHttpHeaders): Signer {
  const found = headerCredential.exec(headers.authorization ?? '') ?? queryCredential.exec(url);
  const [, accessKeyId, service] = found ?? [];
  if (accessKeyId === undefined || service === undefined)
    throw new AwsError('MissingAuthenticationToken', 'The request has no Signature Version 4.', 403);
  return { accessKeyId, service, sessionToken: single(headers['x-amz-security-token']) };
}

const dataApiOperations: Readonly<Record<string, string>> = {
  '/Execute': 'ExecuteStatement',
  '/BatchExecute': 'BatchExecuteStatement',
  '/BeginTransaction': 'BeginTransaction',
  '/CommitTransaction': 'CommitTransaction',
  '/RollbackTransaction': 'RollbackTransaction',
};

const sesOperations: Readonly<Record<string, string>> = {
  '/v2/email/outbound-bulk-emails': 'SendBulkEmail',
  '/v2/email/outbound-emails': 'SendEmail',
};

function operationOf(service: string, method: string, url: string, headers: IncomingHttpHeaders): string {
  if (service === 's3') return s3Operation(method, url, headers);
  if (service === 'rds-data') return dataApiOperations[url] ?? url;
  if (service === 'lambda') return lambdaCall(method, url)?.operation ?? `${method} ${url}`;
  if (service === 'mobiletargeting' && applicationOf(url) !== undefined) return 'SendMessages';
  if (service === 'ses') return sesOperations[url] ?? `${method} ${url}`;
  const target = single(headers['x-amz-target']);
  return target?.slice(target.indexOf('.') + 1) ?? `${method} ${url}`;
}

/** @throws AwsError when a JSON protocol's body is no JSON object */
export function readCall(
  service: string,
  request: { method: string; url: string; headers: IncomingHttpHeaders },
  body: Buffer,
): Call {
  const { method, url, headers } = request;
  const operation = operationOf(service, method, url, headers);
  return { service, operation, method, url, headers, body, input: inputOf(service, headers, body) };
}

function inputOf(service: string, headers: IncomingHttpHeaders, body: Buffer): Record<string, unknown> {
  if (service === 's3' || service === 'lambda' || body.length === 0) return {};
  if (single(headers['content-type'])?.includes('cbor'))
    throw new AwsError('SerializationException', 'CBOR is not spoken here: use JSON');
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // falls through: no JSON and no object are the same mistake
  }
  throw new AwsError('SerializationException', 'The body is not a JSON object.');
}
