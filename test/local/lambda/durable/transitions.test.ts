import type { Operation } from '../../../../local/lambda/durable/operation.ts';
import { visibleOperations } from '../../../../local/lambda/durable/state-pages.ts';
import { applyUpdates } from '../../../../local/lambda/durable/transitions.ts';
import type { Update } from '../../../../local/lambda/durable/update.ts';

const moment = { nowMs: 1000, delayMs: (seconds: number) => seconds * 1000, callbackIdOf: (id: string) => `cb-${id}` };
const known = (...operations: readonly Operation[]) => new Map(operations.map((each) => [each.id, each]));
const apply = (operations: ReadonlyMap<string, Operation>, ...updates: readonly Update[]) =>
  applyUpdates(operations, updates, 'execution', moment);
const started: Operation = { id: 's', type: 'STEP', status: 'STARTED', startedAtMs: 0 };

it('counts an attempt when a step ends, and dates the next one', () => {
  const retry: Update = {
    Id: 's',
    Type: 'STEP',
    Action: 'RETRY',
    Error: { ErrorMessage: 'no' },
    StepOptions: { NextAttemptDelaySeconds: 5 },
  };

  expect(apply(known(started), retry)).toMatchObject([{ status: 'PENDING', attempt: 1, dueAtMs: 6000 }]);
  expect(
    apply(known({ ...started, status: 'READY', attempt: 1 }), {
      Id: 's',
      Type: 'STEP',
      Action: 'SUCCEED',
      Payload: '1',
    }),
  ).toMatchObject([{ status: 'SUCCEEDED', attempt: 2, result: '1', endedAtMs: 1000 }]);
});

describe('a checkpoint is refused', () => {
  const done: Operation = { ...started, status: 'SUCCEEDED' };
  const wait: Operation = { id: 'w', type: 'WAIT', status: 'STARTED', startedAtMs: 0 };
  const cases: readonly [why: string, operations: readonly Operation[], update: Update][] = [
    ['that ends a step twice', [done], { Id: 's', Type: 'STEP', Action: 'SUCCEED' }],
    ['that starts a step twice', [started], { Id: 's', Type: 'STEP', Action: 'START' }],
    [
      'that makes a step a wait',
      [started],
      { Id: 's', Type: 'WAIT', Action: 'START', WaitOptions: { WaitSeconds: 1 } },
    ],
    ['that ends a wait itself', [wait], { Id: 'w', Type: 'WAIT', Action: 'SUCCEED' }],
    ['with a wait of unknown length', [], { Id: 'w', Type: 'WAIT', Action: 'START' }],
    ['below a parent that is not there', [], { Id: 's', Type: 'STEP', Action: 'START', ParentId: 'p' }],
    [
      'with an error of more than 32 KB',
      [],
      { Id: 's', Type: 'STEP', Action: 'FAIL', Error: { ErrorMessage: 'x'.repeat(33_000) } },
    ],
  ];
  for (const [why, operations, update] of cases)
    it(why, () => {
      expect(() => apply(known(...operations), update)).toThrow(
        expect.objectContaining({ code: 'InvalidParameterValueException' }),
      );
    });
});

it('takes an execution-wide result under whatever id the function invents', () => {
  const execution: Operation = { id: 'execution', type: 'EXECUTION', status: 'STARTED', startedAtMs: 0 };

  expect(
    apply(known(execution), { Id: 'execution-result-1', Type: 'EXECUTION', Action: 'SUCCEED', Payload: '1' }),
  ).toMatchObject([{ id: 'execution', status: 'SUCCEEDED', result: '1' }]);
});

it('hides what a finished context did, unless it asks for it', () => {
  const context: Operation = { id: 'c', type: 'CONTEXT', status: 'SUCCEEDED', startedAtMs: 0 };
  const child: Operation = { ...started, parentId: 'c' };
  const ids = (operations: Map<string, Operation>) => visibleOperations(operations).map(({ id }) => id);

  expect(ids(known(context, child))).toEqual(['c']);
  expect(ids(known({ ...context, replayChildren: true }, child))).toEqual(['c', 's']);
  expect(ids(known({ ...context, status: 'STARTED' }, child))).toEqual(['c', 's']);
});
