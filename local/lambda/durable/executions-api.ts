import { type Answer, AwsError, jsonAnswer } from '../../services/call.ts';
import type { LambdaCall } from '../../services/lambda-call.ts';
import { functionNamed } from '../function-name.ts';
import { readCallbackId } from './callback-id.ts';
import type { Engine } from './engine.ts';
import { type Execution, nameInArn, statusOf } from './execution.ts';
import type { ExecutionFiles } from './execution-files.ts';
import { isFinished, type Operation } from './operation.ts';
import { errorObject, invalidParameter, parseCheckpoint } from './update.ts';
import { asSeconds, onWire } from './wire.ts';

export type ExecutionsApiOptions = {
  readonly engine: Engine;
  readonly files: ExecutionFiles;
  readonly isFunction: (name: string) => boolean;
  readonly now: () => number;
};

const resultMaxBytes = 256 * 1024;
const itemsMaxDefault = 100;

/** The calls of the Lambda API about durable executions. */
export function makeExecutionsApi({ engine, files, isFunction, now }: ExecutionsApiOptions) {
  const find = (arn: string): Execution => {
    const named = nameInArn(arn);
    const ended = named === undefined ? undefined : files.ended(named.functionName, named.name);
    const found = engine.find(arn) ?? (ended?.head.arn === arn ? ended : undefined);
    if (found === undefined) throw new AwsError('ResourceNotFoundException', 'Durable Execution does not exist', 404);
    return found;
  };

  const answerCallback = (callbackId: string, answer: Partial<Operation>): Answer => {
    const { executionArn, operationId } = readCallbackId(callbackId);
    const operation = engine.find(executionArn)?.operations.get(operationId);
    if (operation === undefined || isFinished(operation))
      throw new AwsError('CallbackTimeoutException', 'The callback has expired or was answered before.');
    engine.settle(executionArn, { ...operation, ...answer });
    return jsonAnswer({});
  };

  const operations: Readonly<Record<string, (call: LambdaCall, body: Buffer) => Answer>> = {
    CheckpointDurableExecution: ({ target }, body) => {
      const { token, operations } = engine.checkpoint(target, parseCheckpoint(jsonIn(body)));
      return jsonAnswer({
        CheckpointToken: token,
        NewExecutionState: { Operations: operations.map((operation) => onWire(operation, asSeconds)) },
      });
    },
    GetDurableExecutionState: ({ target, query }) => {
      const itemsMax = query.has('MaxItems') ? Number(query.get('MaxItems')) : undefined;
      const token = query.get('CheckpointToken') ?? '';
      const page = engine.state(target, token, query.get('Marker') ?? undefined, itemsMax);
      const Operations = page.operations.map((operation) => onWire(operation, asSeconds));
      return jsonAnswer({ Operations, NextMarker: page.nextMarker });
    },
    GetDurableExecution: ({ target }) => {
      const execution = find(target);
      const { head, ended } = execution;
      return jsonAnswer({
        ...summaryOf(execution),
        InputPayload: head.payload,
        ...(ended?.status === 'SUCCEEDED' && { Result: ended.result }),
        ...(ended !== undefined && ended.status !== 'SUCCEEDED' && { Error: ended.error }),
        Version: head.version,
      });
    },
    ListDurableExecutionsByFunction: ({ target, query }) => {
      const { name, qualifier } = functionNamed(target);
      if (!isFunction(name)) throw new AwsError('ResourceNotFoundException', `Function not found: ${target}`, 404);
      const version = query.get('Qualifier') ?? qualifier;
      const wanted = [...engine.running(), ...files.allEnded()].filter(
        (execution) =>
          execution.head.functionName === name &&
          (version === undefined || execution.head.version === version) &&
          isAsked(execution, query),
      );
      const order = query.get('ReverseOrder') === 'true' ? -1 : 1;
      const sorted = wanted.toSorted((a, b) => order * (a.head.startedAtMs - b.head.startedAtMs));
      const from = Number(query.get('Marker') ?? 0);
      const to = from + Number(query.get('MaxItems') ?? itemsMaxDefault);
      return jsonAnswer({
        DurableExecutions: sorted.slice(from, to).map(summaryOf),
        ...(to < sorted.length && { NextMarker: String(to) }),
      });
    },
    StopDurableExecution: ({ target }, body) => {
      const execution = find(target);
      const parsed = errorObject.safeParse(body.length === 0 ? {} : jsonIn(body));
      if (!parsed.success) throw invalidParameter('The error is not an ErrorObject.');
      engine.stopExecution(target, { status: 'STOPPED', error: parsed.data });
      return jsonAnswer({ StopTimestamp: asSeconds(execution.ended?.atMs ?? now()) });
    },
    SendDurableExecutionCallbackSuccess: ({ target }, body) => {
      if (body.length > resultMaxBytes) throw invalidParameter('The result is larger than 256 KB.');
      const result = body.length === 0 ? undefined : body.toString('utf8');
      return answerCallback(target, { status: 'SUCCEEDED', endedAtMs: now(), result });
    },
    SendDurableExecutionCallbackFailure: ({ target }, body) => {
      const parsed = errorObject.safeParse(body.length === 0 ? {} : jsonIn(body));
      if (!parsed.success) throw invalidParameter('The error is not an ErrorObject.');
      return answerCallback(target, { status: 'FAILED', endedAtMs: now(), error: parsed.data });
    },
    SendDurableExecutionCallbackHeartbeat: ({ target }) => {
      const { executionArn, operationId } = readCallbackId(target);
      const { heartbeatMs } = engine.find(executionArn)?.operations.get(operationId) ?? {};
      return answerCallback(target, heartbeatMs === undefined ? {} : { heartbeatAtMs: now() + heartbeatMs });
    },
  };

  /** @throws AwsError in the words of the Lambda API */
  return (call: LambdaCall, body: Buffer): Answer => {
    const handle = operations[call.operation];
    if (handle === undefined)
      throw new AwsError('UnsupportedOperation', `lambda:${call.operation} has no stand-in on the laptop.`);
    return handle(call, body);
  };
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_Execution.html */
function summaryOf({ head, ended }: Execution): object {
  return {
    DurableExecutionArn: head.arn,
    DurableExecutionName: head.name,
    FunctionArn: head.arn.slice(0, head.arn.indexOf('/')),
    Status: statusOf({ ended }),
    StartTimestamp: asSeconds(head.startedAtMs),
    ...(ended !== undefined && { EndTimestamp: asSeconds(ended.atMs) }),
  };
}

function isAsked(execution: Execution, query: URLSearchParams): boolean {
  const { name, startedAtMs } = execution.head;
  const statuses = query.getAll('Statuses');
  const [wanted, after, before] = ['DurableExecutionName', 'StartedAfter', 'StartedBefore'].map((key) =>
    query.get(key),
  );
  return (
    (!wanted || wanted === name) &&
    (statuses.length === 0 || statuses.includes(statusOf(execution))) &&
    (!after || startedAtMs > Date.parse(after)) &&
    (!before || startedAtMs < Date.parse(before))
  );
}

function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw invalidParameter('The body is not JSON.');
  }
}
