import { Duration } from 'aws-cdk-lib';
import type { PrivateBucket } from './private-bucket.ts';
import type { TypescriptFunction } from './typescript-function.ts';

/** Keeps the event of an asynchronous invocation whose retries ran out, instead of dropping it without a word. */
export function keepAsyncFailures({ function: handler }: TypescriptFunction, parked: PrivateBucket): void {
  parked.grantFailureDestination(handler);
  handler.configureAsyncInvoke({
    retryAttempts: 2,
    maxEventAge: Duration.hours(1),
    // CDK's own S3 destination would also grant read and delete.
    onFailure: { bind: () => ({ destination: parked.bucket.bucketArn }) },
  });
}
