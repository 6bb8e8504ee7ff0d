import { invalidParameter } from './update.ts';

/** Names the execution as well, so that a callback's sender can be checked against its ARN. */
export const callbackIdOf = (executionArn: string, operationId: string): string =>
  Buffer.from(JSON.stringify([executionArn, operationId])).toString('base64');

/** @throws AwsError InvalidParameterValueException for an id that was not made here */
export function readCallbackId(callbackId: string): { readonly executionArn: string; readonly operationId: string } {
  try {
    const [executionArn, operationId] = JSON.parse(Buffer.from(callbackId, 'base64').toString('utf8')) as unknown[];
    if (typeof executionArn === 'string' && typeof operationId === 'string') return { executionArn, operationId };
  } catch {
    // Falls through: what is no JSON is no id.
  }
  throw invalidParameter('Invalid callback id.');
}
