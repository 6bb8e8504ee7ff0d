import { join } from 'node:path';
import type { Faults } from './faults.ts';
import type { LambdaHost } from './lambda/host.ts';
import type { FunctionLogs } from './logs/function-logs.ts';
import type { MadeWorld } from './make-world.ts';
import type { World } from './resources/world.ts';
import type { Services } from './services/index.ts';
import { startStreams } from './streams/start-streams.ts';
import type { Mapping } from './streams/types.ts';

export type MappingsOptions = {
  readonly world: World;
  readonly services: Services;
  readonly host: LambdaHost;
  readonly dataDir: string;
  readonly faults: Faults;
  readonly logs: FunctionLogs;
  readonly credentialsOf: MadeWorld['credentialsOf'];
};

export type RunningMappings = {
  /** By the name of their function. */
  readonly mappings: ReadonlyMap<string, readonly Mapping[]>;
  readonly stop: () => Promise<void>;
};

/**
 * Starts every event source mapping under the role of its function.
 * @throws Error that lists all mappings that can't be started
 */
export async function startMappings(options: MappingsOptions): Promise<RunningMappings> {
  const { world, services, host, dataDir, faults, logs, credentialsOf } = options;
  const streams = startStreams({
    endpoint: services.endpoint,
    region: world.region,
    checkpointDir: join(dataDir, 'checkpoints'),
    invoke: host.invoke,
    log: (event, details) => logs.say('info', event, details),
    wake: services.onPut,
    faults,
  });
  const mappings = new Map<string, Mapping[]>();
  const outcomes = await Promise.allSettled(
    world.mappings.map(async ({ uuid, functionName, properties }) => {
      const { credentials, roleArn } = credentialsOf(functionName);
      const mapping = await streams.startMapping({ properties, uuid, credentials, roleArn });
      mappings.set(functionName, [...(mappings.get(functionName) ?? []), mapping]);
    }),
  );
  const failures = outcomes.flatMap((each) => (each.status === 'rejected' ? [String(each.reason)] : []));
  if (failures.length > 0) {
    await streams.stop();
    throw new Error(failures.join('\n'));
  }
  return { mappings, stop: streams.stop };
}
