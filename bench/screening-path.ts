import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { textToSign } from '../lambdas/payments/domain/confirmation.ts';
import type { HttpEvent } from '../lambdas/shared/http.ts';
import type { Cloud } from '../local/cloud.ts';
import { aCloudAsConfigured, callAs } from '../test/support/cloud.ts';
import { httpEvent } from '../test/support/http.ts';
import { inr, openWallets } from '../test/support/money.ts';
import { aPhone } from '../test/support/phones.ts';
import { type Benchmark, percentile, rounded } from './benchmark.ts';
import type { Asked, Paid, ProcessorTime } from './screening-path/function.ts';
import { measuredApp, measuredCode, measuredFunction } from './screening-path/measured-app.ts';

const goalMs = 3;
const named = (name: string, count: number): string[] => Array.from({ length: count }, (_, n) => `${name}-${n}`);
const payers = named('payer', 80);
/** Theirs are published and judged while others pay. */
const busyPayers = named('busy-payer', 30);
/** All in all no more than twenty an hour for each payer: beyond they would be held for review. */
const [before, rounds] = [4, 16];
/** What one payment has published, judged, told and kept takes most of both cores for so long. */
const busyPauseMs = 50;

let keys = 0;

/** One for all payers. */
const phone = aPhone();

/** Confirmed by the phone, so that no burst is stopped. */
function paymentOf(payer: string): HttpEvent {
  const key = `bench-${++keys}-key`;
  const amount = inr(1);
  return httpEvent({
    route: 'POST /v1/transfers',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': key,
      ...phone.header(textToSign(key, 'shop-1', { minor: BigInt(amount.minor), currency: amount.currency })),
    },
    body: { payee: 'shop-1', amount },
    subject: payer,
  });
}

/** Has the function that measures itself do something, in an instance like every other of the laptop. */
type Ask = <Answer>(asked: Asked) => Promise<Answer>;

function askOf(cloud: Cloud): Ask {
  const { physicalId } = cloud.resources.one('AWS::Lambda::Function', measuredFunction);
  return async <Answer>(asked: Asked) => {
    const result = await cloud.lambdas.invoke(physicalId, asked);
    if (result.kind === 'error') throw new Error(result.errorMessage);
    return result.payload as Answer;
  };
}

type Took = { readonly with: Paid[]; readonly without: Paid[] };
type Rounds = { readonly of: readonly string[]; readonly count: number; readonly told: boolean };

/** One payment after the other. With and without screening take turns, so that whatever else happens meets both. */
async function pay(ask: Ask, { of, count, told }: Rounds): Promise<Took> {
  const took: Took = { with: [], without: [] };
  for (let round = 0; round < count; round++)
    for (const [index, payer] of of.entries()) {
      const screened = (round + index) % 2 === 0;
      const paid = await ask<Paid>({ do: 'pay', screened, told, request: paymentOf(payer) });
      took[screened ? 'with' : 'without'].push(paid);
      if (told) await sleep(busyPauseMs);
    }
  return took;
}

type Part = keyof Paid;
/** Of all payments that have this part. */
const shareOf = (paid: readonly Paid[], part: Part, share: number): number =>
  percentile(
    paid.flatMap((each) => each[part] ?? []),
    share,
  );

function figuresOf({ with: screened, without }: Took) {
  const both = [...screened, ...without];
  const of = (paid: readonly Paid[], part: Part, share: number) => rounded(shareOf(paid, part, share));
  return {
    withMsP50: of(screened, 'payment', 0.5),
    withoutMsP50: of(without, 'payment', 0.5),
    withMsP99: of(screened, 'payment', 0.99),
    withoutMsP99: of(without, 'payment', 0.99),
    screeningMsP50: of(screened, 'screening', 0.5),
    screeningMsP99: of(screened, 'screening', 0.99),
    withCoresMsP50: of(screened, 'withCores', 0.5),
    withCoresMsP99: of(screened, 'withCores', 0.99),
    readMsP50: of(screened, 'read', 0.5),
    readMsP99: of(screened, 'read', 0.99),
    bareGetItemMsP50: of(both, 'bare', 0.5),
    bareGetItemMsP99: of(both, 'bare', 0.99),
  };
}

async function open(cloud: Cloud): Promise<void> {
  const all = [...payers, ...busyPayers];
  await openWallets(cloud, { ...Object.fromEntries(all.map((payer) => [payer, 100])), 'shop-1': 0 });
  for (const payer of all)
    await callAs(cloud, { customer: payer }, 'PUT', `/v1/device-keys/${phone.deviceId}`, phone.key);
}

async function measured(cloud: Cloud): ReturnType<Benchmark['run']> {
  const ask = askOf(cloud);
  await open(cloud);
  await pay(ask, { of: payers, count: before, told: false });
  await ask({ do: 'nudge' });
  await cloud.drained();
  const took = await pay(ask, { of: payers, count: rounds, told: false });
  const cpuMs = await ask<ProcessorTime>({ do: 'processor-time', payers });
  await ask({ do: 'nudge' });
  await cloud.drained();
  const busy = await pay(ask, { of: busyPayers, count: rounds, told: true });
  await cloud.drained();

  const screeningP99 = shareOf(took.with, 'screening', 0.99);
  const bare = (share: number) => shareOf([...took.with, ...took.without], 'bare', share);
  const added = (share: number) => shareOf(took.with, 'payment', share) - shareOf(took.without, 'payment', share);
  return {
    figures: {
      payments: took.with.length + took.without.length,
      ...figuresOf(took),
      screeningCpuMs: rounded(cpuMs.screening),
      bareGetItemCpuMs: rounded(cpuMs.bare),
      addedMsP50: rounded(added(0.5)),
      addedMsP99: rounded(added(0.99)),
      busyPayments: busy.with.length + busy.without.length,
      ...Object.fromEntries(Object.entries(figuresOf(busy)).map(([name, value]) => [`busy.${name}`, value])),
    },
    ratios: {
      // Of each payment by itself: the difference of two percentiles is that of two other payments.
      screeningP99ToGoal: rounded(screeningP99 / goalMs),
      screeningP99ToBareGetItem: rounded(screeningP99 / bare(0.99)),
      addedP50ToBareGetItem: rounded(added(0.5) / bare(0.5)),
      cpuToBareGetItem: rounded(cpuMs.screening / cpuMs.bare),
    },
  };
}

export async function run(): ReturnType<Benchmark['run']> {
  const codeDir = await measuredCode();
  try {
    const cloud = await aCloudAsConfigured({ amend: measuredApp(codeDir) });
    try {
      return await measured(cloud);
    } finally {
      await cloud.stop();
    }
  } finally {
    rmSync(codeDir, { recursive: true });
  }
}

export const benchmark: Benchmark = {
  claim: `costs a payment less than ${goalMs} ms more in one of a hundred cases`,
  run,
};
