import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { fromEnv } from '@aws-sdk/credential-provider-env';
import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { SignatureV4 } from '@smithy/signature-v4';

/**
 * Stands in for `@aws-sdk/client-s3` in bundles, where it would be the largest library by far for the three calls that
 * functions make. The SDK's own signer, connections and credentials do the work. A command that is not here does not
 * bundle, and a parameter that is not here throws.
 */
type Answer = {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readable;
};

const headerOf: Readonly<Record<string, string>> = {
  ContentType: 'content-type',
  ContentEncoding: 'content-encoding',
  ContentLength: 'content-length',
  Range: 'range',
};
const attemptsMax = 3;
/** What the SDK takes for passing: worth another try, unlike a refusal. */
const passing = new Set(['SlowDown', 'RequestTimeout', 'RequestTimeTooSkewed', 'InternalError']);

type Input = {
  readonly Bucket: string;
  readonly Key: string;
  readonly Body?: string | Uint8Array | Readable;
} & Readonly<Record<string, unknown>>;

class ObjectCommand {
  readonly method: string;
  readonly input: Input;

  constructor(method: string, input: Input) {
    this.method = method;
    this.input = input;
    for (const name of Object.keys(input))
      if (!['Bucket', 'Key', 'Body'].includes(name) && headerOf[name] === undefined)
        throw new Error(`${name} is not known to lib/bundle/substitutes/s3-writer.ts`);
  }
}

export class PutObjectCommand extends ObjectCommand {
  constructor(input: Input) {
    super('PUT', input);
  }
}

export class GetObjectCommand extends ObjectCommand {
  constructor(input: Input) {
    super('GET', input);
  }
}

export class DeleteObjectCommand extends ObjectCommand {
  constructor(input: Input) {
    super('DELETE', input);
  }
}

/** Region, credentials and endpoint come from the environment, as the SDK takes them. */
export class S3Client {
  private readonly region = process.env.AWS_REGION ?? '';
  private readonly connections = new NodeHttpHandler({ connectionTimeout: 2_000, requestTimeout: 30_000 });
  private readonly signer = new SignatureV4({
    service: 's3',
    region: this.region,
    credentials: fromEnv(),
    sha256: Sha256,
    uriEscapePath: false,
    applyChecksum: true,
  });

  /** @throws Error whose `name` is S3's code, such as `AccessDenied`, after three tries if the failure may pass */
  async send(command: ObjectCommand): Promise<object> {
    // What has flowed out of a stream cannot be sent again.
    const attempts = command.input.Body instanceof Readable ? 1 : attemptsMax;
    for (let attempt = 1; ; attempt += 1) {
      const { failure, object } = await this.attempt(command).then(
        outcomeOf,
        (error: Error): Outcome => ({ failure: error }),
      );
      if (failure === undefined) return object;
      if (attempt === attempts || !mayPass(failure)) throw failure;
      await wait(Math.random() * 100 * 2 ** attempt);
    }
  }

  destroy(): void {
    this.connections.destroy();
  }

  private async attempt({ method, input }: ObjectCommand): Promise<Answer> {
    const body = typeof input.Body === 'string' ? Buffer.from(input.Body) : input.Body;
    const place = this.placeOf(input);
    // The signer signs the headers that are there, and S3 wants the host among them.
    const host = 'port' in place ? `${place.hostname}:${place.port}` : place.hostname;
    const request = new HttpRequest({ ...place, method, headers: { host, ...headersOf(input, body) }, body });
    const signed = await this.signer.sign(request);
    const { response } = await this.connections.handle(new HttpRequest(signed));
    const answer = response as Answer;
    // A connection is free again once its answer is read; an object is left to whoever asked for it.
    if (method !== 'GET' && answer.statusCode < 300) await textOf(answer.body);
    return answer;
  }

  /** AWS by the bucket's own name; any other endpoint by path, which needs no name server. */
  private placeOf({ Bucket, Key }: Input) {
    const endpoint = process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL;
    const path = `/${Key.split('/').map(escaped).join('/')}`;
    if (endpoint === undefined)
      return { protocol: 'https:', hostname: `${Bucket}.s3.${this.region}.amazonaws.com`, path };
    const { protocol, hostname, port } = new URL(endpoint);
    return { protocol, hostname, ...(port === '' ? {} : { port: Number(port) }), path: `/${Bucket}${path}` };
  }
}

function headersOf(input: Input, body: Uint8Array | Readable | undefined): Record<string, string> {
  // A signature over the bytes would need all of them first; TLS guards those of a stream.
  const headers: Record<string, string> =
    body instanceof Readable
      ? { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }
      : body === undefined
        ? {}
        : { 'content-length': String(body.byteLength) };
  for (const [name, header] of Object.entries(headerOf)) {
    const value = input[name];
    if (value !== undefined) headers[header] = String(value);
  }
  return headers;
}

const escaped = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

async function textOf(body: Readable): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of body) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces).toString('utf8');
}

type Outcome =
  | { readonly failure: Error; readonly object?: undefined }
  | { readonly failure?: undefined; readonly object: object };

/** The object, as far as one was asked for, or what S3 has against it. */
async function outcomeOf({ statusCode, headers, body }: Answer): Promise<Outcome> {
  if (statusCode < 300) return { object: { Body: body, ETag: headers.etag, ContentRange: headers['content-range'] } };
  const text = await textOf(body);
  const [, code = `Http${statusCode}`] = /<Code>([^<]*)<\/Code>/.exec(text) ?? [];
  const [, message = code] = /<Message>([^<]*)<\/Message>/.exec(text) ?? [];
  return { failure: Object.assign(new Error(message), { name: code, $metadata: { httpStatusCode: statusCode } }) };
}

/** No status at all: the connection failed. */
function mayPass(error: Error & { readonly $metadata?: { readonly httpStatusCode: number } }): boolean {
  const status = error.$metadata?.httpStatusCode;
  if (status === undefined) return error.name !== 'CredentialsProviderError';
  return status >= 500 || status === 429 || passing.has(error.name);
}
