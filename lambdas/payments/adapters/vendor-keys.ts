import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Clock } from '../../shared/clock.ts';
import type { Log } from '../../shared/log.ts';
import { type ReadSigningKeys, type SigningKeys, signingKeysFrom } from '../../shared/signing-keys.ts';
import { type SignedCall, signatureHeader, signatureOf } from '../domain/vendor-signature.ts';

/** The keys of a vendor, `undefined` when none are deployed for it. */
export type VendorKeys = (vendor: string) => Promise<SigningKeys | undefined>;

/** @returns headers that prove to a vendor that a call is ours */
export type SignCall = (vendor: string, call: SignedCall) => Promise<Readonly<Record<string, string>>>;

/** @param arns a secret for each vendor: `sandbox=arn:...,payout-bank=arn:...` */
export function vendorKeysIn(secrets: SecretsManagerClient, arns: string, now: Clock, log: Log): VendorKeys {
  const readers = new Map<string, ReadSigningKeys>(
    arns.split(',').map((entry) => {
      const at = entry.indexOf('=');
      const SecretId = entry.slice(at + 1);
      const read = async () => (await secrets.send(new GetSecretValueCommand({ SecretId }))).SecretString;
      return [entry.slice(0, at), signingKeysFrom(read, now, log)];
    }),
  );
  return async (vendor) => readers.get(vendor)?.();
}

/** @throws Error for a vendor without keys: nothing is sent unsigned */
export const signBy =
  (keysOf: VendorKeys, now: Clock): SignCall =>
  async (vendor, call) => {
    const keys = await keysOf(vendor);
    if (keys === undefined) throw new Error('the vendor has no keys');
    return { [signatureHeader]: signatureOf(call, keys.current, now()) };
  };
