import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LambdaBackend } from '../../services/lambda.ts';
import { type Deliver, runAsynchronously } from '../asynchronous.ts';
import { functionNamed } from '../function-name.ts';
import type { FunctionSpec } from '../function-spec.ts';
import { type InvokeResult, refused } from '../host.ts';
import type { DeployableHost } from '../make-host.ts';
import { makeEngine } from './engine.ts';
import type { Ended, Execution, Head } from './execution.ts';
import { openExecutionFiles } from './execution-files.ts';
import { makeExecutionsApi } from './executions-api.ts';
import type { Operation } from './operation.ts';
import { refusalOf } from './refusals.ts';

export type DurableHostOptions = {
  readonly host: DeployableHost;
  /** Keeps the executions. */
  readonly dir: string;
  readonly deliver: Deliver;
  /** Whether the role of a function lets it invoke another. */
  readonly mayInvoke: (functionName: string, targetArn: string) => boolean;
  readonly log: (event: string, details: Readonly<Record<string, unknown>>) => void;
  /** Share of their length that waits and delays of retries take; 1 when left out. */
  readonly timeScale?: number | undefined;
};

/** For tests: what would take long, now. */
export type DurableControls = {
  /** Ends the waits and the delays of retries that run now; answers how many there were. */
  readonly skipWaits: () => number;
  /** Times out the callbacks that nobody answered; answers how many there were. */
  readonly expireCallbacks: () => number;
  readonly executions: () => readonly Execution[];
  /** Invocations of durable functions since the start. */
  readonly invocations: () => number;
};

export type DurableHost = Omit<DeployableHost, 'invoke' | 'invokeAsync'> &
  LambdaBackend & {
    /** States that a version or an alias of a function exists. */
    readonly publish: (functionName: string, qualifier: string) => void;
    readonly durable: DurableControls;
    /** Goes on with the executions of the last start, when all functions are there. */
    readonly resume: () => void;
  };

