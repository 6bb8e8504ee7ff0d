import { Duration, type RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { BlockPublicAccess, Bucket, BucketEncryption, type LifecycleRule, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { arnInFindings } from './arn-in-findings.ts';
import { explain } from './explain.ts';
import { allow, allowKey } from './grants.ts';
import type { Use } from './use.ts';

export interface PrivateBucketProps {
  readonly key: IKey;
  readonly accessLogs: Bucket;
  readonly removal: RemovalPolicy;
  /** Keeps what was overwritten or deleted for 30 days. */
  readonly versioned: boolean;
  readonly lifecycle: readonly LifecycleRule[];
}

/** Prefixes such as `events/`, by what may be done with objects below them. */
export interface ObjectUse {
  readonly put?: readonly string[];
  readonly get?: readonly string[];
  readonly delete?: readonly string[];
}

/** A bucket that only our roles reach, over TLS, with every access logged. */
export class PrivateBucket extends Construct {
  readonly bucket: Bucket;
  private readonly key: IKey;

  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    this.key = props.key;
    this.bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.KMS,
      encryptionKey: props.key,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: props.versioned,
      removalPolicy: props.removal,
      serverAccessLogsBucket: props.accessLogs,
      serverAccessLogsPrefix: `${id.toLowerCase()}/`,
      lifecycleRules: [
        { abortIncompleteMultipartUploadAfter: Duration.days(7) },
        ...(props.versioned ? [{ noncurrentVersionExpiration: Duration.days(30) }] : []),
        ...props.lifecycle,
      ],
    });
  }

  /** Lets a function write objects below a prefix such as `events/`. */
  grantPut(handler: IFunction, prefix: string): void {
    this.allowBelow(handler, 's3:PutObject', prefix);
    allowKey(handler, this.key, 's3', ['GenerateDataKey', 'Decrypt']);
  }

  /** For functions that work with objects of it, under the variable that tells them its name. */
  for(variable: string, { put = [], get = [], delete: remove = [] }: ObjectUse): Use {
    return {
      environment: { [variable]: this.bucket.bucketName },
      grant: (handler) => {
        for (const prefix of put) this.grantPut(handler, prefix);
        for (const prefix of get) this.grantGet(handler, prefix);
        for (const prefix of remove) this.allowBelow(handler, 's3:DeleteObject', prefix);
      },
    };
  }

  private grantGet(handler: IFunction, prefix: string): void {
    this.allowBelow(handler, 's3:GetObject', prefix);
    allowKey(handler, this.key, 's3', ['Decrypt']);
  }

  /** What Lambda needs to leave a failed batch here: it checks the bucket before it writes below its own prefix. */
  grantFailureDestination(handler: IFunction): void {
    this.grantPut(handler, 'aws/lambda/');
    allow(handler, ['s3:ListBucket'], [this.bucket.bucketArn]);
  }

  private allowBelow(handler: IFunction, action: string, prefix: string): void {
    allow(handler, [action], [this.bucket.arnForObjects(`${prefix}*`)]);
    explain(
      handler.role ?? handler,
      `AwsSolutions-IAM5[Resource::${arnInFindings(this, this.bucket.bucketArn, handler)}/${prefix}*]`,
      `Objects get their names as they are written; the wildcard ends at ${prefix} and covers ${action} alone.`,
    );
  }
}
