import type { RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { SigningKeys } from './signing-keys.ts';
import type { Use } from './use.ts';

export interface VendorKeysProps {
  /** Ids of vendors. */
  readonly vendors: readonly string[];
  readonly key: IKey;
  readonly removal: RemovalPolicy;
}

/** A secret for each vendor, known to it and to us: both sign with it what they send the other. */
export class VendorKeys extends Construct {
  private readonly keys: ReadonlyMap<string, SigningKeys>;

  constructor(scope: Construct, id: string, { vendors, key, removal }: VendorKeysProps) {
    super(scope, id);
    this.keys = new Map(
      vendors.map((vendor) => {
        const description = `Keys that sign calls between us and the vendor ${vendor}`;
        return [vendor, new SigningKeys(this, vendor, { description, key, removal })];
      }),
    );
  }

  forReading(): Use {
    const rings = [...this.keys].map(([vendor, keys]) => ({
      vendor,
      arn: keys.secret.secretArn,
      use: keys.forReading(),
    }));
    return {
      environment: { VENDOR_KEYS_ARNS: rings.map(({ vendor, arn }) => `${vendor}=${arn}`).join() },
      grant: (handler) => {
        for (const { use } of rings) use.grant(handler);
      },
    };
  }
}
