import { signatureHeader, signatureOf } from '../../lambdas/payments/domain/vendor-signature.ts';
import type { HttpHandler } from '../../lambdas/shared/http.ts';
import { parseSigningKeys, type SigningKeys } from '../../lambdas/shared/signing-keys.ts';

/** Two keys are valid, the second signs: as while keys are changed. */
export const someVendorKeys: SigningKeys = parseSigningKeys(
  JSON.stringify({ current: 'k2', k1: '1'.repeat(64), k2: '2'.repeat(64) }),
);

/** The header of a vendor's answer as the test's events are sent. */
export const signedAnswer = (path: string, body: unknown, at: Date): Record<string, string> => ({
  'content-type': 'application/json',
  [signatureHeader]: signatureOf({ method: 'POST', path, body: JSON.stringify(body) }, someVendorKeys.current, at),
});

/** What comes to a handler is signed by its vendor as it came, good or bad. */
export const signing =
  (handler: HttpHandler, now: () => Date): HttpHandler =>
  (event) => {
    const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
    const call = { method: event.requestContext.http.method, path: event.rawPath, body };
    const header = signatureOf(call, someVendorKeys.current, now());
    return handler({ ...event, headers: { ...event.headers, [signatureHeader]: header } });
  };
