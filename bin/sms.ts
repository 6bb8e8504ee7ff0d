import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { explainBankSms, parseBankSms, toWire } from '../lambdas/devices/domain/bank-sms/index.ts';
import { screen } from '../lambdas/devices/domain/collect/screen.ts';

const usage = `Reads messages of banks, cards, wallets and lenders.

npm run -s sms -- --sender VM-HDFCBK "TEXT"   what was extracted, and by which rule
npm run -s sms -- "TEXT"                      the same, without a sender
npm run -s sms -- --jsonl                     stdin: {"sender": string|null, "message": string} a line
                                              stdout: one JSON object a line, in order
A line that cannot be read gives {"error": "..."} in its place, and exit code 1 at the end.`;

type Sms = { readonly sender: string | null; readonly message: string };

/** One line of input, or why it is none; the reason names fields and never repeats what a customer wrote. */
function decode(line: string): Sms | string {
  let value: unknown;
  try {
    // Some editors begin a file with a mark of its encoding.
    value = JSON.parse(line.replace(/^\ufeff/, ''));
  } catch {
    return 'not JSON';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'not an object';
  const { sender = null, message } = value as { sender?: unknown; message?: unknown };
  if (sender !== null && typeof sender !== 'string') return 'sender: expected a string or null';
  if (typeof message !== 'string') return 'message: expected a string';
  return { sender, message };
}

/** Lines are written in blocks: a write per message would cost more than reading the message. */
const BLOCK_CHARACTERS = 65_536;

/** Only a line feed ends a line of JSON: `readline` also ends one at U+2028, which a message may hold. */
async function* linesOf(input: NodeJS.ReadStream): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of input.setEncoding('utf8') as AsyncIterable<string>) {
    const lines = chunk.split('\n');
    lines[0] = `${rest}${lines[0]}`;
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

async function parseLines(): Promise<number> {
  let failed = false;
  let block = '';
  const flush = async (): Promise<void> => {
    const text = block;
    block = '';
    if (text !== '' && !process.stdout.write(text)) await once(process.stdout, 'drain');
  };
  for await (const line of linesOf(process.stdin)) {
    const sms = decode(line);
    if (typeof sms === 'string') failed = true;
    block += `${JSON.stringify(typeof sms === 'string' ? { error: sms } : toWire(parseBankSms(sms)))}\n`;
    if (block.length >= BLOCK_CHARACTERS) await flush();
  }
  await flush();
  return failed ? 1 : 0;
}

function explain(sender: string | null, message: string): void {
  const sms = parseBankSms({ sender, message });
  const screened = screen(sender, message);
  const kept =
    sender === null
      ? 'no sender given: the collector would drop it'
      : `the collector would ${screened === 'keep' ? 'keep it' : `drop it (${screened})`}`;
  console.log(`${explainBankSms(sms)}\n  ${'screen'.padEnd(12)} ${kept}`);
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      sender: { type: 'string' },
      jsonl: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  if (values.jsonl) return parseLines();
  if (positionals.length === 0) {
    console.error(usage);
    return 2;
  }
  explain(values.sender ?? null, positionals.join(' '));
  return 0;
}

// `| head` closes our output early: that is the reader's choice, not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exitCode = 2;
}
