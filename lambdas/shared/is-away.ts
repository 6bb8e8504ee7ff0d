/** Names of errors by which AWS asks for less or for later; the SDK has retried them before we see them. */
const names =
  /^(PublishFailed|.*Thrott.*|ProvisionedThroughputExceeded.*|LimitExceeded.*|RequestLimitExceeded|TooManyRequests.*|Internal(Server)?(Error|Failure)(Exception)?|ServiceUnavailable.*|DatabaseResumingException|DatabaseUnavailableException|StatementTimeoutException|TimeoutError)$/;

/** https://nodejs.org/api/errors.html#common-system-errors */
const networkCodes: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN']);

/** Whether a service that we call is away or busy, so that the same request may work in a moment. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, $metadata } = error as { code?: unknown; $metadata?: { readonly httpStatusCode?: number } };
  return (
    names.test(error.name) ||
    networkCodes.has(String(code)) ||
    String(code).startsWith('ERR_HTTP2_') ||
    ($metadata?.httpStatusCode ?? 0) >= 500 ||
    isAway(error.cause)
  );
}
