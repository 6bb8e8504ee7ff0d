import { z } from 'zod';

/** Every kind of problem the API answers with: its status and its title. The type is `/docs#problem-<kind>`. */
export const problemKinds = {
  'malformed-json': { status: 400, title: 'The body is not JSON' },
  'malformed-encoding': { status: 400, title: 'The body is not what its headers say' },
  'invalid-request': { status: 400, title: 'The request has fields that are wrong' },
  'consent-required': { status: 403, title: 'The customer has not consented to this purpose' },
  'signature-refused': { status: 401, title: 'The request is not signed as it has to be' },
  'step-up-required': { status: 403, title: "The payer's phone has to confirm this payment" },
  'confirmation-refused': { status: 403, title: 'No phone of the payer confirms this payment' },
  'fresh-sign-in-required': { status: 403, title: 'The customer has to sign in again' },
  'payment-blocked': { status: 403, title: 'This payment is not allowed' },
  'not-yours': { status: 403, title: 'The token does not belong to this customer' },
  'not-found': { status: 404, title: 'There is no such thing' },
  conflict: { status: 409, title: 'What is there by now does not allow it' },
  'idempotency-key-reused': { status: 409, title: 'The idempotency key was used for another request' },
  'account-not-open': { status: 409, title: 'An account is frozen or closed' },
  'too-many-devices': { status: 409, title: 'The customer has as many phones enrolled as there may be' },
  'already-paid': { status: 409, title: 'The code was paid already' },
  'code-cancelled': { status: 409, title: 'The merchant cancelled the code' },
  'code-expired': { status: 409, title: 'The code is too old' },
  'campaign-state': { status: 409, title: 'The campaign is in no state for this' },
  'not-uploaded': { status: 409, title: 'The file is not uploaded yet' },
  'too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The body must be application/json' },
  'unsupported-encoding': { status: 415, title: 'The body must be plain or gzip' },
  'insufficient-funds': { status: 422, title: 'The account has too little' },
  'unknown-account': { status: 422, title: 'One of the two has no account in this currency' },
  'limit-exceeded': { status: 422, title: 'The sum is outside of what is allowed' },
  'unreadable-code': { status: 422, title: 'The text is no payment code' },
  'tampered-code': { status: 422, title: 'The code is not what we signed' },
  'foreign-code': { status: 422, title: 'The code is not one of ours' },
  'unknown-merchant': { status: 422, title: 'No merchant of ours is paid in this currency' },
  'wrong-currency': { status: 422, title: 'The code asks for another currency' },
  'amount-missing': { status: 422, title: 'The payer has to say how much' },
  'amount-differs': { status: 422, title: 'The code asks for another sum' },
  'not-reversible': { status: 422, title: 'There is not so much left to pay back' },
  'file-refused': { status: 422, title: 'The file cannot be read as what it should be' },
  'internal-error': { status: 500, title: 'Something broke on our side' },
  unavailable: { status: 503, title: 'A part of the platform is away; send the same request again' },
} as const;

export type ProblemKind = keyof typeof problemKinds;

/** Where a request is wrong: a JSON pointer (RFC 6901) into its body, or a parameter of its path, query or headers. */
export const fieldError = z.strictObject({
  in: z.enum(['body', 'path', 'query', 'header']),
  pointer: z.string(),
  detail: z.string(),
});
export type FieldError = z.infer<typeof fieldError>;

/** Problem details (RFC 9457). */
export const problemDetails = z
  .strictObject({
    type: z.string().describe('A page that says what this kind of problem means'),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().describe('The id of the request, for support'),
    errors: z.array(fieldError).max(50).optional(),
    toSign: z.string().optional().describe('Where a payment has to be confirmed: what the phone signs, line by line'),
  })
  .meta({ id: 'Problem' });
export type ProblemDetails = z.infer<typeof problemDetails>;
