import { setTimeout as pause } from 'node:timers/promises';
import type { PayoutFileState } from '../lambdas/contracts/api/payouts.ts';
import type { Cloud } from '../local/cloud.ts';
import { callAs } from '../test/support/cloud.ts';
import { balanceOf, inr, openWallets, pay } from '../test/support/money.ts';
import { handIn, payoutFileAt, payoutsCsv, resultOf, submit } from '../test/support/payouts.ts';
import { type Benchmark, type Measured, percentile, rounded } from './benchmark.ts';
import { onACloud } from './on-a-cloud.ts';

const goalRatio = 2;
const payouts = 12_000;
const payees = 100;
/** Screening asks back who pays more than a few times in ten minutes. */
const payers = 320;
const paymentsEach = 4;

const idleRounds = 400;
const warmUpRounds = 40;
/** A payment begins so long after the one before has ended: its latency is asked for, not what the machine can carry. */
const betweenMs = 20;
const betweenReversalsMs = 150;

const owners = (prefix: string, count: number, rupees: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}-${index}`, rupees]));

let serial = 0;

/** One payment of a rupee that is answered when it is posted. @returns its latency in ms, and its id */
async function payOnce(cloud: Cloud): Promise<{ ms: number; id: string; status: number }> {
  const number = serial++;
  const startedAt = performance.now();
  const { status, body } = await pay(cloud, `payer-${number % payers}`, `instant-${number}`, {
    payee: 'shop-2',
    amount: inr(1),
  });
  return { ms: performance.now() - startedAt, id: String(body.id), status };
}

/** From asking for a reversal to the ledger knowing it. */
async function reverseOnce(cloud: Cloud, id: string): Promise<number> {
  const asked = { amount: inr(1) };
  const startedAt = performance.now();
  const path = `/v1/transfers/${id}/reversals`;
  const { body, status } = await callAs<{ id: string }>(cloud, { customer: 'shop-2' }, 'POST', path, asked, {
    'idempotency-key': `back-${id}`,
  });
  if (status !== 202) throw new Error(`a reversal was answered with ${status}`);
  for (;;) {
    const known = await callAs(cloud, { customer: 'shop-2' }, 'GET', `/v1/transfers/${body.id}`);
    if (known.status === 200) return performance.now() - startedAt;
    await pause(5);
  }
}

type Traffic = { readonly instantMs: number[]; readonly reversalMs: number[]; fellBack: number; paid: number };

/** Payments and reversals side by side until told to stop. */
async function traffic(cloud: Cloud, isOver: (traffic: Traffic) => boolean): Promise<Traffic> {
  const seen: Traffic = { instantMs: [], reversalMs: [], fellBack: 0, paid: 0 };
  const reversible: string[] = [];
  const paying = async (): Promise<void> => {
    // Whoever has paid often enough is not asked again: what is refused would be measured for nothing.
    while (!isOver(seen) && serial < payers * paymentsEach) {
      const { ms, id, status } = await payOnce(cloud);
      seen.paid++;
      seen.instantMs.push(ms);
      if (status === 201) reversible.push(id);
      else if (status === 202) seen.fellBack++;
      else throw new Error(`a payment was answered with ${status}`);
      await pause(betweenMs);
    }
  };
  const reversing = async (): Promise<void> => {
    while (!isOver(seen)) {
      const id = reversible.shift();
      if (id !== undefined) seen.reversalMs.push(await reverseOnce(cloud, id));
      await pause(betweenReversalsMs);
    }
  };
  await Promise.all([paying(), reversing()]);
  return seen;
}

async function whileFileRuns(cloud: Cloud, fileId: string) {
  let file: PayoutFileState = await payoutFileAt(cloud, fileId);
  while (file.paid === 0) {
    await pause(50);
    file = await payoutFileAt(cloud, fileId);
  }
  let isOver = false;
  const watching = (async () => {
    while (file.state !== 'done') {
      await pause(500);
      file = await payoutFileAt(cloud, fileId);
    }
    isOver = true;
  })();
  const seen = await traffic(cloud, () => isOver);
  await watching;
  return { seen, file };
}

async function measure(cloud: Cloud): Promise<Measured> {
  await openWallets(cloud, {
    'shop-1': payouts,
    'shop-2': 0,
    ...owners('payer', payers, 50),
    ...owners('payee', payees, 0),
  });
  await traffic(cloud, ({ paid }) => paid >= warmUpRounds);
  await cloud.drained();
  const idle = await traffic(cloud, ({ paid }) => paid >= idleRounds);
  await cloud.drained();

  const rows = Array.from({ length: payouts }, (_, index) => `P-${index},payee-${index % payees},100,INR,`);
  const { fileId } = await handIn(cloud, 'bench', 'shop-1', payoutsCsv(rows));
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  await submit(cloud, fileId);
  const { seen, file } = await whileFileRuns(cloud, fileId);
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  await cloud.drained();

  const answers = (await resultOf(file)).slice(1);
  const paidRows = answers.filter((answer) => answer.includes(',paid,')).length;
  let credited = 0;
  for (let index = 0; index < payees; index++) credited += await balanceOf(cloud, `payee-${index}`);
  await cloud.fire('Verify');
  await cloud.drained();
  const p99 = (values: readonly number[]) => percentile(values, 0.99);
  return {
    figures: {
      payouts,
      payoutsPerSecond: rounded(payouts / seconds),
      cpuMsPer1000Payouts: rounded(((user + system) / 1000 / payouts) * 1000),
      instantIdle: idle.instantMs.length,
      instantIdleP50Ms: rounded(percentile(idle.instantMs, 0.5)),
      instantIdleP99Ms: rounded(p99(idle.instantMs)),
      instantUnderBulk: seen.instantMs.length,
      instantUnderBulkP50Ms: rounded(percentile(seen.instantMs, 0.5)),
      instantUnderBulkP99Ms: rounded(p99(seen.instantMs)),
      instantFellBackUnderBulk: seen.fellBack,
      reversals: seen.reversalMs.length,
      reversalIdleP99Ms: rounded(p99(idle.reversalMs)),
      reversalUnderBulkP50Ms: rounded(percentile(seen.reversalMs, 0.5)),
      reversalUnderBulkP99Ms: rounded(p99(seen.reversalMs)),
      rowsWithoutAnswer: payouts - answers.length,
      lost: payouts - paidRows,
      creditedTooOften: credited / 100 - paidRows,
      payerLeftMinor: await balanceOf(cloud, 'shop-1'),
      accountsDrifted: cloud.metric('AccountsDrifted').sum + cloud.metric('CurrenciesUnbalanced').sum,
    },
    ratios: {
      instantP50UnderBulkOverIdle: rounded(percentile(seen.instantMs, 0.5) / percentile(idle.instantMs, 0.5)),
      instantP99UnderBulkOverIdle: rounded(p99(seen.instantMs) / p99(idle.instantMs)),
      reversalP99UnderBulkOverIdle: rounded(p99(seen.reversalMs) / p99(idle.reversalMs)),
    },
  };
}

export const benchmark: Benchmark = {
  claim: `a payment takes at most ${goalRatio} times as long (p99) while a file of ${payouts} payouts runs, and none of them is lost or paid twice`,
  run: () => onACloud(measure),
};
