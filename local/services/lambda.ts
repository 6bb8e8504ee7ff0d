import { type Answer, AwsError, type Call, jsonAnswer, type StandIn } from './call.ts';

export type InvokeAnswer =
  | { readonly kind: 'ok'; readonly payload: unknown }
  | { readonly kind: 'error'; readonly errorType: string; readonly errorMessage: string; readonly unhandled: boolean };

/** How the Lambda API runs a function: waiting for its answer, or not. */
export type LambdaBackend = {
  readonly invoke: (name: string, event: unknown) => Promise<InvokeAnswer>;
  readonly invokeAsync: (name: string, event: unknown) => Promise<InvokeAnswer>;
};

/** Errors of the service rather than of the function, with their status. */
const serviceErrors: Readonly<Record<string, number>> = {
  ResourceNotFoundException: 404,
  TooManyRequestsException: 429,
  RequestTooLargeException: 413,
};

/** The Invoke call of the Lambda API, for code that calls functions. */
export function lambdaApi(backend: () => LambdaBackend | undefined): StandIn {
  return {
    handle: async (call: Call): Promise<Answer> => {
      const host = backend();
      if (call.operation !== 'Invoke' || host === undefined)
        throw new AwsError('UnsupportedOperation', `lambda:${call.operation} has no stand-in on the laptop.`);
      const name = decodeURIComponent(/functions\/([^/]+)/.exec(call.url)?.[1] ?? '');
      const event: unknown = call.body.length === 0 ? {} : JSON.parse(call.body.toString('utf8'));
      const isAsync = call.headers['x-amz-invocation-type'] === 'Event';
      const result = await (isAsync ? host.invokeAsync(name, event) : host.invoke(name, event));
      if (result.kind === 'error') {
        const { errorType, errorMessage, unhandled } = result;
        const status = serviceErrors[errorType];
        if (status !== undefined) throw new AwsError(errorType, errorMessage, status);
        const answer = jsonAnswer({ errorType, errorMessage });
        return {
          ...answer,
          headers: { ...answer.headers, 'x-amz-function-error': unhandled ? 'Unhandled' : 'Handled' },
        };
      }
      return isAsync ? { status: 202, headers: {}, body: '' } : jsonAnswer(result.payload ?? null);
    },
    stop: async () => undefined,
  };
}
