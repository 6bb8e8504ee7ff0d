import { auroraLedger } from '../../lambdas/payments/adapters/aurora-ledger.ts';
import type { BenchLedger } from './server.ts';

const rounds = 400;

/** Milliseconds of one transfer after the other, through the SDK and the Data API's stand-in. */
export async function transferLatencies({ database }: BenchLedger): Promise<number[]> {
  const ledger = auroraLedger(database);
  const latencies: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const [debit, credit] = [
      `bench:${String(round).padStart(4, '0')}`,
      `bench:${String(round + 500).padStart(4, '0')}`,
    ];
    const startedAt = performance.now();
    await ledger.post([
      { op: 'post', caller: 'latency', key: `${round}`, debit, credit, amount: { minor: 5n, currency: 'INR' } },
    ]);
    // The first ones open connections.
    if (round >= 50) latencies.push(performance.now() - startedAt);
  }
  return latencies;
}
