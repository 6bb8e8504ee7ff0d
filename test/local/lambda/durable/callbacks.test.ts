import { until } from '../../../support/until.ts';
import { eachLambda } from './started.ts';

const started = eachLambda();

it('wakes the execution with what the callback is answered', async () => {
  const lambda = await started();
  const run = lambda.run({ script: 'callback', id: 'o1' });
  await until(() => lambda.callbackId() !== '');
  await lambda.host.idle();

  await lambda.succeed(lambda.callbackId(), { paid: true });

  expect((await run).result).toBe('{"paid":true}');
  expect(lambda.effects().filter((line) => line === 'hold o1')).toHaveLength(1);
});

it('takes an answer that comes before the function is suspended', async () => {
  const lambda = await started();
  // The step that hands the id out is still being checkpointed when the answer comes.
  lambda.faults.inject({ kind: 'delay', ms: 500, operation: 'CheckpointDurableExecution', skip: 3 });
  const run = lambda.run({ script: 'callback', id: 'o1' });
  await until(() => lambda.callbackId() !== '');

  await lambda.succeed(lambda.callbackId(), 'early');

  expect((await run).result).toBe('"early"');
  expect(lambda.effects()).toHaveLength(2);
});

it('fails the wait with the error that the callback is answered', async () => {
  const lambda = await started();
  const run = lambda.run({ script: 'callback', id: 'o1' });
  await until(() => lambda.callbackId() !== '');

  await lambda.fail(lambda.callbackId(), 'card blocked');

  expect((await run).result).toEqual({ given: expect.stringContaining('Callback'), up: 'card blocked' });
});

it('takes the first of two answers', async () => {
  const lambda = await started();
  const run = lambda.run({ script: 'callback', id: 'o1' });
  await until(() => lambda.callbackId() !== '');
  await lambda.host.idle();

  const answers = await Promise.allSettled(
    ['first', 'second'].map((each) => lambda.succeed(lambda.callbackId(), each)),
  );

  expect((await run).result).toBe('"first"');
  const [late] = answers.flatMap((each) => (each.status === 'rejected' ? [each.reason as Error] : []));
  expect(late?.name).toBe('CallbackTimeoutException');
  await expect(lambda.fail(lambda.callbackId(), 'third')).rejects.toMatchObject({ name: 'CallbackTimeoutException' });
});

it('times a callback out, and refuses its late answer', async () => {
  const lambda = await started();
  const run = lambda.run({ script: 'callback', id: 'o1', timeoutSec: 1 });
  await until(() => lambda.callbackId() !== '');

  expect((await run).result).toMatchObject({ given: 'CallbackTimeoutError', up: 'Callback timed out' });
  await expect(lambda.succeed(lambda.callbackId(), 'late')).rejects.toMatchObject({ name: 'CallbackTimeoutException' });
});

it('times a silent callback out', async () => {
  const lambda = await started();

  const { result } = await lambda.run({ script: 'callback', id: 'o1', heartbeatSec: 1 });

  expect(result).toMatchObject({ up: 'Callback timed out on heartbeat' });
});

it('moves the limit of a callback that is heard of', async () => {
  const lambda = await started();
  const run = lambda.run({ script: 'callback', id: 'o1', heartbeatSec: 600 });
  await until(() => lambda.callbackId() !== '');
  const limit = (): number => {
    const operations = lambda.host.durable.executions().flatMap((each) => [...each.operations.values()]);
    return operations.find(({ type }) => type === 'CALLBACK')?.heartbeatAtMs ?? 0;
  };
  const before = limit();
  expect(before).toBeGreaterThan(Date.now());

  await until(async () => {
    await lambda.heartbeat(lambda.callbackId());
    return limit() > before;
  });

  lambda.host.durable.expireCallbacks();
  expect((await run).result).toMatchObject({ up: 'Callback timed out' });
});

it('lets a test pass over the limit of a callback', async () => {
  const lambda = await started();
  const run = lambda.run({ script: 'callback', id: 'o1', timeoutSec: 600 });
  await until(() => lambda.callbackId() !== '');
  await lambda.host.idle();

  expect(lambda.host.durable.expireCallbacks()).toBe(1);

  expect((await run).result).toMatchObject({ given: 'CallbackTimeoutError' });
});

it('refuses an id that it never gave out', async () => {
  const lambda = await started();

  await expect(lambda.succeed('bm9uc2Vuc2U=', 1)).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
});
