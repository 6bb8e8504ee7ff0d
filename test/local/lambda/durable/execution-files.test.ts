import { appendFileSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyChange, beginning, type Execution } from '../../../../local/lambda/durable/execution.ts';
import { openExecutionFiles } from '../../../../local/lambda/durable/execution-files.ts';

const dayMs = 24 * 60 * 60 * 1000;
const aDir = (): string => mkdtempSync(join(tmpdir(), 'sangam-files-'));
const anExecution = (name: string): Execution =>
  beginning({
    arn: `arn:aws:lambda:ap-south-1:000000000000:function:subject:1/durable-execution/${name}/id`,
    name,
    id: 'id',
    functionName: 'subject',
    version: '1',
    payload: '{}',
    startedAtMs: 0,
    timeoutAtMs: 1000,
    retentionDays: 2,
    isAsynchronous: false,
  });
const aStep = { id: 's', type: 'STEP', status: 'SUCCEEDED', startedAtMs: 1, result: '1' } as const;

it('reads back what was kept', () => {
  const dir = aDir();
  const execution = anExecution('order-1');
  const files = openExecutionFiles(dir, () => 0);
  files.create(execution);
  files.append(execution, { operations: [{ ...aStep, status: 'STARTED' }] });
  files.append(execution, { operations: [aStep], isSuspended: true });

  const [read] = openExecutionFiles(dir, () => 0).running();

  applyChange(execution, { operations: [aStep], isSuspended: true });
  expect(read).toEqual(execution);
});

it('drops a line that was cut off while it was written', () => {
  const dir = aDir();
  const execution = anExecution('order-1');
  const files = openExecutionFiles(dir, () => 0);
  files.create(execution);
  files.append(execution, { operations: [aStep] });
  const [file = ''] = readdirSync(join(dir, 'running'));
  appendFileSync(join(dir, 'running', file), '{"operations":[{"id":"t","typ');

  const again = openExecutionFiles(dir, () => 0);
  const [read] = again.running();

  expect([...(read?.operations.keys() ?? [])]).toEqual(['s']);
  if (read !== undefined) again.append(read, { isSuspended: true });
  expect(openExecutionFiles(dir, () => 0).running()[0]).toMatchObject({ isSuspended: true });
});

it('keeps an execution that ended, and its name, for as long as its function says', () => {
  const dir = aDir();
  const execution = anExecution('order-1');
  const files = openExecutionFiles(dir, () => 0);
  files.create(execution);
  files.append(execution, { ended: { status: 'SUCCEEDED', result: '1', atMs: 0 } });

  expect(files.running()).toEqual([]);
  expect(openExecutionFiles(dir, () => 2 * dayMs - 1).ended('subject', 'order-1')).toMatchObject({
    ended: { result: '1' },
  });
  expect(openExecutionFiles(dir, () => 2 * dayMs).ended('subject', 'order-1')).toBeUndefined();
  expect(openExecutionFiles(dir, () => 0).ended('subject', 'order-1')).toBeUndefined();
});
