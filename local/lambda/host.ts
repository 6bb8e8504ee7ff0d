/** What an invocation came to. A function's own failure is a result, not a rejection. */
export type InvokeResult =
  | { readonly kind: 'ok'; readonly payload: unknown }
  | {
      readonly kind: 'error';
      /** Name of the error that the handler threw, or Lambda's own: `Sandbox.Timedout`, `Runtime.ExitError`, `TooManyRequestsException`... */
      readonly errorType: string;
      readonly errorMessage: string;
      /** True when the runtime ended the invocation (time-out, exit, crash, heap limit), false when the handler threw. */
      readonly unhandled: boolean;
    };

export type LambdaHost = {
  /**
   * Runs a function and waits for its answer (`InvocationType: RequestResponse`).
   * Never rejects for a failure of the function; a name that nobody deployed is `ResourceNotFoundException`.
   * @param name Function name, or ARN with or without a version or alias.
   */
  readonly invoke: (name: string, event: unknown) => Promise<InvokeResult>;
  /**
   * Queues an event (`InvocationType: Event`): retried, then sent to the on-failure destination or dead-letter queue.
   * Resolves when the event is queued, with an error when it can't be.
   */
  readonly invokeAsync: (name: string, event: unknown) => Promise<InvokeResult>;
  /**
   * Kills instances as if their machine died: what runs there fails, the next event gets a new instance.
   * @param instance As in `AWS_SESSION_TOKEN` of the instance's calls; all instances of the function without it.
   */
  readonly crash: (name: string, instance?: string) => void;
  /** Resolves when nothing runs or waits, retries of asynchronous events included. */
  readonly idle: () => Promise<void>;
  /** Kills every instance. */
  readonly stop: () => Promise<void>;
};

/** The service's own answer: the function did not run. */
export const refused = (errorType: string, errorMessage: string): InvokeResult => ({
  kind: 'error',
  errorType,
  errorMessage,
  unhandled: true,
});
