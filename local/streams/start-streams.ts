import { join } from 'node:path';
import type { InvokeResult } from '../lambda/host.ts';
import { AwsError, isTransient } from './aws-error.ts';
import { openCheckpointFile } from './checkpoint-file.ts';
import { type Destination, makeDestination } from './destination.ts';
import { makeJsonClient } from './json-call.ts';
import { makeKinesisReader } from './kinesis-reader.ts';
import { makeCounters } from './mapping-counters.ts';
import { parseMapping, type StreamMapping } from './mapping-properties.ts';
import { countPuts, type PutCounts } from './put-counts.ts';
import { runQueueMapping } from './queue/queue-mapping.ts';
import { makeSqsReader } from './queue/sqs-reader.ts';
import { makeSharedPages, type SharedPages, sharingPages } from './shared-pages.ts';
import { runStreamMapping } from './stream-mapping.ts';
import type { StreamReader } from './stream-reader.ts';
import { realTimers } from './timers.ts';
import type { DeliveryFaults, Mapping, MappingOptions, Streams, StreamsOptions } from './types.ts';
import { UnreadableSource } from './unreadable-source.ts';

const noFaults: DeliveryFaults = { deliverTwice: () => false, shuffle: (items) => items };

const disabledMapping: Mapping = { drained: async () => undefined, stop: async () => undefined, stats: makeCounters };

/** The event source mappings of one laptop cloud. */
export function startStreams(options: StreamsOptions): Streams {
  const mappings: Mapping[] = [];
  const pages = makeSharedPages();
  const puts = countPuts(options.wake);
  return {
    startMapping: async (mapping) => {
      const started = await startMapping(options, mapping, { pages, puts });
      mappings.push(started);
      return started;
    },
    drained: async () => {
      await Promise.all(mappings.map((mapping) => mapping.drained()));
    },
    stop: async () => {
      puts.stop();
      await Promise.all(mappings.map((mapping) => mapping.stop()));
    },
  };
}

type Shared = { readonly pages: SharedPages; readonly puts: PutCounts };

async function startMapping(
  options: StreamsOptions,
  started: MappingOptions,
  { pages, puts }: Shared,
): Promise<Mapping> {
  const mapping = parseMapping(started.properties);
  if (!mapping.enabled) return disabledMapping;
  const { endpoint, region } = options;
  const { credentials } = started;
  const invoke = (event: object): Promise<InvokeResult> =>
    options.invoke(mapping.functionReference, event).catch((error: unknown) => ({
      kind: 'error',
      errorType: 'Runtime.InvokeFailed',
      errorMessage: String(error),
      unhandled: true,
    }));
  const faults = options.faults ?? noFaults;
  const shared = { invoke, faults, timers: realTimers, log: options.log };

  if (mapping.kind === 'queue') {
    const reader = makeSqsReader({ endpoint, region, credentials, queueArn: mapping.sourceArn });
    return runQueueMapping({ ...shared, mapping, reader, region });
  }

  const client = makeJsonClient({
    endpoint,
    region,
    credentials,
    service: 'kinesis',
    targetPrefix: 'Kinesis_20131202',
  });
  const reader = makeKinesisReader(client, { name: mapping.sourceName, arn: mapping.sourceArn });
  const destination =
    mapping.onFailureArn === undefined
      ? undefined
      : makeDestination(mapping.onFailureArn, { endpoint, region, credentials, mappingUuid: started.uuid });
  await checkAccess(mapping, reader, destination);
  const checkpoints = await openCheckpointFile(join(options.checkpointDir, `${started.uuid}.json`), Date.now());
  const running = runStreamMapping({
    ...shared,
    mapping,
    reader: sharingPages(reader, mapping.sourceArn, pages, realTimers, puts.of(mapping.sourceName)),
    destination,
    checkpoints,
    wake: options.wake,
    source: { sourceArn: mapping.sourceArn, region, roleArn: started.roleArn },
  });
  return {
    ...running,
    stop: async () => {
      await running.stop();
      destination?.close();
      client.close();
    },
  };
}

/** AWS refuses to create a mapping whose role cannot read its stream or reach its destination; so does the laptop. */
async function checkAccess(
  mapping: StreamMapping,
  reader: StreamReader,
  destination: Destination | undefined,
): Promise<void> {
  await tried(`read ${mapping.sourceArn}`, async () => {
    if (!(await reader.describe()).active) throw new AwsError('ResourceNotReady', 'the stream is not active yet', 503);
    const [shard] = await reader.listShards();
    if (shard !== undefined) await reader.openShard(shard.shardId, { kind: 'start' });
  });
  if (destination !== undefined) await tried(`reach ${mapping.onFailureArn}`, () => destination.check());

  async function tried(verb: string, run: () => Promise<void>): Promise<void> {
    for (let attempts = 1; ; attempts += 1) {
      try {
        return await run();
      } catch (error) {
        if (!isTransient(error) || attempts === 50) {
          throw new UnreadableSource(`the role of ${mapping.functionName} cannot ${verb}: ${String(error)}`);
        }
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }
}
