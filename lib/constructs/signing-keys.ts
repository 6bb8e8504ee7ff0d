import type { RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { explain } from './explain.ts';
import { allow, allowKey } from './grants.ts';
import type { Use } from './use.ts';

export interface SigningKeysProps {
  readonly description: string;
  readonly key: IKey;
  readonly removal: RemovalPolicy;
}

/** A ring of secrets by key id and which one signs: `{"current": "k1", "k1": "..."}`. AWS makes the first; no template holds it. */
export class SigningKeys extends Construct {
  readonly secret: Secret;
  private readonly key: IKey;

  constructor(scope: Construct, id: string, { description, key, removal }: SigningKeysProps) {
    super(scope, id);
    this.key = key;
    this.secret = new Secret(this, 'Secret', {
      description,
      encryptionKey: key,
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ current: 'k1' }),
        generateStringKey: 'k1',
        excludePunctuation: true,
        passwordLength: 64,
      },
      removalPolicy: removal,
    });
    explain(
      this.secret,
      'AwsSolutions-SMG4',
      'Rotation replaces what is there, and what an old key signed hangs on walls, or its other half lies with a vendor: ' +
        'a person adds a key beside it. docs/payments-qr.md and payments-orders.md say how.',
    );
  }

  forReading(): Use {
    return {
      environment: { SIGNING_KEYS_ARN: this.secret.secretArn },
      grant: (handler) => {
        allow(handler, ['secretsmanager:GetSecretValue'], [this.secret.secretArn]);
        allowKey(handler, this.key, 'secretsmanager', ['Decrypt']);
      },
    };
  }
}
