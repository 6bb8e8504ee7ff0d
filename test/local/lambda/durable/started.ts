import { aLambda, type LambdaUnderTest, type Options } from './a-lambda.ts';
import { bundled } from './bundle-of.ts';

/** Registers the hooks of a test file. @returns how to start the function of `functions/order.ts` */
export function eachLambda(): (options?: Partial<Options>) => Promise<LambdaUnderTest> {
  let codeDir = '';
  const stops: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    codeDir = (await bundled('order')).folderOf('order');
  });
  afterEach(async () => {
    await Promise.all(stops.splice(0).map((stop) => stop()));
  });
  return async (options = {}) => {
    const lambda = await aLambda({ codeDir, ...options });
    stops.push(lambda.stop);
    return lambda;
  };
}
