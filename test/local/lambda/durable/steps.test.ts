import { aLambda, type LambdaUnderTest, type Options } from './a-lambda.ts';
import { bundleOf } from './bundle-of.ts';

let codeDir: string;
const stops: (() => Promise<void>)[] = [];
beforeAll(async () => {
  codeDir = await bundleOf('order');
}, 60_000);
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

async function started(options: Partial<Options> = {}): Promise<LambdaUnderTest> {
  const lambda = await aLambda({ codeDir, ...options });
  stops.push(lambda.stop);
  return lambda;
}

it('runs the steps of an execution once and answers their result', async () => {
  const lambda = await started();

  expect(await lambda.run({ script: 'steps', id: 'o1' })).toEqual({
    arn: expect.stringMatching(/:function:subject:1\/durable-execution\/[^/]+\/[^/]+$/),
    failed: undefined,
    result: { held: 'hold o1', asked: 'ask o1', captured: 'capture o1' },
  });
  expect(lambda.effects()).toEqual(['hold o1', 'ask o1', 'capture o1']);
}, 30_000);
