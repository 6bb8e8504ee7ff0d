import { isServerError, isThrottlingError, isTransientError, StandardRetryStrategy } from '@smithy/core/retry';
import type { AwsCredentialIdentity, RetryErrorType, SdkError } from '@smithy/types';
import { regionalEndpoint } from './regional-endpoint.ts';
import { type Answer, type SignedPosts, signedPosts } from './signed-post.ts';

/** What a function's environment does not say; `maxAttempts` of 1 is no retry. */
export type ClientConfig = {
  readonly maxAttempts?: number;
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: AwsCredentialIdentity;
};

export type Service = {
  /** First label of the host, and the name in signatures. */
  readonly host: string;
  /** In `AWS_ENDPOINT_URL_...` */
  readonly variable: string;
  readonly attemptsMax: number;
  readonly retryDelayMs?: number;
  /** Where a call goes, and with which headers. */
  readonly addressed: (operation: string) => { readonly path: string; readonly headers: Record<string, string> };
  /** Errors that sources of ours know by their class; all others are told apart by their name. */
  readonly errors?: Readonly<Record<string, new (message: string) => Error>>;
};

/** A call by its name; the input goes as JSON, so it holds nothing that JSON cannot. */
export abstract class JsonCommand {
  abstract readonly operation: string;
  readonly input: object;
  constructor(input: object) {
    this.input = input;
  }
}

/**
 * Stands in for the SDK's clients whose protocol is JSON over one path. Their commands, errors and retries are the
 * SDK's; what goes is what it does around each call, three quarters of the call's processor time.
 */
export abstract class JsonClient {
  readonly #service: Service;
  readonly #posts: SignedPosts;
  readonly #retries: StandardRetryStrategy;

  constructor(service: Service, { maxAttempts = service.attemptsMax, ...config }: ClientConfig) {
    this.#service = service;
    const region = config.region ?? process.env.AWS_REGION;
    const given =
      config.endpoint ?? process.env[`AWS_ENDPOINT_URL_${service.variable}`] ?? process.env.AWS_ENDPOINT_URL;
    this.#posts = signedPosts({
      endpoint: regionalEndpoint(service.host)({ Region: region, Endpoint: given }).url,
      region: String(region),
      service: service.host,
      credentials: config.credentials ?? credentialsOfFunction(),
    });
    const { retryDelayMs: baseDelay } = service;
    this.#retries = new StandardRetryStrategy({ maxAttempts, ...(baseDelay !== undefined && { baseDelay }) });
  }

  /** @throws Error by the service's name for it, with `$metadata.httpStatusCode`, after the retries of what may pass */
  async send(command: JsonCommand): Promise<unknown> {
    const { path, headers } = this.#service.addressed(command.operation);
    const body = JSON.stringify(command.input);
    for (let token = await this.#retries.acquireInitialRetryToken(''); ; ) {
      try {
        const output = this.#outputOf(await this.#posts.post(path, headers, body));
        this.#retries.recordSuccess(token);
        return output;
      } catch (error) {
        const kind = { error: error as SdkError, errorType: typeOf(error as SdkError) };
        const again = await this.#retries.refreshRetryTokenForRetry(token, kind).catch(() => undefined);
        if (again === undefined) throw error;
        token = again;
      }
    }
  }

  destroy(): void {
    this.#posts.close();
  }

  #outputOf({ status, headers, text }: Answer): unknown {
    const $metadata = { httpStatusCode: status, requestId: headers['x-amzn-requestid'] };
    const body = objectIn(text);
    if (status < 300 && body !== undefined) return Object.assign(body, { $metadata });
    const code = headers['x-amzn-errortype'] ?? body?.code ?? body?.__type ?? `Http${status}`;
    const name = String(code).split(/[,:]/)[0]?.split('#').at(-1) ?? '';
    const message = String(body?.message ?? body?.Message ?? (body === undefined ? 'The answer is no JSON.' : name));
    const known = this.#service.errors?.[name];
    const error = known === undefined ? new Error(message) : new known(message);
    throw Object.assign(error, { name, $fault: status < 500 ? 'client' : 'server', $metadata });
  }
}

/** Lambda hands a function its role's keys in its environment, the same for as long as the instance lives. */
function credentialsOfFunction(): AwsCredentialIdentity {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: token,
  } = process.env;
  if (accessKeyId === undefined || secretAccessKey === undefined)
    throw Object.assign(new Error('The environment has no credentials.'), { name: 'CredentialsProviderError' });
  return { accessKeyId, secretAccessKey, ...(token !== undefined && { sessionToken: token }) };
}

function objectIn(text: string): Record<string, unknown> | undefined {
  if (text === '') return {};
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

function typeOf(error: SdkError): RetryErrorType {
  if (isThrottlingError(error)) return 'THROTTLING';
  if (isTransientError(error)) return 'TRANSIENT';
  return isServerError(error) ? 'SERVER_ERROR' : 'CLIENT_ERROR';
}
