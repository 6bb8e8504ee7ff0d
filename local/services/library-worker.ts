/** Runs a library's stand-in in a thread of its own: both libraries spend a core's time on their databases. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import dynalite from 'dynalite';
import kinesalite from 'kinesalite';
import type { Answer } from './call.ts';
import { iteratorOf, makeGetRecords } from './get-records.ts';
import { answeredBy } from './in-process.ts';
import { openKeyValues } from './key-values.ts';
import { closed, seeminglyListening } from './library-server.ts';
import { keepDynalite, keepKinesalite } from './library-stores.ts';
import type { LibraryCall, LibraryOptions, Question, Reply } from './library-thread.ts';
import { reckonQuickly } from './quick-sequences.ts';
import { rememberTables } from './remember-tables.ts';

const { library, path } = workerData as LibraryOptions;

const instantly = { createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 };
const instantStreams = { createStreamMs: 0, deleteStreamMs: 0, updateStreamMs: 0, shardLimit: 1000 };

const keyValues = openKeyValues(join(path, 'entries.sqlite'));
let getRecords: ReturnType<typeof makeGetRecords> | undefined;

function open() {
  const require = createRequire(createRequire(import.meta.url).resolve(library));
  const db = require('./db');
  if (library === 'kinesalite') {
    reckonQuickly(db);
    keepKinesalite(db, keyValues);
    db.createShardIterator = iteratorOf;
    getRecords = makeGetRecords(keyValues, db);
    return kinesalite(instantStreams);
  }
  keepDynalite(db, keyValues);
  rememberTables(db);
  return dynalite(instantly);
}

/** Calls after which the libraries go on for a moment, although they are told to take no time for it. */
const changesResources = /\.(Create|Delete|Update|Split|Merge)(Table|Stream|Shards?)$/;

/** Their timers were set before ours, and their writes wait for the end of the same turn. */
async function settled(): Promise<void> {
  await sleep(1);
  await setImmediate();
}

const server = open();
await seeminglyListening(server);
const answer = answeredBy(server);
const say = (reply: Reply, moved: ArrayBuffer[] = []) => parentPort?.postMessage(reply, moved);
/** Above this many characters a text is encoded here and moved, which costs the other thread nothing. */
const longText = 8192;

async function answerTo(call: LibraryCall): Promise<Answer> {
  // A Buffer crosses threads as a plain Uint8Array.
  const body = Buffer.from(call.body.buffer);
  const target = String(call.headers['x-amz-target']);
  const records = target.endsWith('.GetRecords') ? getRecords?.(JSON.parse(body.toString())) : undefined;
  if (records !== undefined) return records;
  const answered = await answer({ ...call, body });
  if (changesResources.test(target)) await settled();
  return answered;
}

parentPort?.on('message', async (question: Question) => {
  if (question === 'stop') {
    await closed(server);
    keyValues.close();
    say('stopped');
    return;
  }
  const { id, call } = question;
  const { body, ...rest } = await answerTo(call);
  if (typeof body !== 'string' || body.length < longText) return say({ id, answer: { ...rest, body } });
  const bytes = new TextEncoder().encode(body);
  say({ id, answer: { ...rest, body: bytes } }, [bytes.buffer]);
});
say('ready');
