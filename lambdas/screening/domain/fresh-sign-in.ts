/** How long somebody counts as having just signed in. */
const maxAgeSec = 300;

/** Whether the customer just signed in: refreshed tokens keep the `auth_time` of the sign-in. The gateway writes it as digits. */
export const isFreshSignIn = ({ auth_time: authTime }: Readonly<Record<string, unknown>>, now: Date): boolean =>
  now.getTime() / 1000 - Number(authTime ?? Number.NaN) <= maxAgeSec;
