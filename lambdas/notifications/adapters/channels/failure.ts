import type { SendOutcome } from '../../domain/outbound.ts';

/** What a call that failed as a whole means for its messages. */
export type Failure =
  | { readonly kind: 'outcome'; readonly outcome: SendOutcome }
  /** Nothing was taken, and one message may be the cause: the others are asked for again without it. */
  | { readonly kind: 'one-of-them'; readonly reason: string }
  /** Nothing was taken, and nothing will be until an operator acts. */
  | { readonly kind: 'ours'; readonly reason: string };

const throttled = /Thrott|TooManyRequests|RequestLimitExceeded|^SlowDown$/;
const overQuota = /^(ServiceQuotaExceeded|LimitExceeded|AccountSuspended|SendingPaused)(Exception)?$/;
const invalid =
  /^(BadRequest|Validation|PayloadTooLarge|InvalidParameter\w*|Serialization|MessageRejected)(Exception)?$/;
/** Role, credentials, or a resource that we name and that is not there. */
const notForUs =
  /^(AccessDenied|Forbidden|UnrecognizedClient|InvalidClientTokenId|InvalidSignature|ExpiredToken|NotFound|ResourceNotFound|MailFromDomainNotVerified|MethodNotAllowed|Conflict|CredentialsProviderError)(Exception)?$/;
/** The connection was never made: https://nodejs.org/api/errors.html#common-system-errors */
const neverSent: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/**
 * Decides by the error's name, because bundles leave out the SDK's classes. Only what surely took nothing is `busy`: a
 * time-out, a broken connection or a fault of the service leaves open whether the messages went out.
 */
export function failureOf(error: unknown): Failure {
  const { name, code, reason } = namesOf(error);
  if (throttled.test(name)) return { kind: 'outcome', outcome: { status: 'busy', reason: 'throttled' } };
  if (overQuota.test(name)) return { kind: 'ours', reason };
  if (invalid.test(name)) return { kind: 'one-of-them', reason };
  if (notForUs.test(name)) return { kind: 'ours', reason };
  if (neverSent.has(code)) return { kind: 'outcome', outcome: { status: 'busy', reason: 'unreachable' } };
  return { kind: 'outcome', outcome: { status: 'unknown', reason: kebab(code === '' ? name : code) } };
}

/** End User Messaging says more in `Reason` than in the name. */
function namesOf(error: unknown): { readonly name: string; readonly code: string; readonly reason: string } {
  if (typeof error !== 'object' || error === null) return { name: 'error', code: '', reason: 'error' };
  const { name, code, Reason } = error as Readonly<Record<'name' | 'code' | 'Reason', unknown>>;
  return {
    name: String(name),
    code: typeof code === 'string' ? code : '',
    reason: kebab(typeof Reason === 'string' ? Reason : String(name)),
  };
}

/** `TooManyRequestsException` as `too-many-requests`, `ACCOUNT_SUSPENDED` as `account-suspended`. */
export const kebab = (word: string): string =>
  word
    .replace(/Exception$/, '')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .toLowerCase()
    .slice(0, 60);
