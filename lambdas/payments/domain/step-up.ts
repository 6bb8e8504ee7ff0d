type Claims = Readonly<Record<string, unknown>>;

/** How long a second factor counts. */
const maxAgeSec = 300;

/**
 * Whether a token proves a second factor just now: `amr` (RFC 8176) has `mfa`, and `auth_time` is at most five minutes
 * old. The gateway writes lists as `[pwd mfa]` and numbers as digits.
 */
export function isSteppedUp({ amr, auth_time: authTime }: Claims, now: Date): boolean {
  const methods = Array.isArray(amr) ? amr.map(String) : String(amr ?? '').split(/[[\],\s]+/);
  const ageSec = now.getTime() / 1000 - Number(authTime ?? Number.NaN);
  return methods.includes('mfa') && ageSec <= maxAgeSec;
}
