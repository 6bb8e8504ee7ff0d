import { mkdirSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { startFauxqs } from 'fauxqs';
import { type Answer, AwsError, type Call, type StandIn } from './call.ts';

/** S3 and SQS by fauxqs, kept under `path`. It listens on a port of its own, so calls are passed on to it. */
export async function startObjectsAndQueues(path: string, region: string): Promise<StandIn> {
  const objects = join(path, 'objects');
  mkdirSync(objects, { recursive: true });
  const server = await startFauxqs({
    port: 0,
    host: '127.0.0.1',
    logger: false,
    defaultRegion: region,
    dataDir: path,
    s3StorageDir: objects,
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });

  const pass = (call: Call): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const headers = { ...call.headers, 'content-length': String(call.body.length) } as Record<
        string,
        string | string[]
      >;
      const outgoing = request(
        { host: '127.0.0.1', port: server.port, method: call.method, path: call.url, headers, agent },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('end', () => {
            const { connection: _, 'keep-alive': __, 'transfer-encoding': ___, ...kept } = incoming.headers;
            const known = Object.entries(kept).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
            resolve({
              status: incoming.statusCode ?? 500,
              headers: Object.fromEntries(known) as Answer['headers'],
              body: Buffer.concat(chunks),
            });
          });
          incoming.on('error', reject);
        },
      );
      outgoing.on('error', reject);
      outgoing.end(call.body);
    });

  return {
    handle: async (call) => {
      if (call.operation === 'PutObject' && call.headers['if-none-match'] === '*') await refuseIfThere(call, pass);
      return pass(call);
    },
    stop: async () => {
      agent.destroy();
      await server.stop();
    },
  };
}

/** `If-None-Match: *` means: only if there is no such object (fauxqs takes no notice of it). */
async function refuseIfThere(call: Call, pass: (call: Call) => Promise<Answer>): Promise<void> {
  const head = await pass({ ...call, operation: 'HeadObject', method: 'HEAD', body: Buffer.alloc(0) });
  if (head.status === 200)
    throw new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412);
}
