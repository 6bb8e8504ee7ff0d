import { until } from '../../../support/until.ts';
import { eachLambda } from './started.ts';

const started = eachLambda();

it('ends a wait on time although everything was stopped meanwhile', async () => {
  const lambda = await started({ timeScale: 0.05 });
  const arn = await lambda.begin({ script: 'wait', id: 'o1' }, 'order-1');
  await until(() => lambda.effects().length === 1 && lambda.host.durable.executions()[0]?.isSuspended === true);

  await lambda.restart();

  expect(await lambda.run({ script: 'wait', id: 'o1' }, 'order-1')).toMatchObject({ arn, result: 'after o1' });
  expect(lambda.effects()).toEqual(['before o1', 'after o1']);
});

it('ends a wait that was over while everything was stopped', async () => {
  const lambda = await started({ timeScale: 0.02 });
  await lambda.begin({ script: 'wait', id: 'o1' }, 'order-1');
  await until(() => lambda.host.durable.executions()[0]?.isSuspended === true);

  await lambda.restart(1500);
  await lambda.host.idle();

  expect(lambda.effects()).toEqual(['before o1', 'after o1']);
});

it('goes on with a step that a stop of everything cut off', async () => {
  const lambda = await started();
  lambda.faults.inject({ kind: 'delay', ms: 1000, operation: 'CheckpointDurableExecution', skip: 2, times: 1 });
  await lambda.begin({ script: 'steps', id: 'o1' });
  await until(() => lambda.effects().includes('ask o1'));

  await lambda.restart();
  await lambda.host.idle();

  expect(lambda.effects().filter((line) => line === 'hold o1')).toHaveLength(1);
  expect(lambda.effects().at(-1)).toBe('capture o1');
});

it('takes the answer of a callback that was given out before the restart', async () => {
  const lambda = await started();
  await lambda.begin({ script: 'callback', id: 'o1' }, 'order-1');
  await until(() => lambda.callbackId() !== '');
  await lambda.host.idle();

  await lambda.restart();
  expect(lambda.host.durable.invocations()).toBe(0);
  await lambda.succeed(lambda.callbackId(), 'paid');

  expect((await lambda.run({ script: 'callback', id: 'o1' }, 'order-1')).result).toBe('"paid"');
  expect(lambda.effects()).toHaveLength(2);
});

it('times out a callback whose limit passed while everything was stopped', async () => {
  const lambda = await started();
  await lambda.begin({ script: 'callback', id: 'o1', timeoutSec: 1 }, 'order-1');
  await until(() => lambda.callbackId() !== '');

  await lambda.restart();

  expect((await lambda.run({ script: 'callback', id: 'o1', timeoutSec: 1 }, 'order-1')).result).toMatchObject({
    given: 'CallbackTimeoutError',
  });
});

it('remembers the result of an execution that ended before the restart', async () => {
  const lambda = await started();
  const before = await lambda.run({ script: 'steps', id: 'o1' }, 'order-1');

  await lambda.restart();

  expect(await lambda.run({ script: 'steps', id: 'o1' }, 'order-1')).toEqual(before);
  expect(lambda.effects()).toHaveLength(3);
});
