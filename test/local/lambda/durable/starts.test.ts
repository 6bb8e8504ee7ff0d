import {
  CheckpointDurableExecutionCommand,
  GetDurableExecutionCommand,
  InvokeCommand,
  ListDurableExecutionsByFunctionCommand,
  StopDurableExecutionCommand,
} from '@aws-sdk/client-lambda';
import { until } from '../../../support/until.ts';
import { eachLambda } from './started.ts';

const started = eachLambda();

describe('a start by name', () => {
  it('starts one execution for calls with the same payload', async () => {
    const lambda = await started();

    const both = await Promise.all([1, 2].map(() => lambda.run({ script: 'steps', id: 'o1' }, 'order-1')));
    const late = await lambda.run({ script: 'steps', id: 'o1' }, 'order-1');

    expect(new Set([...both, late].map(({ arn }) => arn)).size).toBe(1);
    expect(late.result).toMatchObject({ captured: 'capture o1' });
    expect(lambda.effects()).toHaveLength(3);
  });

  it('refuses another payload, while the first runs and after it ended', async () => {
    const lambda = await started();
    const refusal = { name: 'DurableExecutionAlreadyStartedException' };
    const first = lambda.run({ script: 'callback', id: 'o1' }, 'order-1');
    await until(() => lambda.callbackId() !== '');

    await expect(lambda.run({ script: 'callback', id: 'o2' }, 'order-1')).rejects.toMatchObject(refusal);
    await lambda.succeed(lambda.callbackId(), 'paid');
    await first;
    await expect(lambda.begin({ script: 'callback', id: 'o2' }, 'order-1')).rejects.toMatchObject(refusal);
  });
});

describe('a start is refused', () => {
  const cases = [
    ['without a version or alias', 'subject', undefined, 'InvalidParameterValueException'],
    ['by an alias that is not there', 'subject:nowhere', undefined, 'ResourceNotFoundException'],
    ['by a name that AWS does not take', 'subject:live', 'order 1', 'InvalidParameterValueException'],
  ] as const;
  for (const [why, FunctionName, DurableExecutionName, name] of cases)
    it(why, async () => {
      const lambda = await started();

      const call = new InvokeCommand({ FunctionName, DurableExecutionName, Payload: '{}' });
      await expect(lambda.client.send(call)).rejects.toMatchObject({ name });
      expect(lambda.host.durable.invocations()).toBe(0);
    });

  it('by a caller who waits for what may take longer than 15 minutes', async () => {
    const lambda = await started({ spec: { durable: { executionTimeoutSec: 901, retentionDays: 1 } } });

    await expect(lambda.run({ script: 'steps', id: 'o1' })).rejects.toThrow('greater than 15 minutes');
    await lambda.begin({ script: 'steps', id: 'o1' });
    await lambda.host.idle();
    expect(lambda.effects()).toHaveLength(3);
  });
});

it('refuses the checkpoint of a worker that was given up', async () => {
  const lambda = await started();
  const DurableExecutionArn = await lambda.begin({ script: 'callback', id: 'o1' });
  await until(() => lambda.callbackId() !== '');
  await lambda.host.idle();
  const update = { Id: 'x', Type: 'STEP', Action: 'SUCCEED', Payload: '1' } as const;

  const stale = new CheckpointDurableExecutionCommand({
    DurableExecutionArn,
    CheckpointToken: 'old',
    Updates: [update],
  });

  await expect(lambda.client.send(stale)).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: 'Invalid Checkpoint Token',
  });
  expect(lambda.host.durable.executions()[0]?.operations.has('x')).toBe(false);
});

it('lists, shows and stops executions', async () => {
  const lambda = await started();
  const DurableExecutionArn = await lambda.begin({ script: 'callback', id: 'o1' }, 'order-1');
  await lambda.run({ script: 'steps', id: 'o2' }, 'order-2');
  const list = async (Statuses: ('RUNNING' | 'SUCCEEDED' | 'STOPPED')[]) => {
    const call = new ListDurableExecutionsByFunctionCommand({ FunctionName: 'subject', Statuses });
    return (await lambda.client.send(call)).DurableExecutions?.map((each) => each.DurableExecutionName);
  };
  expect(await list(['RUNNING'])).toEqual(['order-1']);
  expect(await list(['SUCCEEDED'])).toEqual(['order-2']);

  const reason = { ErrorType: 'Support', ErrorMessage: 'closed by hand' };
  await lambda.client.send(new StopDurableExecutionCommand({ DurableExecutionArn, Error: reason }));

  expect(await list(['RUNNING'])).toEqual([]);
  const shown = await lambda.client.send(new GetDurableExecutionCommand({ DurableExecutionArn }));
  expect(shown).toMatchObject({ Status: 'STOPPED', Error: reason, DurableExecutionName: 'order-1', Version: '1' });
  expect(shown.EndTimestamp?.getTime()).toBeGreaterThanOrEqual(shown.StartTimestamp?.getTime() ?? Infinity);
});

it('sends the event of an execution that failed and that nobody waits for to the dead-letter queue', async () => {
  const deadLetter = 'arn:aws:sqs:ap-south-1:000000000000:failed';
  const lambda = await started({ spec: { asynchronous: { retriesMax: 2, ageMaxSec: 60, deadLetter } } });

  await lambda.begin({ script: 'broken', id: 'o1' });
  await lambda.begin({ script: 'steps', id: 'o2' });
  await lambda.host.idle();

  expect(lambda.delivered).toEqual([
    { arn: deadLetter, record: expect.objectContaining({ script: 'broken', id: 'o1' }) },
  ]);
});

it('takes no destination: AWS has none for durable functions', async () => {
  const lambda = await started();
  expect(() => lambda.host.changeAsynchronous('subject', { onFailure: 'arn:aws:s3:::parked' })).toThrow(
    'a durable function has no destinations',
  );
});

describe('a chained invocation', () => {
  it('waits for the end of the other execution', async () => {
    const lambda = await started();

    expect(await lambda.run({ script: 'chain', id: 'o1', target: 'subject:live' })).toMatchObject({
      result: { captured: 'capture o1' },
    });
  });

  it('fails without the permission to invoke', async () => {
    const lambda = await started({ mayInvoke: false });

    expect(await lambda.run({ script: 'chain', id: 'o1', target: 'subject:live' })).toMatchObject({
      failed: 'Unhandled',
      result: { errorMessage: expect.stringContaining('not authorized to perform: lambda:InvokeFunction') },
    });
    expect(lambda.effects()).toEqual([]);
  });
});
