import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FunctionSpec } from '../../../local/lambda/function-spec.ts';
import { aFunction, aHost } from './functions.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

function running(source: string, overrides: Partial<FunctionSpec> = {}, instancesMax?: number) {
  const all = aHost(aFunction(source, overrides), instancesMax);
  stops.push(all.host.stop);
  return all;
}

describe('an invocation', () => {
  it('answers what the handler returns, with event, environment and context as on AWS', async () => {
    const { host } = running(
      `export const handler = async (event, context) => ({
        event,
        home: process.env.HOME ?? null,
        table: process.env.TABLE,
        name: context.functionName,
        memory: context.memoryLimitInMB,
        left: context.getRemainingTimeInMillis(),
        id: context.awsRequestId,
      });`,
      { environment: { TABLE: 't1' }, timeoutSec: 7 },
    );

    const result = await host.invoke('arn:aws:lambda:ap-south-1:000000000000:function:subject:live', { a: [1] });

    expect(result).toEqual({
      kind: 'ok',
      payload: {
        event: { a: [1] },
        home: null,
        table: 't1',
        name: 'subject',
        memory: '128',
        left: expect.any(Number),
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    });
  });

  it('keeps an instance for the next event and its lines in front of the answer', async () => {
    const { host, written } = running(
      'let seen = 0; export const handler = async () => { console.log("line", ++seen); return seen; };',
    );

    expect(await host.invoke('subject', {})).toEqual({ kind: 'ok', payload: 1 });
    expect(written.join('')).toBe('line 1\n');
    expect(await host.invoke('subject', {})).toEqual({ kind: 'ok', payload: 2 });
  });

  it('answers the error that the handler throws and goes on with the same instance', async () => {
    const { host } = running(
      'let seen = 0; export const handler = async () => { if (seen++ === 0) throw new TypeError("no"); return seen; };',
    );

    expect(await host.invoke('subject', {})).toEqual({
      kind: 'error',
      errorType: 'TypeError',
      errorMessage: 'no',
      unhandled: false,
    });
    expect(await host.invoke('subject', {})).toEqual({ kind: 'ok', payload: 2 });
  });

  it('is cut off at the time limit, even in an endless loop, and the next one gets a new instance', async () => {
    const { host } = running(
      'let seen = 0; export const handler = async ({ spin }) => { seen++; while (spin) {} return seen; };',
      { timeoutSec: 0.2 },
    );
    await host.invoke('subject', {});

    expect(await host.invoke('subject', { spin: true })).toMatchObject({
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Task timed out after 0.20 seconds$/),
      unhandled: true,
    });
    expect(await host.invoke('subject', {})).toEqual({ kind: 'ok', payload: 1 });
  });

  it.each([
    ['exits', 'process.exit(3)', 'Runtime.ExitError', 'exit status 3'],
    [
      'loses a rejection',
      'Promise.reject(new Error("lost")); await new Promise(() => {})',
      'Runtime.UnhandledPromiseRejection',
      'lost',
    ],
    [
      'throws in a timer',
      'setTimeout(() => { throw new RangeError("late") }); await new Promise(() => {})',
      'RangeError',
      'late',
    ],
    [
      'uses more memory than it has',
      'const all = []; for (;;) all.push(new Array(1e5).fill({}))',
      'Runtime.ExitError',
      'memory',
    ],
  ])('fails when the function %s, and the next one gets a new instance', async (_, code, errorType, message) => {
    const { host } = running(
      `let seen = 0; export const handler = async ({ go }) => { seen++; if (go) { ${code} } return seen; };`,
      { memoryMb: 32 },
    );
    await host.invoke('subject', {});

    expect(await host.invoke('subject', { go: true })).toMatchObject({
      kind: 'error',
      errorType,
      errorMessage: expect.stringContaining(message),
      unhandled: true,
    });
    expect(await host.invoke('subject', {})).toEqual({ kind: 'ok', payload: 1 });
  });

  it.each([
    ['does not load', 'throw new SyntaxError("bad module")', 'SyntaxError'],
    ['has no such export', 'export const other = 1;', 'Runtime.HandlerNotFound'],
    [
      'takes a callback',
      'export const handler = (event, context, callback) => callback(null, 1);',
      'Runtime.CallbackHandlerDeprecated',
    ],
  ])('fails when the module %s', async (_, source, errorType) => {
    const { host } = running(source);

    expect(await host.invoke('subject', {})).toMatchObject({ kind: 'error', errorType, unhandled: true });
  });

  it('refuses an event above 6 MB, an answer above 6 MB, an answer that is no JSON, and an unknown name', async () => {
    const { host } = running(
      'export const handler = async ({ kind }) => (kind === "big" ? "x".repeat(7e6) : kind === "odd" ? { n: 1n } : null);',
    );

    const refusal = async (event: unknown, name = 'subject') =>
      (await host.invoke(name, event)) as { errorType?: string };
    expect((await refusal('x'.repeat(7e6))).errorType).toBe('RequestEntityTooLargeException');
    expect((await refusal({ kind: 'big' })).errorType).toBe('Function.ResponseSizeTooLarge');
    expect((await refusal({ kind: 'odd' })).errorType).toBe('Runtime.MarshalError');
    expect((await refusal({}, 'stranger')).errorType).toBe('ResourceNotFoundException');
  });
});

