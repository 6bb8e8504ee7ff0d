import { randomUUID } from 'node:crypto';
import type { FunctionSpec } from './function-spec.ts';
import type { InvokeResult } from './host.ts';
import { type Instance, type OutputSink, startInstance } from './instance.ts';

/** An instance that served nothing for so long is ended, as Lambda does sooner or later. */
const idleMaxMs = 5 * 60 * 1000;

export type PoolOptions = {
  readonly spec: FunctionSpec;
  /** What the laptop can bear; a wait for one of these is not a throttle. */
  readonly instancesMax: number;
  readonly output: OutputSink;
  readonly compileCacheDir?: string;
};

/** All instances of one function. */
export type Pool = {
  readonly spec: FunctionSpec;
  /** @param payload The event as JSON. */
  readonly run: (payload: string) => Promise<InvokeResult>;
  readonly crash: (instance?: string) => void;
  readonly stop: () => Promise<void>;
};

type Waiting = { readonly payload: string; readonly settle: (result: InvokeResult) => void };

export function makePool({ spec, instancesMax, output, compileCacheDir }: PoolOptions): Pool {
  const instances = new Set<Instance>();
  // The last to become idle is the first to be used: its caches are warm, and the others may retire.
  const idle: Instance[] = [];
  const waiting: Waiting[] = [];
  const retirements = new Map<Instance, NodeJS.Timeout>();
  let starting = 0;
  let inFlight = 0;
  let sequence = 0;
  const limit = Math.max(1, Math.min(instancesMax, spec.reservedConcurrency ?? instancesMax));

  const bury = (instance: Instance): void => {
    instances.delete(instance);
    clearTimeout(retirements.get(instance));
    const index = idle.indexOf(instance);
    if (index >= 0) idle.splice(index, 1);
  };

  const start = async (): Promise<void> => {
    starting += 1;
    sequence += 1;
    const instance = startInstance({
      spec,
      id: `${spec.name}/${sequence}`,
      output,
      ...(compileCacheDir !== undefined && { compileCacheDir }),
    });
    instances.add(instance);
    const failure = await instance.ready;
    starting -= 1;
    if (failure === undefined) return release(instance);
    bury(instance);
    waiting.shift()?.settle({ kind: 'error', ...withoutStack(failure), unhandled: true });
    dispatch();
  };

  const release = (instance: Instance): void => {
    if (instance.isDead()) bury(instance);
    else {
      idle.push(instance);
      const retire = setTimeout(() => {
        bury(instance);
        void instance.kill();
      }, idleMaxMs).unref();
      retirements.set(instance, retire);
    }
    dispatch();
  };

  const dispatch = (): void => {
    while (waiting.length > 0) {
      const instance = idle.pop();
      if (instance === undefined) break;
      clearTimeout(retirements.get(instance));
      // It may have died of an error between two events.
      if (instance.isDead()) {
        bury(instance);
        continue;
      }
      const next = waiting.shift();
      if (next === undefined) break;
      void instance.run(randomUUID(), next.payload).then((result) => {
        next.settle(result);
        release(instance);
      });
    }
    while (starting < waiting.length && instances.size < limit) void start();
  };

  return {
    spec,
    run: async (payload) => {
      if (spec.reservedConcurrency !== undefined && inFlight >= spec.reservedConcurrency)
        return {
          kind: 'error',
          errorType: 'TooManyRequestsException',
          errorMessage: 'Rate Exceeded.',
          unhandled: true,
        };
      inFlight += 1;
      try {
        return await new Promise<InvokeResult>((resolve) => {
          waiting.push({ payload, settle: resolve });
          dispatch();
        });
      } finally {
        inFlight -= 1;
      }
    },
    crash: (id) => {
      for (const instance of instances) if (id === undefined || instance.id === id) void instance.kill();
    },
    stop: async () => {
      const gone = {
        kind: 'error',
        errorType: 'ServiceException',
        errorMessage: 'the cloud stops',
        unhandled: true,
      } as const;
      for (const { settle } of waiting.splice(0)) settle(gone);
      const all = [...instances];
      for (const instance of all) bury(instance);
      await Promise.all(all.map((instance) => instance.kill()));
    },
  };
}

const withoutStack = ({ errorType, errorMessage }: { errorType: string; errorMessage: string }) => ({
  errorType,
  errorMessage,
});
