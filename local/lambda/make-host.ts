import { setTimeout as sleep } from 'node:timers/promises';
import { type Deliver, runAsynchronously } from './asynchronous.ts';
import { functionNameOf } from './function-name.ts';
import { type AsynchronousSpec, asynchronousDefaults, type FunctionSpec } from './function-spec.ts';
import { type InvokeResult, type LambdaHost, refused } from './host.ts';
import { makePool, type Pool } from './pool.ts';

/** Lambda's limits of an event. */
const requestMaxBytes = 6 * 1024 * 1024;
const asynchronousRequestMaxBytes = 1024 * 1024;

export type HostOptions = {
  /** What an instance writes, as it comes: pieces of lines. */
  readonly output: (functionName: string, stream: 'stdout' | 'stderr', text: string) => void;
  readonly deliver: Deliver;
  /** Instances of one function at most. */
  readonly instancesMax: number;
  readonly compileCacheDir?: string;
  /** Before the first, second... retry of an asynchronous event. */
  readonly retryDelaysMs?: readonly number[];
};

export type DeployableHost = LambdaHost & {
  /** Makes a function invocable; a second time replaces it. */
  readonly deploy: (spec: FunctionSpec) => void;
  /** Changes what becomes of asynchronous events; what runs goes on. */
  readonly changeAsynchronous: (functionName: string, change: Partial<AsynchronousSpec>) => void;
};

export function makeLambdaHost(options: HostOptions): DeployableHost {
  const pools = new Map<string, Pool>();
  const asynchronous = new Map<string, AsynchronousSpec>();
  const running = new Set<Promise<unknown>>();
  const stopping = new AbortController();

  const tracked = <Result>(work: Promise<Result>): Promise<Result> => {
    running.add(work);
    const forget = () => running.delete(work);
    work.then(forget, forget);
    return work;
  };

  const invoke = async (name: string, payload: string, maxBytes: number): Promise<InvokeResult> => {
    const pool = pools.get(functionNameOf(name));
    if (pool === undefined) return refused('ResourceNotFoundException', `Function not found: ${name}`);
    const bytes = Buffer.byteLength(payload);
    if (bytes > maxBytes)
      return refused('RequestEntityTooLargeException', `${bytes} byte payload is too large (limit ${maxBytes} bytes)`);
    return tracked(pool.run(payload));
  };

  return {
    deploy: (spec) => {
      asynchronous.set(spec.name, spec.asynchronous);
      void pools.get(spec.name)?.stop();
      pools.set(
        spec.name,
        makePool({
          spec,
          instancesMax: options.instancesMax,
          output: (stream, text) => options.output(spec.name, stream, text),
          ...(options.compileCacheDir !== undefined && { compileCacheDir: options.compileCacheDir }),
        }),
      );
    },
    changeAsynchronous: (name, change) => {
      asynchronous.set(name, { ...asynchronousDefaults, ...asynchronous.get(name), ...change });
    },
    invoke: (name, event) => invoke(name, JSON.stringify(event ?? {}), requestMaxBytes),
    invokeAsync: async (name, event) => {
      const payload = JSON.stringify(event ?? {});
      const pool = pools.get(functionNameOf(name));
      if (pool === undefined) return refused('ResourceNotFoundException', `Function not found: ${name}`);
      const bytes = Buffer.byteLength(payload);
      if (bytes > asynchronousRequestMaxBytes)
        return refused(
          'RequestEntityTooLargeException',
          `${bytes} byte payload is too large for an asynchronous event`,
        );
      const spec = { ...pool.spec, asynchronous: asynchronous.get(pool.spec.name) ?? pool.spec.asynchronous };
      const attempts = runAsynchronously(spec, payload, {
        invoke: (text) => pool.run(text),
        deliver: options.deliver,
        retryDelaysMs: options.retryDelaysMs ?? [1000, 2000],
        sleep: (ms) => sleep(ms, undefined, { signal: stopping.signal, ref: false }),
        now: Date.now,
      });
      void tracked(
        attempts.catch((error: unknown) => {
          if (!stopping.signal.aborted) options.output(pool.spec.name, 'stderr', `${String(error)}\n`);
        }),
      );
      return { kind: 'ok', payload: null };
    },
    crash: (name, instance) => pools.get(functionNameOf(name))?.crash(instance),
    idle: async () => {
      while (running.size > 0) await Promise.allSettled(running);
    },
    stop: async () => {
      stopping.abort();
      // Pollers may still invoke: an instance that they start now, nobody would end.
      const all = [...pools.values()];
      pools.clear();
      await Promise.all(all.map((pool) => pool.stop()));
    },
  };
}
