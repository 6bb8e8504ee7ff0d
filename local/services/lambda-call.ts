/** What a request to the Lambda API asks for. */
export type LambdaCall = {
  readonly operation: string;
  /** Function, execution or callback that the path names. */
  readonly target: string;
  readonly query: URLSearchParams;
};

const routes: readonly [method: string, path: RegExp, operation: string][] = [
  ['POST', /^\/2015-03-31\/functions\/([^/]+)\/invocations$/, 'Invoke'],
  ['POST', /^\/2025-12-01\/durable-executions\/(.+)\/checkpoint$/, 'CheckpointDurableExecution'],
  ['POST', /^\/2025-12-01\/durable-executions\/(.+)\/stop$/, 'StopDurableExecution'],
  ['GET', /^\/2025-12-01\/durable-executions\/(.+)\/state$/, 'GetDurableExecutionState'],
  ['GET', /^\/2025-12-01\/durable-executions\/(.+)\/history$/, 'GetDurableExecutionHistory'],
  ['GET', /^\/2025-12-01\/durable-executions\/(.+)$/, 'GetDurableExecution'],
  ['GET', /^\/2025-12-01\/functions\/([^/]+)\/durable-executions$/, 'ListDurableExecutionsByFunction'],
  ['POST', /^\/2025-12-01\/durable-execution-callbacks\/(.+)\/succeed$/, 'SendDurableExecutionCallbackSuccess'],
  ['POST', /^\/2025-12-01\/durable-execution-callbacks\/(.+)\/fail$/, 'SendDurableExecutionCallbackFailure'],
  ['POST', /^\/2025-12-01\/durable-execution-callbacks\/(.+)\/heartbeat$/, 'SendDurableExecutionCallbackHeartbeat'],
];

/** Undefined for a call that the laptop does not know. */
export function lambdaCall(method: string, url: string): LambdaCall | undefined {
  const [path = '', query] = url.split('?');
  for (const [wanted, pattern, operation] of routes) {
    const target = method === wanted ? pattern.exec(path)?.[1] : undefined;
    if (target !== undefined)
      return { operation, target: decodeURIComponent(target), query: new URLSearchParams(query) };
  }
  return undefined;
}

/** The function as the caller names it, its qualifier in the name or beside it. */
export function invokedFunction({ target, query }: LambdaCall): string {
  const qualifier = query.get('Qualifier');
  return qualifier === null || target.endsWith(`:${qualifier}`) ? target : `${target}:${qualifier}`;
}
