import { type Answer, AwsError, type Call, jsonAnswer, type StandIn } from './call.ts';
import { invokedFunction, type LambdaCall, lambdaCall } from './lambda-call.ts';

export type InvokeAnswer = (
  | { readonly kind: 'ok'; readonly payload: unknown }
  | { readonly kind: 'error'; readonly errorType: string; readonly errorMessage: string; readonly unhandled: boolean }
) & { readonly executionArn?: string };

/** @param executionName Of a durable execution, so that a repeated call starts one */
type Invoke = (name: string, event: unknown, executionName?: string) => Promise<InvokeAnswer>;

/** How the Lambda API runs a function: waiting for its answer, or not. */
export type LambdaBackend = {
  readonly invoke: Invoke;
  readonly invokeAsync: Invoke;
  /** Carries out the calls about durable executions. */
  readonly executions: (call: LambdaCall, body: Buffer) => Answer;
};

/** Errors of the service rather than of the function, with their status. */
const serviceErrors: Readonly<Record<string, number>> = {
  DurableExecutionAlreadyStartedException: 409,
  InvalidParameterValueException: 400,
  RequestTooLargeException: 413,
  ResourceNotFoundException: 404,
  TooManyRequestsException: 429,
};

/** The calls of the Lambda API that run functions and keep durable executions. */
export function lambdaApi(backend: () => LambdaBackend | undefined): StandIn {
  return {
    handle: async (call: Call): Promise<Answer> => {
      const host = backend();
      const asked = lambdaCall(call.method, call.url);
      if (asked === undefined || host === undefined)
        throw new AwsError('UnsupportedOperation', `lambda:${call.operation} has no stand-in on the laptop.`);
      return asked.operation === 'Invoke' ? invoke(host, asked, call) : host.executions(asked, call.body);
    },
    stop: async () => undefined,
  };
}

async function invoke(host: LambdaBackend, asked: LambdaCall, { headers, body }: Call): Promise<Answer> {
  const event: unknown = body.length === 0 ? {} : JSON.parse(body.toString('utf8'));
  const isAsync = headers['x-amz-invocation-type'] === 'Event';
  const executionName = headers['x-amz-durable-execution-name'];
  const run = isAsync ? host.invokeAsync : host.invoke;
  const result = await run(
    invokedFunction(asked),
    event,
    typeof executionName === 'string' ? executionName : undefined,
  );
  const named: Record<string, string> =
    result.executionArn === undefined ? {} : { 'x-amz-durable-execution-arn': result.executionArn };
  if (result.kind === 'error') {
    const { errorType, errorMessage, unhandled } = result;
    const status = serviceErrors[errorType];
    // An execution that began may fail with any error of its own.
    if (status !== undefined && result.executionArn === undefined) throw new AwsError(errorType, errorMessage, status);
    const answer = jsonAnswer({ errorType, errorMessage });
    return {
      ...answer,
      headers: { ...answer.headers, ...named, 'x-amz-function-error': unhandled ? 'Unhandled' : 'Handled' },
    };
  }
  if (isAsync) return { status: 202, headers: named, body: '' };
  const answer = jsonAnswer(result.payload ?? null);
  return { ...answer, headers: { ...answer.headers, ...named } };
}
