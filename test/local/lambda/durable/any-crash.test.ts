import { eachLambda } from './started.ts';

const started = eachLambda();
const orders = ['o1', 'o2', 'o3', 'o4'];

it('brings every execution to its end, whatever calls its workers die at', async () => {
  const lambda = await started({ timeScale: 0.002 });
  lambda.faults.inject({ kind: 'crash', when: 'before', operation: 'CheckpointDurableExecution', probability: 0.1 });
  lambda.faults.inject({ kind: 'crash', when: 'during', operation: 'CheckpointDurableExecution', probability: 0.1 });
  lambda.faults.inject({ kind: 'crash', when: 'after', operation: 'CheckpointDurableExecution', probability: 0.1 });

  const results = await Promise.all(
    orders.flatMap((id) => [
      lambda.run({ script: 'steps', id }),
      lambda.run({ script: 'parallel', id }),
      lambda.run({ script: 'wait', id }),
    ]),
  );

  expect(lambda.faults.struck()).toBeGreaterThan(0);
  expect(results.map(({ result }) => result)).toEqual(
    orders.flatMap((id) => [
      { held: `hold ${id}`, asked: `ask ${id}`, captured: `capture ${id}` },
      [`left ${id}`, `right ${id}`],
      `after ${id}`,
    ]),
  );
  for (const id of orders) {
    const first = ['hold', 'ask', 'capture'].map((step) => lambda.effects().indexOf(`${step} ${id}`));
    const last = ['hold', 'ask', 'capture'].map((step) => lambda.effects().lastIndexOf(`${step} ${id}`));
    // Never again once the next step began: that a step ended was kept before.
    expect(last[0]).toBeLessThan(first[1] ?? 0);
    expect(last[1]).toBeLessThan(first[2] ?? 0);
  }
});
