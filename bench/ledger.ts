import { rmSync } from 'node:fs';
import { type Benchmark, type Measured, percentile, rounded } from './benchmark.ts';
import { transferLatencies } from './ledger/data-api.ts';
import { measure, type Rate } from './ledger/load.ts';
import { startBenchLedger } from './ledger/server.ts';
import { batchOf, createPeers, minimal, openAccounts, tpcb } from './ledger/work.ts';

const secondsEach = 3;

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

      // The denominator before and after everything else: what else the machine does changes meanwhile.
      const tpcbBefore = note('tpcb8Before', await measure(8, tpcb, committed));
      note('tpcb8Serializable', await measure(8, tpcb, serializable));
      note('minimal8', await measure(8, minimal, serializable));
      for (const hot of [false, true]) {
        const place = hot ? 'Hot' : '';
        for (const size of [1, 10, 100, 1000])
          for (const writers of [1, 2, 8])
            note(`batch${size}${place}Writers${writers}`, await measure(writers, batchOf(size, hot), serializable));
      }
      const tpcbPerSecond = (tpcbBefore + note('tpcb8After', await measure(8, tpcb, committed))) / 2;
      const latencies = await transferLatencies(server);
      figures.dataApiSingleP50Ms = rounded(percentile(latencies, 0.5));
      figures.dataApiSingleP99Ms = rounded(percentile(latencies, 0.99));

      const best = (name: string): number =>
        Math.max(...[1, 2, 8].map((writers) => figures[`${name}Writers${writers}PerSecond`] ?? 0));
      const over = (perSecond: number): number => rounded(perSecond / tpcbPerSecond);
      return {
        figures,
        ratios: {
          batch1000OverTpcb: over(best('batch1000')),
          hotBatch1000OverTpcb: over(best('batch1000Hot')),
          batch100OverTpcb: over(best('batch100')),
          singleOverTpcb: over(best('batch1')),
          singleHotOverTpcb: over(best('batch1Hot')),
          goalToDataApiSingleP50: rounded(5 / figures.dataApiSingleP50Ms),
          goalToBatch1000P99: rounded(150 / (figures.batch1000Writers2P99Ms ?? Number.NaN)),
        },
      };
    } finally {
      await server.stop();
      rmSync(server.dataDir, { recursive: true, force: true });
    }
  },
};
