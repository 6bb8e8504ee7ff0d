import { rmSync } from 'node:fs';
import { type Benchmark, type Measured, percentile, rounded } from './benchmark.ts';
import { transferLatencies } from './ledger/data-api.ts';
import { measure, type Rate } from './ledger/load.ts';
import { startBenchLedger } from './ledger/server.ts';
import { batchOf, createPeers, minimal, openAccounts, tpcb } from './ledger/work.ts';

const secondsEach = 1.5;
/** Rounds of the peers side by side: what else the machine does changes from minute to minute. */
const rounds = 5;

export const benchmark: Benchmark = {
  claim: 'a batch of 1,000 transfers at SERIALIZABLE posts twelve times as many as TPC-B, one call each nearly twice',
  run: async (): Promise<Measured> => {
    const server = await startBenchLedger();
    try {
      await createPeers(server);
      await openAccounts(server);
      const at = (level: string) => ({ connect: () => server.connect(level), seconds: secondsEach });
      const committed = at('read committed');
      const serializable = at('serializable');
      const figures: Record<string, number> = {};
      const note = (name: string, rate: Rate): number => {
        figures[`${name}PerSecond`] = rounded(rate.perSecond);
        figures[`${name}RetriesPerCall`] = rounded(rate.retriesPerCall);
        figures[`${name}P99Ms`] = rounded(percentile(rate.latenciesMs, 0.99));
        return rate.perSecond;
      };

      note('tpcb8Serializable', await measure(8, tpcb, serializable));
      note('minimal8', await measure(8, minimal, serializable));
      for (const hot of [false, true]) {
        const place = hot ? 'Hot' : '';
        for (const size of [1, 10, 100, 1000])
          for (const writers of [1, 2, 8])
            note(`batch${size}${place}Writers${writers}`, await measure(writers, batchOf(size, hot), serializable));
      }

      const contenders: Readonly<Record<string, () => Promise<Rate>>> = {
        batch1000OverTpcb: () => measure(1, batchOf(1000, false), serializable),
        hotBatch1000OverTpcb: () => measure(1, batchOf(1000, true), serializable),
        singleOverTpcb: () => measure(8, batchOf(1, false), serializable),
        singleHotOverTpcb: () => measure(8, batchOf(1, true), serializable),
      };
      const overTpcb = new Map(Object.keys(contenders).map((name): [string, number[]] => [name, []]));
      const tpcbRates: number[] = [];
      for (let round = 0; round < rounds; round++) {
        const peer = note('tpcb8', await measure(8, tpcb, committed));
        tpcbRates.push(peer);
        for (const [name, run] of Object.entries(contenders)) overTpcb.get(name)?.push((await run()).perSecond / peer);
      }
      figures.tpcb8PerSecond = rounded(percentile(tpcbRates, 0.5));
      const latencies = await transferLatencies(server);
      figures.dataApiSingleP50Ms = rounded(percentile(latencies, 0.5));
      figures.dataApiSingleP99Ms = rounded(percentile(latencies, 0.99));

      const medians = [...overTpcb].map(([name, ratios]) => [name, rounded(percentile(ratios, 0.5))]);
      return {
        figures,
        ratios: {
          ...(Object.fromEntries(medians) as Record<string, number>),
          goalToDataApiSingleP50: rounded(5 / figures.dataApiSingleP50Ms),
          goalToBatch1000P99: rounded(150 / (figures.batch1000Writers1P99Ms ?? Number.NaN)),
        },
      };
    } finally {
      await server.stop();
      rmSync(server.dataDir, { recursive: true, force: true });
    }
  },
};
