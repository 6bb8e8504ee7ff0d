import type { FunctionSpec } from '../function-spec.ts';
import { type InvokeResult, refused } from '../host.ts';

export type Asked = {
  readonly spec: FunctionSpec;
  readonly nameOrArn: string;
  readonly qualifier: string | undefined;
  /** Whether there is a version or an alias of that name. */
  readonly isPublished: boolean;
  readonly payload: string;
  readonly executionName?: string | undefined;
  readonly kind: 'waiting' | 'asynchronous' | 'chained';
};

/** A caller is kept waiting so long at most, and Lambda wants to know beforehand. */
const waitingMaxSec = 15 * 60;
const payloadMaxBytes = { waiting: 6 * 1024 * 1024, asynchronous: 1024 * 1024, chained: 6 * 1024 * 1024 };
const namePattern = /^[a-zA-Z0-9_-]{1,64}$/;

/** Why Lambda starts no execution, in its words; undefined when it does. */
export function refusalOf({
  spec,
  nameOrArn,
  qualifier,
  isPublished,
  payload,
  executionName,
  kind,
}: Asked): InvokeResult | undefined {
  const invalid = (message: string) => refused('InvalidParameterValueException', message);
  if (qualifier === undefined) return invalid('You cannot invoke a durable function using an unqualified ARN.');
  if (!isPublished) return refused('ResourceNotFoundException', `Function not found: ${nameOrArn}`);
  if (kind === 'waiting' && (spec.durable?.executionTimeoutSec ?? 0) > waitingMaxSec)
    return invalid(
      'You cannot synchronously invoke a durable function with an executionTimeout greater than 15 minutes.',
    );
  if (executionName !== undefined && !namePattern.test(executionName))
    return invalid(`The durable execution name must match ${namePattern.source}.`);
  const bytes = Buffer.byteLength(payload);
  if (bytes > payloadMaxBytes[kind])
    return refused(
      'RequestTooLargeException',
      `${bytes} byte payload is too large (limit ${payloadMaxBytes[kind]} bytes)`,
    );
  return undefined;
}
