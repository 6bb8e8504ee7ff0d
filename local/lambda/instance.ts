import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FunctionSpec } from './function-spec.ts';
import type { InvokeResult } from './host.ts';
import type { Failure, FromWorker, RuntimeData, ToWorker } from './messages.ts';
import { runtimeSource } from './runtime-source.ts';

/** Initialisation may take this long; AWS allows 10 s on machines of its own. */
const initMaxMs = 30_000;
/** Lambda's limit of an answer. */
const responseMaxBytes = 6 * 1024 * 1024;

export type OutputSink = (stream: 'stdout' | 'stderr', text: string) => void;

export type InstanceOptions = {
  readonly spec: FunctionSpec;
  /** Unique among all instances; its SDK calls carry it as session token. */
  readonly id: string;
  readonly output: OutputSink;
  readonly compileCacheDir?: string;
};

/** One execution environment: a worker that serves one event at a time until it dies. */
export type Instance = {
  readonly id: string;
  /** Resolves when the handler is loaded, or with why it can't be. */
  readonly ready: Promise<Failure | undefined>;
  readonly run: (requestId: string, payload: string) => Promise<InvokeResult>;
  readonly isDead: () => boolean;
  /** Ends it at once; what runs fails as if the runtime had exited. */
  readonly kill: () => Promise<void>;
};

type Running = { readonly requestId: string; readonly settle: (result: InvokeResult) => void };

export function startInstance({ spec, id, output, compileCacheDir }: InstanceOptions): Instance {
  const [file = '', exportName = ''] = spec.handler.split('.');
  const data: RuntimeData = {
    module: join(spec.codeDir, file),
    exportName,
    functionName: spec.name,
    memoryMb: spec.memoryMb,
    logGroupName: `/aws/lambda/${spec.name}`,
    logStreamName: id,
    compileCacheDir,
  };
  const worker = new Worker(runtimeSource, {
    eval: true,
    name: spec.name,
    workerData: data,
    env: { ...spec.environment, AWS_SESSION_TOKEN: id, AWS_LAMBDA_LOG_STREAM_NAME: id },
    execArgv: ['--disable-warning=ExperimentalWarning', '--input-type=module'],
    resourceLimits: { maxOldGenerationSizeMb: spec.memoryMb },
    stdin: false,
  });
  let dead = false;
  let running: Running | undefined;
  let readyNow: (failure?: Failure) => void = () => undefined;
  const ready = new Promise<Failure | undefined>((resolve) => {
    readyNow = resolve;
  });

  /** As Lambda's runtime writes what ended an invocation. */
  const report = (event: string, { errorType, errorMessage, stack }: Failure, requestId: string | undefined): void => {
    const line = { level: 'ERROR', message: event, errorType, errorMessage, stack: stack?.split('\n'), requestId };
    output('stderr', `${JSON.stringify(line)}\n`);
  };
  const settle = (result: InvokeResult): void => {
    running?.settle(result);
    running = undefined;
  };
  const die = async (failure: Failure, expected = false): Promise<void> => {
    if (dead) return;
    dead = true;
    readyNow(failure);
    const requestId = running?.requestId;
    if (!expected || requestId !== undefined) report('instance.died', failure, requestId);
    const where = requestId === undefined ? '' : `RequestId: ${requestId} `;
    settle({
      kind: 'error',
      errorType: failure.errorType,
      errorMessage: where + failure.errorMessage,
      unhandled: true,
    });
    await worker.terminate();
  };

  const initTimer = setTimeout(() => {
    void die({
      errorType: 'Sandbox.Timedout',
      errorMessage: `Error: Init timed out after ${initMaxMs / 1000} seconds`,
    });
  }, initMaxMs);
  void ready.then(() => clearTimeout(initTimer));

  worker.on('message', (message: FromWorker) => {
    if (message.kind === 'output') output(message.stream, message.text);
    else if (message.kind === 'ready') readyNow();
    else if (message.kind === 'broken') void die(withoutKind(message));
    else if (message.requestId === running?.requestId) {
      if (message.kind === 'failed') report('invoke.failed', message, message.requestId);
      settle(resultOf(message));
    }
  });
  worker.on('error', (error: NodeJS.ErrnoException) => {
    const outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    const cause = outOfMemory ? 'signal: killed (memory size exceeded)' : error.message;
    void die({ errorType: 'Runtime.ExitError', errorMessage: `Error: Runtime exited with error: ${cause}` });
  });
  worker.on('exit', (code) => {
    void die({ errorType: 'Runtime.ExitError', errorMessage: `Error: Runtime exited with error: exit status ${code}` });
  });

  return {
    id,
    ready,
    isDead: () => dead,
    run: (requestId, payload) =>
      new Promise((resolve) => {
        const timeoutMs = spec.timeoutSec * 1000;
        const timer = setTimeout(() => {
          const errorMessage = `Error: Task timed out after ${spec.timeoutSec.toFixed(2)} seconds`;
          void die({ errorType: 'Sandbox.Timedout', errorMessage });
        }, timeoutMs);
        running = {
          requestId,
          settle: (result) => {
            clearTimeout(timer);
            resolve(result);
          },
        };
        const message: ToWorker = { requestId, arn: spec.arn, payload, deadlineMs: Date.now() + timeoutMs };
        worker.postMessage(message);
      }),
    kill: () =>
      die({ errorType: 'Runtime.ExitError', errorMessage: 'Error: Runtime exited without providing a reason' }, true),
  };
}

function resultOf(message: Extract<FromWorker, { kind: 'ok' | 'failed' }>): InvokeResult {
  if (message.kind === 'failed')
    return { kind: 'error', errorType: message.errorType, errorMessage: message.errorMessage, unhandled: false };
  if (Buffer.byteLength(message.payload) > responseMaxBytes)
    return {
      kind: 'error',
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: `Response payload size exceeded maximum allowed payload size (${responseMaxBytes} bytes).`,
      unhandled: true,
    };
  return { kind: 'ok', payload: JSON.parse(message.payload) as unknown };
}

const withoutKind = ({ errorType, errorMessage, stack }: Failure): Failure => ({
  errorType,
  errorMessage,
  ...(stack !== undefined && { stack }),
});