/** Adds durable functions to a host: one that has `DurableConfig` is invoked until its execution ends. */
export function withDurableFunctions(options: DurableHostOptions): DurableHost {
  const { host, deliver, log } = options;
  const now = Date.now;
  const specs = new Map<string, FunctionSpec>();
  const qualifiers = new Map<string, Set<string>>();
  const files = openExecutionFiles(options.dir, now);
  const ending = new Set<Promise<void>>();
  let isStopped = false;

  const engine = makeEngine({
    files,
    run: (head, event) => host.invoke(head.functionName, event),
    call: (execution, operation) => callOut(execution, operation),
    onEnd: ({ head, ended }) => {
      log('durable.ended', { function: head.functionName, execution: head.name, status: ended?.status });
      const spec = specs.get(head.functionName);
      if (!head.isAsynchronous || spec === undefined || ended === undefined) return;
      const done = runAsynchronously({ ...spec, asynchronous: { ...spec.asynchronous, retriesMax: 0 } }, head.payload, {
        invoke: async () => resultOf(head, ended),
        deliver,
        retryDelaysMs: [0],
        sleep: (ms) => sleep(ms),
        now,
      }).catch((error: unknown) => log('durable.undelivered', { execution: head.name, message: String(error) }));
      ending.add(done);
      void done.finally(() => ending.delete(done));
    },
    timeScale: options.timeScale ?? 1,
    now,
  });

  type How = { readonly executionName?: string | undefined; readonly kind: 'waiting' | 'asynchronous' | 'chained' };

  /** Starts an execution, or finds the one of that name; a result is a refusal. */
  const begin = (spec: FunctionSpec, nameOrArn: string, event: unknown, how: How): Execution | InvokeResult => {
    const { qualifier } = functionNamed(nameOrArn);
    const payload = JSON.stringify(event ?? {});
    const isPublished = qualifier === '$LATEST' || qualifiers.get(spec.name)?.has(qualifier ?? '') === true;
    const refusal = refusalOf({ spec, nameOrArn, qualifier, isPublished, payload, ...how });
    if (refusal !== undefined) return refusal;
    const name = how.executionName ?? randomUUID();
    const existing = engine.named(spec.name, name) ?? files.ended(spec.name, name);
    if (existing?.head.payload === payload) return existing;
    if (existing !== undefined)
      return refused('DurableExecutionAlreadyStartedException', `Durable execution already started: ${name}`);
    const id = randomUUID();
    const version = qualifier === '$LATEST' ? qualifier : '1';
    const { executionTimeoutSec = 0, retentionDays = 0 } = spec.durable ?? {};
    return engine.start({
      arn: `${spec.arn}:${version}/durable-execution/${name}/${id}`,
      name,
      id,
      functionName: spec.name,
      version,
      payload,
      startedAtMs: now(),
      timeoutAtMs: now() + executionTimeoutSec * 1000,
      retentionDays,
      isAsynchronous: how.kind === 'asynchronous',
    });
  };

  const invokeAs = async (nameOrArn: string, event: unknown, how: How): Promise<LambdaResult> => {
    const spec = specs.get(functionNamed(nameOrArn).name);
    const isAsynchronous = how.kind === 'asynchronous';
    if (spec?.durable === undefined) return (isAsynchronous ? host.invokeAsync : host.invoke)(nameOrArn, event);
    const execution = begin(spec, nameOrArn, event, how);
    if ('kind' in execution) return execution;
    const { head } = execution;
    if (isAsynchronous) return { kind: 'ok', payload: null, executionArn: head.arn };
    return resultOf(head, execution.ended ?? (await engine.ended(head.arn)));
  };

  const callOut = async ({ head }: Execution, operation: Operation): Promise<Partial<Operation>> => {
    const { functionName: target = '', input = 'null' } = operation;
    const caller = specs.get(head.functionName);
    const arn = target.startsWith('arn:') ? target : `${caller?.arn.slice(0, caller.arn.lastIndexOf(':'))}:${target}`;
    if (!options.mayInvoke(head.functionName, arn))
      return failed(
        'AccessDeniedException',
        `${head.functionName} is not authorized to perform: lambda:InvokeFunction on ${arn}`,
      );
    // The same name after a restart: a durable function is not started twice.
    const executionName = `${operation.id}-${head.id}`.slice(0, 64);
    for (let pauseMs = 100; ; pauseMs = Math.min(2 * pauseMs, 5000)) {
      const result = await invokeAs(arn, JSON.parse(input) as unknown, { executionName, kind: 'chained' });
      if (result.kind === 'ok') return { status: 'SUCCEEDED', result: JSON.stringify(result.payload ?? null) };
      if (result.errorType !== 'TooManyRequestsException' || isStopped)
        return failed(result.errorType, result.errorMessage);
      await sleep(pauseMs, undefined, { ref: false });
    }
  };

  return {
    ...host,
    deploy: (spec) => {
      specs.set(spec.name, spec);
      host.deploy(spec);
    },
    changeAsynchronous: (name, change) => {
      const spec = specs.get(name);
      if (spec?.durable !== undefined && (change.onFailure ?? change.onSuccess) !== undefined)
        throw new Error(`${name}: a durable function has no destinations on AWS, only a dead-letter queue`);
      if (spec !== undefined) specs.set(name, { ...spec, asynchronous: { ...spec.asynchronous, ...change } });
      host.changeAsynchronous(name, change);
    },
    publish: (name, qualifier) => {
      qualifiers.set(name, (qualifiers.get(name) ?? new Set()).add(qualifier));
    },
    invoke: (name, event, executionName) => invokeAs(name, event, { executionName, kind: 'waiting' }),
    invokeAsync: (name, event, executionName) => invokeAs(name, event, { executionName, kind: 'asynchronous' }),
    executions: makeExecutionsApi({ engine, files, isFunction: (name) => specs.has(name), now }),
    durable: {
      skipWaits: () => engine.pass(({ type }) => type === 'WAIT' || type === 'STEP'),
      expireCallbacks: () => engine.pass(({ type }) => type === 'CALLBACK'),
      executions: () => engine.running(),
      invocations: engine.invocations,
    },
    resume: engine.resume,
    idle: async () => {
      do {
        await host.idle();
        await engine.idle();
        await Promise.all(ending);
      } while (engine.isBusy());
    },
    stop: async () => {
      isStopped = true;
      engine.stop();
      await host.stop();
    },
  };
}

type LambdaResult = InvokeResult & { readonly executionArn?: string };

const failed = (ErrorType: string, ErrorMessage: string): Partial<Operation> => ({
  status: ErrorType === 'Execution.Timeout' ? 'TIMED_OUT' : 'FAILED',
  error: { ErrorType, ErrorMessage },
});

function resultOf({ arn }: Head, ended: Ended): LambdaResult {
  if (ended.status === 'SUCCEEDED')
    return { kind: 'ok', payload: JSON.parse(ended.result || 'null') as unknown, executionArn: arn };
  const { ErrorType = ended.status, ErrorMessage = '' } = ended.error;
  return { kind: 'error', errorType: ErrorType, errorMessage: ErrorMessage, unhandled: true, executionArn: arn };
}
