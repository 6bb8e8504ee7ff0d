/** The Node.js runtime of one instance: runs in a worker, loads the bundle once, then serves one event at a time. */
import { existsSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { Failure, FromWorker, RuntimeData, ToWorker } from './messages.ts';

type Handler = (event: unknown, context: unknown) => unknown;

const data = workerData as RuntimeData;
const tell = (message: FromWorker): void => parentPort?.postMessage(message);

// Through the same port as results, so that every line is there before the answer that it belongs to.
const redirect = (stream: 'stdout' | 'stderr'): void => {
  const write = (chunk: string | Uint8Array, ...rest: readonly unknown[]): boolean => {
    tell({ kind: 'output', stream, text: typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8') });
    const done = rest.find((each) => typeof each === 'function') as (() => void) | undefined;
    if (done !== undefined) queueMicrotask(done);
    return true;
  };
  process[stream].write = write as typeof process.stdout.write;
};
redirect('stdout');
redirect('stderr');

process.on('uncaughtException', (error) => broken(failureOf(error)));
process.on('unhandledRejection', (reason) =>
  broken({ ...failureOf(reason), errorType: 'Runtime.UnhandledPromiseRejection' }),
);

if (data.compileCacheDir !== undefined) enableCompileCache(data.compileCacheDir);

try {
  const handler = await loadHandler();
  parentPort?.on('message', (message: ToWorker) => void serve(handler, message));
  tell({ kind: 'ready' });
} catch (error) {
  broken(failureOf(error));
}

async function loadHandler(): Promise<Handler> {
  const file = ['.mjs', '.js', '.cjs'].map((extension) => data.module + extension).find((path) => existsSync(path));
  if (file === undefined) throw named('Runtime.ImportModuleError', `Cannot find module '${data.module}'`);
  const exports = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  const found = exports[data.exportName] ?? (exports.default as Record<string, unknown> | undefined)?.[data.exportName];
  if (typeof found !== 'function')
    throw named('Runtime.HandlerNotFound', `${data.exportName} is undefined or not exported`);
  // Node.js 24 is the first runtime that refuses callback handlers.
  if (found.length >= 3) throw named('Runtime.CallbackHandlerDeprecated', 'callback handlers are not supported');
  return found as Handler;
}

async function serve(handler: Handler, { requestId, arn, payload, deadlineMs }: ToWorker): Promise<void> {
  const context = {
    awsRequestId: requestId,
    functionName: data.functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: arn,
    memoryLimitInMB: String(data.memoryMb),
    logGroupName: data.logGroupName,
    logStreamName: data.logStreamName,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadlineMs - Date.now()),
  };
  try {
    const result = await handler(JSON.parse(payload), context);
    tell({ kind: 'ok', requestId, payload: marshalled(result) });
  } catch (error) {
    tell({ kind: 'failed', requestId, ...failureOf(error) });
  }
}

function marshalled(result: unknown): string {
  try {
    return JSON.stringify(result === undefined ? null : result) ?? 'null';
  } catch (error) {
    throw named('Runtime.MarshalError', `Unable to stringify response body: ${failureOf(error).errorMessage}`);
  }
}

function broken(failure: Failure): void {
  tell({ kind: 'broken', ...failure });
  // Leaves the messages above time to go out; the host ends the worker when it has read them.
  parentPort?.removeAllListeners('message');
  parentPort?.close();
}

function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error) };
  return {
    errorType: error.name,
    errorMessage: error.message,
    ...(error.stack !== undefined && { stack: error.stack }),
  };
}

function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}
