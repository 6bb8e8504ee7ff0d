import type { SigningKeys } from '../../lambdas/shared/signing-keys.ts';

/** Two keys, of which the newer signs. */
export const linkKeys = (): SigningKeys => {
  const [older, newer] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
  return {
    current: { id: 'k2', secret: newer },
    ring: new Map([
      ['k1', older],
      ['k2', newer],
    ]),
  };
};
