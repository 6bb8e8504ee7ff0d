import type { Call, StandIn } from './call.ts';
import { type LibraryOptions, startLibrary } from './library-thread.ts';

/** Told of each shard that records were put into. */
export type OnPut = (streamName: string, shardId: string) => void;

/** How many shards a stream starts with whose mode is on demand, as on AWS. */
const onDemandShards = 4;

/** The stream a call is about, by name or by ARN. */
export function streamNameOf({ StreamName, StreamARN }: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof StreamName === 'string') return StreamName;
  return typeof StreamARN === 'string' ? StreamARN.slice(StreamARN.lastIndexOf('/') + 1) : undefined;
}

/** Kinesis by kinesalite, kept under `path`. It knows streams by name and with a shard count only. */
export async function startKinesis(options: Omit<LibraryOptions, 'library'>, onPut: OnPut): Promise<StandIn> {
  const { handle, stop } = await startLibrary({ library: 'kinesalite', ...options });
  return {
    handle: async (call) => {
      const answer = await handle(inItsWords(call));
      if (answer.status === 200 && (call.operation === 'PutRecords' || call.operation === 'PutRecord'))
        for (const shardId of shardsIn(answer.body)) onPut(streamNameOf(call.input) ?? '', shardId);
      return answer;
    },
    stop,
  };
}

/** Read without the rest of the answer, which has a sequence number for each record. */
const shardsIn = (body: string | Buffer): ReadonlySet<string> => new Set(String(body).match(/shardId-\d{12}/g));

function inItsWords(call: Call): Call {
  const { StreamARN, StreamModeDetails, MaxRecordSizeInKiB: _, ...input } = call.input;
  if (StreamARN === undefined && StreamModeDetails === undefined) return call;
  const isOnDemand = (StreamModeDetails as { StreamMode?: string } | undefined)?.StreamMode === 'ON_DEMAND';
  // An iterator or a token already says which stream it belongs to.
  const isNamed = input.ShardIterator === undefined && input.NextToken === undefined;
  const translated = {
    ...input,
    ...(isNamed && { StreamName: streamNameOf(call.input) }),
    ...(isOnDemand && { ShardCount: onDemandShards }),
  };
  return { ...call, input: translated, body: Buffer.from(JSON.stringify(translated)) };
}
