import { Duration, type RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, type ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { explain } from './explain.ts';

export interface AccessLogBucketProps {
  readonly keepDays: number;
  readonly removal: RemovalPolicy;
  /** CloudFront still writes by access-control list. */
  readonly ownership?: ObjectOwnership;
}

/** Where other buckets and CloudFront write who asked for what. AWS delivers here only under S3's own key. */
export class AccessLogBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { keepDays, removal, ownership }: AccessLogBucketProps) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: removal,
      lifecycleRules: [{ expiration: Duration.days(keepDays), abortIncompleteMultipartUploadAfter: Duration.days(7) }],
      ...(ownership === undefined ? {} : { objectOwnership: ownership }),
    });
    explain(this.bucket, 'AwsSolutions-S1', 'It holds the access logs: logging its own accesses would never end.');
  }
}
