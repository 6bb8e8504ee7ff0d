import { eachLambda } from './started.ts';

const started = eachLambda();
const steps = ['hold o1', 'ask o1', 'capture o1'];

it('runs the steps of an execution once and answers their result', async () => {
  const lambda = await started();

  expect(await lambda.run({ script: 'steps', id: 'o1' })).toEqual({
    arn: expect.stringMatching(/:function:subject:1\/durable-execution\/[^/]+\/[^/]+$/),
    failed: undefined,
    result: { held: 'hold o1', asked: 'ask o1', captured: 'capture o1' },
  });
  expect(lambda.effects()).toEqual(steps);
});

it('answers the error of a handler that gives up', async () => {
  const lambda = await started();

  expect(await lambda.run({ script: 'broken', id: 'o1' })).toMatchObject({
    failed: 'Unhandled',
    result: { errorType: 'TypeError', errorMessage: 'no such order' },
  });
});

it('runs two executions at once without mixing them up', async () => {
  const lambda = await started();

  const both = await Promise.all(['o1', 'o2'].map((id) => lambda.run({ script: 'steps', id })));

  expect(both.map(({ result }) => result)).toMatchObject([{ held: 'hold o1' }, { held: 'hold o2' }]);
  expect(lambda.effects().toSorted()).toEqual(['ask o1', 'ask o2', 'capture o1', 'capture o2', 'hold o1', 'hold o2']);
});

it('tries a step again after its delay until it works', async () => {
  const lambda = await started({ timeScale: 0.001 });

  expect(await lambda.run({ script: 'retry', id: 'o1', failures: 2 })).toMatchObject({ result: 3 });
  expect(lambda.effects()).toEqual(['attempt o1 1', 'attempt o1 2', 'attempt o1 3']);
});

it('fails the execution when a step uses up its attempts', async () => {
  const lambda = await started({ timeScale: 0.001 });

  expect(await lambda.run({ script: 'retry', id: 'o1', failures: 9 })).toMatchObject({
    failed: 'Unhandled',
    result: { errorMessage: 'attempt 5 fails' },
  });
  expect(lambda.effects()).toHaveLength(5);
});

it('runs branches side by side, each with waits of its own', async () => {
  const lambda = await started({ timeScale: 0.01 });

  expect(await lambda.run({ script: 'parallel', id: 'o1' })).toMatchObject({ result: ['left o1', 'right o1'] });
  expect(lambda.effects()).toEqual(['left o1', 'right o1']);
});

it('hands a large state over in pages', async () => {
  const lambda = await started({ timeScale: 0.01 });

  expect(await lambda.run({ script: 'large', id: 'o1' })).toMatchObject({ result: 1_600_000 });
  expect(lambda.effects()).toHaveLength(8);
  expect(lambda.host.durable.invocations()).toBe(2);
});

describe('a worker that dies at a checkpoint', () => {
  // The starts and ends of three steps make at least three checkpoints, however they are batched.
  for (const when of ['before', 'during', 'after'] as const)
    for (const skip of [0, 1, 2])
      it(`${when} checkpoint ${skip + 1} leaves an execution that goes on`, async () => {
        const lambda = await started({ timeScale: 0.1 });
        lambda.faults.inject({ kind: 'crash', when, operation: 'CheckpointDurableExecution', skip, times: 1 });

        const { result } = await lambda.run({ script: 'steps', id: 'o1' });

        expect(lambda.faults.struck()).toBe(1);
        expect(result).toEqual({ held: 'hold o1', asked: 'ask o1', captured: 'capture o1' });
        // Only the step whose end was not kept runs again.
        const again = lambda.effects().length - steps.length;
        expect(again).toBeLessThanOrEqual(1);
        if (when !== 'before') expect(again).toBe(0);
        expect([...new Set(lambda.effects())]).toEqual(steps);
      });
});

it('goes on after a function that was timed out', async () => {
  const lambda = await started({ timeScale: 0.1, spec: { timeoutSec: 3 } });
  lambda.faults.inject({ kind: 'delay', ms: 5000, operation: 'CheckpointDurableExecution', skip: 1, times: 1 });

  expect(await lambda.run({ script: 'steps', id: 'o1' })).toMatchObject({ result: { captured: 'capture o1' } });
  expect(lambda.effects().filter((line) => line === 'hold o1')).toHaveLength(1);
});

it('keeps trying while checkpoints are throttled', async () => {
  const lambda = await started({ timeScale: 0.01 });
  lambda.faults.inject({ kind: 'throttle', operation: 'CheckpointDurableExecution', times: 4 });

  expect(await lambda.run({ script: 'steps', id: 'o1' })).toMatchObject({ result: { captured: 'capture o1' } });
});

it('gives up an execution that takes longer than it may', async () => {
  const lambda = await started({ spec: { durable: { executionTimeoutSec: 1, retentionDays: 1 } } });

  expect(await lambda.run({ script: 'wait', id: 'o1' })).toMatchObject({
    failed: 'Unhandled',
    result: { errorType: 'Execution.Timeout', errorMessage: 'Execution timed out after 1 seconds' },
  });
  expect(lambda.effects()).not.toContain('after o1');
});
