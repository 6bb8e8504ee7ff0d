import { rmSync } from 'node:fs';
import { type Benchmark, type Measured, percentile, rounded } from './benchmark.ts';
import { transferLatencies } from './ledger/data-api.ts';
import { measure, type Rate, type Work } from './ledger/load.ts';
import { type BenchLedger, startBenchLedger } from './ledger/server.ts';
import { batchOf, createPeers, minimal, oneOf, openAccounts, tpcb } from './ledger/work.ts';

const secondsEach = 1.2;
/** Eight writers make some eighty calls of a thousand in a second: the slowest of them all is not the slowest in a hundred. */
const secondsOfThousands = 5;
/** Rounds side by side: what else the machine does changes from minute to minute. */
const rounds = 3;
/** TPC-B and single postings are measured with as many writers as TPC-B likes best here. */
const writers = 8;
/** A batch is taken as lanes send it: the next is read while one is posted. */
const batchWriters = 2;

/** `level` is left out of what posts under the login for it. */
type Load = { readonly writers: number; readonly work: Work; readonly level?: string };

const readCommitted = 'read committed';

const peer: Load = { writers, work: tpcb, level: readCommitted };
const single: Load = { writers, work: oneOf(false) };
const singleHot: Load = { writers, work: oneOf(true) };
/** `payments.post` makes its transaction SERIALIZABLE itself. */
const singleCall: Load = { writers, work: batchOf(1, false), level: readCommitted };
const batch: Load = { writers: batchWriters, work: batchOf(1000, false), level: readCommitted };
const batchHot: Load = { writers: batchWriters, work: batchOf(1000, true), level: readCommitted };

async function run(
  server: BenchLedger,
  { writers: many, work, level }: Load,
  seconds: number = secondsEach,
): Promise<Rate> {
  await server.checkpoint();
  const connect = level === undefined ? server.connectToPost : () => server.connect(level);
  return measure(many, work, { connect, seconds });
}

/** Each contender beside a TPC-B of its own, which runs right before it. @returns medians over all rounds */
async function beside(
  server: BenchLedger,
  contenders: Readonly<Record<string, Load>>,
): Promise<{ ratios: Record<string, number>; rates: Record<string, number>; peers: number[] }> {
  const peers: number[] = [];
  const rates = new Map<string, number[]>();
  const ratios = new Map<string, number[]>();
  for (let round = 0; round < rounds; round++) {
    for (const [name, load] of Object.entries(contenders)) {
      const { perSecond: peerRate } = await run(server, peer);
      const { perSecond } = await run(server, load);
      peers.push(peerRate);
      rates.set(name, [...(rates.get(name) ?? []), perSecond]);
      ratios.set(name, [...(ratios.get(name) ?? []), perSecond / peerRate]);
    }
  }
  const medians = (all: Map<string, number[]>, suffix: string): Record<string, number> =>
    Object.fromEntries([...all].map(([name, values]) => [`${name}${suffix}`, rounded(percentile(values, 0.5))]));
  return { ratios: medians(ratios, 'OverTpcb'), rates: medians(rates, 'PerSecond'), peers };
}

export const benchmark: Benchmark = {
  claim: 'a batch of 1,000 transfers at SERIALIZABLE posts twelve times as many as TPC-B, one call each nearly twice',
  run: async (): Promise<Measured> => {
    const server = await startBenchLedger();
    try {
      await createPeers(server);
      await openAccounts(server);
      const figures: Record<string, number> = {};
      const note = (name: string, rate: Rate): void => {
        figures[`${name}PerSecond`] = rounded(rate.perSecond);
        figures[`${name}RetriesPerCall`] = rounded(rate.retriesPerCall);
        figures[`${name}P99Ms`] = rounded(percentile(rate.latenciesMs, 0.99));
      };

      const fresh = await beside(server, { single, singleHot, singleCall });
      note('tpcb8Serializable', await run(server, { ...peer, level: 'serializable' }));
      note('minimal8', await run(server, { writers, work: minimal, level: 'serializable' }));
      const p99s: number[] = [];
      for (const hot of [false, true]) {
        for (const size of [1, 10, 100, 1000])
          for (const many of [1, 2, 8]) {
            const name = `batch${size}${hot ? 'Hot' : ''}Writers${many}`;
            const load: Load = { writers: many, work: batchOf(size, hot), level: readCommitted };
            note(name, await run(server, load, size === 1000 ? secondsOfThousands : secondsEach));
            if (size === 1000) p99s.push(figures[`${name}P99Ms`] ?? Number.NaN);
          }
      }
      const full = await beside(server, {
        batch1000: batch,
        hotBatch1000: batchHot,
        singleAfterBatches: single,
        singleHotAfterBatches: singleHot,
      });
      figures.tpcb8PerSecond = rounded(percentile([...fresh.peers, ...full.peers], 0.5));
      const latencies = await transferLatencies(server);
      figures.dataApiSingleP50Ms = rounded(percentile(latencies, 0.5));
      figures.dataApiSingleP99Ms = rounded(percentile(latencies, 0.99));

      return {
        figures: { ...figures, ...fresh.rates, ...full.rates },
        ratios: {
          ...fresh.ratios,
          ...full.ratios,
          goalToDataApiSingleP50: rounded(5 / figures.dataApiSingleP50Ms),
          goalToBatch1000P99: rounded(150 / Math.max(...p99s)),
        },
      };
    } finally {
      await server.stop();
      rmSync(server.dataDir, { recursive: true, force: true });
    }
  },
};
