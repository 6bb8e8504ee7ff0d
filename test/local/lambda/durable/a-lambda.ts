import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  InvokeCommand,
  LambdaClient,
  SendDurableExecutionCallbackFailureCommand,
  SendDurableExecutionCallbackHeartbeatCommand,
  SendDurableExecutionCallbackSuccessCommand,
} from '@aws-sdk/client-lambda';
import { makeFaults } from '../../../../local/faults.ts';
import { parseStatements } from '../../../../local/iam/statement.ts';
import { withDurableFunctions } from '../../../../local/lambda/durable/durable-host.ts';
import type { FunctionSpec } from '../../../../local/lambda/function-spec.ts';
import { makeLambdaHost } from '../../../../local/lambda/make-host.ts';
import { openFront } from '../../../../local/services/front.ts';
import { lambdaApi } from '../../../../local/services/lambda.ts';
import { makeRespond } from '../../../../local/services/respond.ts';
import { aFunction } from '../functions.ts';
import type { Order } from './functions/order.ts';

const region = 'ap-south-1';
const accountId = '000000000000';
const root = { accessKeyId: 'AKIAROOT', secretAccessKey: 'root' };
const own = { accessKeyId: 'AKIAFUNCTION', secretAccessKey: 'function' };
const arn = `arn:aws:lambda:${region}:${accountId}:function:subject`;

export type Options = {
  readonly codeDir: string;
  readonly timeScale?: number;
  readonly spec?: Partial<FunctionSpec>;
  readonly mayInvoke?: boolean;
};

/** The Lambda API with one durable function `subject`, published as version 1 and alias `live`; nothing else runs. */
export async function aLambda({ codeDir, timeScale = 1, spec = {}, mayInvoke = true }: Options) {
  const dir = mkdtempSync(join(tmpdir(), 'sangam-executions-'));
  const effects = join(dir, 'effects');
  const faults = makeFaults(3);
  const delivered: { readonly arn: string; readonly record: unknown }[] = [];
  const written: string[] = [];

  const start = async () => {
    let backend: ReturnType<typeof withDurableFunctions> | undefined;
    const statements = parseStatements('subject', [
      {
        Effect: 'Allow',
        Action: ['lambda:CheckpointDurableExecution', 'lambda:GetDurableExecutionState'],
        Resource: `${arn}:*`,
      },
    ]);
    const front = await openFront(
      0,
      makeRespond({
        standIns: new Map([['lambda', lambdaApi(() => backend)]]),
        principalOf: (key) =>
          ({
            [root.accessKeyId]: { name: 'root', role: 'root', statements: 'root' as const },
            [own.accessKeyId]: { name: 'subject', role: 'subject', statements },
          })[key],
        account: { region, accountId },
        keyOf: () => undefined,
        faults,
        onCrash: (name, session) => backend?.crash(name, session),
        log: ({ event, message }) => written.push(`${event} ${message}\n`),
        onCall: () => undefined,
      }),
    );
    const endpoint = `http://127.0.0.1:${front.port}`;
    const deliver = async (to: string, record: unknown) => {
      delivered.push({ arn: to, record });
    };
    const host = withDurableFunctions({
      host: makeLambdaHost({ output: (_, __, text) => written.push(text), deliver, instancesMax: 4 }),
      dir,
      deliver,
      mayInvoke: () => mayInvoke,
      log: () => undefined,
      timeScale,
    });
    backend = host;
    host.deploy({
      ...aFunction(''),
      codeDir,
      arn,
      durable: { executionTimeoutSec: 900, retentionDays: 1 },
      environment: {
        AWS_ENDPOINT_URL: endpoint,
        AWS_REGION: region,
        AWS_ACCESS_KEY_ID: own.accessKeyId,
        AWS_SECRET_ACCESS_KEY: own.secretAccessKey,
      },
      ...spec,
    });
    host.publish('subject', '1');
    host.publish('subject', 'live');
    host.resume();
    const client = new LambdaClient({ endpoint, region, credentials: root, maxAttempts: 1 });
    return {
      host,
      client,
      stop: async () => {
        client.destroy();
        await host.stop();
        await front.close();
      },
    };
  };

  let running = await start();
  return {
    faults,
    delivered,
    written,
    get host() {
      return running.host;
    },
    get client() {
      return running.client;
    },
    /** As after a kill of the whole cloud: nothing is waited for. */
    restart: async (awayMs = 0) => {
      await running.stop();
      await new Promise((resolve) => setTimeout(resolve, awayMs));
      running = await start();
    },
    stop: () => running.stop(),
    order: (order: Omit<Order, 'effects'>): Order => ({ ...order, effects }),
    /** What steps did, by their words, in order. */
    effects: (): string[] => (existsSync(effects) ? readFileSync(effects, 'utf8').trimEnd().split('\n') : []),
    /** Waits for the execution's end. */
    run: async (order: Omit<Order, 'effects'>, name?: string) => {
      const Payload = JSON.stringify({ ...order, effects });
      const answer = await running.client.send(
        new InvokeCommand({ FunctionName: `${arn}:live`, Payload, DurableExecutionName: name }),
      );
      return {
        arn: answer.DurableExecutionArn,
        failed: answer.FunctionError,
        result: JSON.parse(answer.Payload?.transformToString() ?? 'null') as unknown,
      };
    },
    /** Starts it and goes on. @returns its ARN */
    begin: async (order: Omit<Order, 'effects'>, name?: string): Promise<string> => {
      const answer = await running.client.send(
        new InvokeCommand({
          FunctionName: 'subject',
          Qualifier: 'live',
          InvocationType: 'Event',
          Payload: JSON.stringify({ ...order, effects }),
          DurableExecutionName: name,
        }),
      );
      return answer.DurableExecutionArn ?? '';
    },
    /** Empty until the function gave one out. */
    callbackId: (): string => {
      const text = existsSync(effects) ? readFileSync(effects, 'utf8') : '';
      return /^callback (.+)$/m.exec(text)?.[1] ?? '';
    },
    succeed: (CallbackId: string, result: unknown) =>
      running.client.send(
        new SendDurableExecutionCallbackSuccessCommand({ CallbackId, Result: Buffer.from(JSON.stringify(result)) }),
      ),
    fail: (CallbackId: string, ErrorMessage: string) =>
      running.client.send(
        new SendDurableExecutionCallbackFailureCommand({ CallbackId, Error: { ErrorType: 'Vendor', ErrorMessage } }),
      ),
    heartbeat: (CallbackId: string) =>
      running.client.send(new SendDurableExecutionCallbackHeartbeatCommand({ CallbackId })),
  };
}

export type LambdaUnderTest = Awaited<ReturnType<typeof aLambda>>;
