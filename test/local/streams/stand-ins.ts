import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AwsCredentialIdentity } from '@aws-sdk/types';
import { type Faults, makeFaults } from '../../../local/faults.ts';
import type { Principal } from '../../../local/iam/gate.ts';
import { parseStatements } from '../../../local/iam/statement.ts';
import { openFront } from '../../../local/services/front.ts';
import { startKinesis } from '../../../local/services/kinesis.ts';
import { startObjectsAndQueues } from '../../../local/services/objects-and-queues.ts';
import { makeRespond } from '../../../local/services/respond.ts';

export const region = 'ap-south-1';
export const accountId = '000000000000';

/** The stand-ins that pollers use, without the database that they do not: quicker to start. */
export type StandIns = {
  readonly endpoint: string;
  readonly folder: string;
  readonly faults: Faults;
  readonly root: AwsCredentialIdentity;
  readonly keyOf: (role: string, statements: readonly unknown[]) => AwsCredentialIdentity;
  readonly onPut: (streamName: string, onPut: () => void) => () => void;
  readonly stop: () => Promise<void>;
};

export async function startStandIns(): Promise<StandIns> {
  const folder = await mkdtemp(join(tmpdir(), 'pollers-'));
  const faults = makeFaults(3);
  const principals = new Map<string, Principal>([['root', { name: 'root', role: 'root', statements: 'root' }]]);
  const listeners = new Map<string, Set<() => void>>();
  const [kinesis, objectsAndQueues] = await Promise.all([
    startKinesis({ path: join(folder, 'kinesis') }, (stream) => {
      for (const listener of listeners.get(stream) ?? []) listener();
    }),
    startObjectsAndQueues(join(folder, 'objects'), region),
  ]);
  const front = await openFront(
    0,
    makeRespond({
      standIns: new Map([
        ['kinesis', kinesis],
        ['s3', objectsAndQueues],
        ['sqs', objectsAndQueues],
      ]),
      principalOf: (key) => principals.get(key),
      account: { region, accountId },
      keyOf: () => undefined,
      faults,
      onCrash: () => undefined,
      log: () => undefined,
      onCall: () => undefined,
    }),
  );
  return {
    endpoint: `http://127.0.0.1:${front.port}`,
    folder,
    faults,
    root: { accessKeyId: 'root', secretAccessKey: 'root' },
    keyOf: (role, statements) => {
      principals.set(role, { name: role, role, statements: parseStatements(role, statements) });
      return { accessKeyId: role, secretAccessKey: 'secret' };
    },
    onPut: (stream, onPut) => {
      const known = listeners.get(stream) ?? new Set();
      listeners.set(stream, known.add(onPut));
      return () => known.delete(onPut);
    },
    stop: async () => {
      await front.close();
      await Promise.all([kinesis.stop(), objectsAndQueues.stop()]);
      await rm(folder, { recursive: true });
    },
  };
}
