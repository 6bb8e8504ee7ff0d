/** Runs a library's stand-in in a thread of its own: both libraries spend a core's time on their databases. */
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import dynalite from 'dynalite';
import kinesalite from 'kinesalite';
import { coalesceLevel } from './coalesce-level.ts';
import { answeredBy } from './in-process.ts';
import { closed, seeminglyListening } from './library-server.ts';
import type { LibraryOptions, Question, Reply } from './library-thread.ts';
import { rememberTables } from './remember-tables.ts';

const { library, path } = workerData as LibraryOptions;

const instantly = { createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 };
const instantStreams = { createStreamMs: 0, deleteStreamMs: 0, updateStreamMs: 0, shardLimit: 1000 };

function open() {
  if (library === 'kinesalite') return kinesalite({ path, ...instantStreams });
  const require = createRequire(createRequire(import.meta.url).resolve('dynalite'));
  rememberTables(require('./db'));
  coalesceLevel(require('level').Level.prototype);
  return dynalite({ path, ...instantly });
}

const server = open();
await seeminglyListening(server);
const answer = answeredBy(server);
const say = (reply: Reply) => parentPort?.postMessage(reply);

parentPort?.on('message', async (question: Question) => {
  if (question === 'stop') {
    await closed(server);
    say('stopped');
    return;
  }
  const { id, call } = question;
  // A Buffer crosses threads as a plain Uint8Array.
  say({ id, answer: await answer({ ...call, input: {}, body: Buffer.from(call.body) }) });
});
say('ready');
