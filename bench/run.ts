import { availableParallelism, cpus, platform, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import type { Benchmark, Measured } from './benchmark.ts';

/** Loaded only when asked for: one benchmark must not warm up or burden another. */
const benchmarks: Readonly<Record<string, () => Promise<Benchmark>>> = {
  'sms-parser': async () => (await import('./sms-parser.ts')).benchmark,
  bundles: async () => (await import('./bundles.ts')).benchmark,
  pipeline: async () => (await import('./pipeline.ts')).benchmark,
  lanes: async () => (await import('./lanes.ts')).benchmark,
  payouts: async () => (await import('./payouts.ts')).benchmark,
  ledger: async () => (await import('./ledger.ts')).benchmark,
  screening: async () => (await import('./screening.ts')).benchmark,
  notifications: async () => (await import('./notifications.ts')).benchmark,
  'screening-path': async () => (await import('./screening-path.ts')).benchmark,
};

const usage = `npm run bench                     every benchmark, as tables
npm run bench -- NAME...          some of: ${Object.keys(benchmarks).join(', ')}
npm run -s bench -- NAME --json   one, as a single JSON object`;

const machine = () => ({
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: availableParallelism(),
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  platform: platform(),
});

function printTable(name: string, claim: string, { figures, ratios }: Measured): void {
  console.log(`\n${name}: ${claim}`);
  const rows = [...Object.entries(figures), ...Object.entries(ratios).map(([key, value]) => [key, `${value}x`])];
  const width = Math.max(...rows.map(([key]) => String(key).length));
  for (const [key, value] of rows) console.log(`  ${String(key).padEnd(width)}  ${value}`);
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const names = positionals.length === 0 ? Object.keys(benchmarks) : positionals;
  const unknown = names.filter((name) => !Object.hasOwn(benchmarks, name));
  if (unknown.length > 0 || (values.json && names.length !== 1)) {
    console.error(unknown.length > 0 ? `No benchmark is called ${unknown.join(', ')}.\n${usage}` : usage);
    return 2;
  }
  if (!values.json) console.log(JSON.stringify(machine()));
  for (const name of names) {
    const benchmark = await benchmarks[name]?.();
    if (benchmark === undefined) continue;
    const measured = await benchmark.run();
    if (values.json) console.log(JSON.stringify({ name, machine: machine(), ...measured }));
    else printTable(name, benchmark.claim, measured);
  }
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  const isUsage = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  console.error(isUsage ? `${error.message}\n${usage}` : error);
  process.exitCode = isUsage ? 2 : 1;
}
