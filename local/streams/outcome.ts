import type { InvokeResult } from '../lambda/host.ts';

/** What an invocation meant for its batch. */
export type Outcome =
  | { readonly kind: 'success'; readonly state: unknown }
  /** Records before `from` are done; `from` 0 is a complete failure. */
  | {
      readonly kind: 'failure';
      readonly from: number;
      readonly state: unknown;
      readonly cause: string;
      /** What the record in the destination says: a function that answered with failures had no error. */
      readonly functionError: 'Unhandled' | null;
    }
  /** The function was not run: that is no failure of the batch, and uses up no retry. */
  | { readonly kind: 'throttled' };

export type ResponseRules = { readonly reportItemFailures: boolean; readonly stateRequired: boolean };

/** Reads an answer by the rules of `ReportBatchItemFailures` and of tumbling windows. */
export function outcomeOf(result: InvokeResult, identifiers: readonly string[], rules: ResponseRules): Outcome {
  if (result.kind === 'error') {
    return result.errorType === 'TooManyRequestsException'
      ? { kind: 'throttled' }
      : { kind: 'failure', from: 0, state: undefined, cause: result.errorType, functionError: 'Unhandled' };
  }
  const state = fieldOf(result.payload, 'state');
  if (rules.stateRequired && state === undefined) return answeredFailure(0, undefined, 'response without state');
  const failed = rules.reportItemFailures ? failedItemsOf(result.payload, identifiers) : [];
  if (failed === 'invalid') return answeredFailure(0, state, 'invalid batchItemFailures');
  return failed.length === 0
    ? { kind: 'success', state }
    : answeredFailure(Math.min(...failed), state, 'batchItemFailures');
}

/**
 * Positions of the items that a function reported, in no order. Nothing, null and an empty list are success; an item
 * without a known identifier makes the whole batch a failure.
 */
export function failedItemsOf(payload: unknown, identifiers: readonly string[]): readonly number[] | 'invalid' {
  const reported = fieldOf(payload, 'batchItemFailures') ?? [];
  if (!Array.isArray(reported)) return 'invalid';
  const failed: number[] = [];
  for (const item of reported) {
    const identifier = fieldOf(item, 'itemIdentifier');
    const position = typeof identifier === 'string' ? identifiers.indexOf(identifier) : -1;
    if (position < 0) return 'invalid';
    failed.push(position);
  }
  return failed;
}

function answeredFailure(from: number, state: unknown, cause: string): Outcome {
  return { kind: 'failure', from, state, cause, functionError: null };
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}
