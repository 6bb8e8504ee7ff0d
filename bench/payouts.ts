import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { PayoutFileState } from '../lambdas/contracts/api/payouts.ts';
import type { Cloud } from '../local/cloud.ts';
import type { Assembly, TemplateResource } from '../local/template/types.ts';
import { clientsOf } from '../test/support/cloud.ts';
import { balanceOf, openWallets } from '../test/support/money.ts';
import { handIn, payoutFileAt, payoutsCsv, resultOf, submit } from '../test/support/payouts.ts';
import { storesOf } from '../test/support/stores.ts';
import { type Benchmark, type Measured, rounded } from './benchmark.ts';
import { onACloud } from './on-a-cloud.ts';
import { consumer } from './payouts/consumer.ts';
import { aLargeFile } from './payouts/file.ts';
import { treeCpuMs } from './process-tree.ts';

/** As many as a file may have; fewer show sooner what a change did. */
const size = Number(process.env.PAYOUTS ?? 100_000);
/** At the stage's own pace a file takes over eight minutes. */
const payoutsPerSec = 600;
const payeeCount = 200;
const short = 100;
const payer = 'bench-shop';
const cdkOut = fileURLToPath(new URL('../cdk.out', import.meta.url));

const atPace = (assembly: Assembly): Assembly => ({
  ...assembly,
  stacks: assembly.stacks.map((stack) => ({
    ...stack,
    template: {
      ...stack.template,
      Resources: Object.fromEntries(Object.entries(stack.template.Resources).map(withPace)),
    },
  })),
});

type Named = [id: string, resource: TemplateResource];

function withPace([id, resource]: Named): Named {
  const { Type, Properties = {} } = resource;
  if (Type !== 'AWS::Lambda::Function' || !id.startsWith('SettleBulk')) return [id, resource];
  const { Variables } = Properties.Environment as { readonly Variables: Readonly<Record<string, unknown>> };
  const Environment = { Variables: { ...Variables, OPERATIONS_PER_SEC: String(payoutsPerSec) } };
  return [id, { ...resource, Properties: { ...Properties, Environment } }];
}

async function untilDone(cloud: Cloud, fileId: string): Promise<PayoutFileState> {
  for (;;) {
    const file = await payoutFileAt(cloud, fileId);
    if (file.state === 'done') return file;
    if (file.state === 'refused') throw new Error(`the file was refused: ${file.reason}`);
    await pause(1000);
  }
}

/** As if nobody remembered how far the file was: what is done again must come to the same. */
async function forget(cloud: Cloud, fileId: string, what: 'answers' | 'plan'): Promise<void> {
  const clients = clientsOf(cloud);
  const [state, gone, nothing] =
    what === 'answers' ? ['paying', 'parts', { M: {} }] : ['submitted', 'plan', { NULL: true as const }];
  await clients.dynamodb.send(
    new UpdateItemCommand({
      TableName: cloud.resources.one('AWS::DynamoDB::Table', 'PayoutFiles').physicalId,
      Key: { fileId: { S: fileId } },
      UpdateExpression: 'SET #state = :state, #gone = :nothing, #sent = :sent',
      ExpressionAttributeNames: { '#state': 'state', '#gone': gone, '#sent': 'sent' },
      ExpressionAttributeValues: { ':state': { S: state }, ':nothing': nothing, ':sent': { N: '0' } },
    }),
  );
  clients.close();
}

/** Of functions that were ended because they took more memory than they have. */
const killedForMemory = (cloud: Cloud): number =>
  globSync('**/*.log', { cwd: cloud.dataDir })
    .map((file) => readFileSync(join(cloud.dataDir, file), 'utf8'))
    .reduce((sum, text) => sum + text.split('memory size exceeded').length - 1, 0);

async function creditedTo(cloud: Cloud, payees: readonly string[]): Promise<number> {
  let sum = 0;
  for (const payee of payees) sum += await balanceOf(cloud, payee);
  return sum / 100;
}

async function measure(cloud: Cloud): Promise<Measured> {
  const file = aLargeFile(size, payeeCount, short);
  await openWallets(cloud, { [payer]: file.paid, ...Object.fromEntries(file.payees.map((payee) => [payee, 0])) });
  const { fileId } = await handIn(cloud, 'large', payer, payoutsCsv(file.rows));
  const cpuBefore = treeCpuMs();
  const startedAt = performance.now();
  await submit(cloud, fileId);
  const done = await untilDone(cloud, fileId);
  const seconds = (performance.now() - startedAt) / 1000;
  await cloud.drained();
  const drainedSeconds = (performance.now() - startedAt) / 1000;
  const cpuMs = treeCpuMs() - cpuBefore;

  const result = await resultOf(done);
  const shown = result.slice(1).map((answer) => answer.replace(/,paid,bulk\.[0-9a-f-]{36},$/, ',paid'));
  const wrongAnswers = file.answers.filter((answer, index) => answer !== shown[index]).length;
  const ids = new Set(result.flatMap((answer) => answer.match(/bulk\.[0-9a-f-]{36}/g) ?? []));
  const credited = await creditedTo(cloud, file.payees);

  const stores = storesOf(cloud);
  const lane = await stores.records('BulkLane');
  stores.close();
  const ofType = (type: string): string[] => lane.filter((text) => text.includes(`"${type}"`));
  await forget(cloud, fileId, 'answers');
  const commands = ofType('sangam.payments.operations-requested.v1');
  const settling = await consumer(cloud, cdkOut, 'SettleBulk', commands, 2);
  const again = await resultOf(await untilDone(cloud, fileId));
  await forget(cloud, fileId, 'plan');
  const submissions = ofType('sangam.payments.payout-file-submitted.v1').slice(0, 1);
  const planning = await consumer(cloud, cdkOut, 'PlanPayouts', submissions, 1);
  const thirdTime = await resultOf(await untilDone(cloud, fileId));
  await cloud.drained();
  const creditedAfter = await creditedTo(cloud, file.payees);
  await cloud.fire('Verify');
  await cloud.drained();
  return {
    figures: {
      rows: size,
      seconds: rounded(seconds),
      secondsUntilAllWasTold: rounded(drainedSeconds),
      payoutsPerSecond: rounded(file.paid / seconds),
      cpuMsPer1000Payouts: rounded((cpuMs / size) * 1000),
      lost: file.paid - ids.size,
      paidTwice: credited - file.paid,
      paidTwiceWhenDoneAgain: creditedAfter - credited,
      rowsWithoutAnswer: size - (result.length - 1),
      wrongAnswers,
      answersThatChangedWhenDoneAgain: result.filter(
        (answer, index) => answer !== again[index] || answer !== thirdTime[index],
      ).length,
      plannerPeakRssMb: rounded(planning.peakRssMb),
      plannerPeakHeapMb: rounded(planning.peakHeapMb),
      settlerPeakRssMb: rounded(settling.peakRssMb),
      settlerPeakHeapMb: rounded(settling.peakHeapMb),
      killedForMemory: killedForMemory(cloud),
      accountsDrifted: cloud.metric('AccountsDrifted').sum + cloud.metric('CurrenciesUnbalanced').sum,
    },
    ratios: {
      plannerRssToLimit: rounded(planning.peakRssMb / planning.limitMb),
      settlerRssToLimit: rounded(settling.peakRssMb / settling.limitMb),
    },
  };
}

export const benchmark: Benchmark = {
  claim: `a file of ${size} payouts is paid once and answered exactly, by functions that hold none of it in memory`,
  run: () => onACloud(measure, { amend: atPace }),
};
