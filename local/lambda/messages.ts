/** What the host tells the runtime inside a worker at its start. */
export type RuntimeData = {
  /** Absolute path of the module that `Handler` names, without its extension. */
  readonly module: string;
  readonly exportName: string;
  readonly functionName: string;
  readonly memoryMb: number;
  readonly logGroupName: string;
  readonly logStreamName: string;
  /** Folder of compiled code, so that a cold start doesn't compile the bundle again. */
  readonly compileCacheDir: string | undefined;
};

export type ToWorker = {
  readonly requestId: string;
  readonly arn: string;
  /** The event as JSON. */
  readonly payload: string;
  /** When the invocation is timed out, milliseconds since the epoch. */
  readonly deadlineMs: number;
};

export type Failure = { readonly errorType: string; readonly errorMessage: string; readonly stack?: string };

export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'ok'; readonly requestId: string; readonly payload: string }
  | ({ readonly kind: 'failed'; readonly requestId: string } & Failure)
  /** The runtime can't go on: the module did not load, or an error escaped the handler. */
  | ({ readonly kind: 'broken' } & Failure)
  | { readonly kind: 'output'; readonly stream: 'stdout' | 'stderr'; readonly text: string };