describe('several events at once', () => {
  // Each waits until two instances have begun, however long one takes to start.
  const slow = `import { mkdirSync, readdirSync } from 'node:fs';
    let busy = 0, most = 0;
    export const handler = async ({ begun }) => {
      most = Math.max(most, ++busy);
      const instance = process.env.AWS_SESSION_TOKEN;
      mkdirSync(begun + '/' + encodeURIComponent(instance), { recursive: true });
      while (readdirSync(begun).length < 2) await new Promise((done) => setTimeout(done, 5));
      busy--;
      return { most, instance };
    };`;
  const five = [1, 2, 3, 4, 5];

  it('run one per instance, on as many instances as the laptop bears, the others wait', async () => {
    const { host } = running(slow, {}, 2);

    const begun = mkdtempSync(join(tmpdir(), 'sangam-begun-'));
    const results = await Promise.all(five.map(() => host.invoke('subject', { begun })));

    const payloads = results.map((result) => (result.kind === 'ok' ? result.payload : result)) as {
      most: number;
      instance: string;
    }[];
    expect(payloads.every(({ most }) => most === 1)).toBe(true);
    expect(new Set(payloads.map(({ instance }) => instance)).size).toBe(2);
  });

  it('are throttled above the reserved concurrency', async () => {
    const { host } = running(slow, { reservedConcurrency: 2 });

    const begun = mkdtempSync(join(tmpdir(), 'sangam-begun-'));
    const results = await Promise.all(five.map(() => host.invoke('subject', { begun })));

    expect(results.filter(({ kind }) => kind === 'ok')).toHaveLength(2);
    expect(results[4]).toMatchObject({ errorType: 'TooManyRequestsException' });
  });
});

describe('a crash', () => {
  it('kills one instance: what runs there fails, others go on, a new one takes the next event', async () => {
    const { host } = running(
      'export const handler = async () => { await new Promise((done) => setTimeout(done, 300)); return process.env.AWS_SESSION_TOKEN; };',
      {},
      2,
    );
    await Promise.all([host.invoke('subject', {}), host.invoke('subject', {})]);

    const both = [host.invoke('subject', {}), host.invoke('subject', {})];
    host.crash('subject', 'subject/1');
    const results = await Promise.all(both);

    expect(results.map(({ kind }) => kind).sort()).toEqual(['error', 'ok']);
    expect(results.find(({ kind }) => kind === 'error')).toMatchObject({
      errorType: 'Runtime.ExitError',
      unhandled: true,
    });
    expect(await host.invoke('subject', {})).toMatchObject({ kind: 'ok' });
  });
});

describe('an asynchronous event', () => {
  const source = `let seen = 0;
    export const handler = async ({ failures }) => { if (seen++ < failures) throw new Error('attempt ' + seen); return seen; };`;

  it('is tried again until it works', async () => {
    const { host, delivered } = running(source, {
      asynchronous: { retriesMax: 2, ageMaxSec: 60, onSuccess: 'arn:ok' },
    });

    await host.invokeAsync('subject', { failures: 2 });
    await host.idle();

    expect(delivered).toMatchObject([
      {
        arn: 'arn:ok',
        record: { requestContext: { condition: 'Success', approximateInvokeCount: 3 }, responsePayload: 3 },
      },
    ]);
  });

  it('goes to the on-failure destination with its cause when the retries are used up', async () => {
    const { host, delivered } = running(source, {
      asynchronous: { retriesMax: 1, ageMaxSec: 60, onFailure: 'arn:failed', deadLetter: 'arn:dead' },
    });

    await host.invokeAsync('subject', { failures: 9 });
    await host.idle();

    expect(delivered).toMatchObject([
      { arn: 'arn:dead', record: { failures: 9 } },
      {
        arn: 'arn:failed',
        record: {
          requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 2 },
          requestPayload: { failures: 9 },
          responsePayload: { errorMessage: 'attempt 2' },
        },
      },
    ]);
  });
});
