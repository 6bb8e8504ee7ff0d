import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { makeMigrate } from '../../../lambdas/platform/migrate/handler.ts';
import { silentLog, unexpected } from '../../support/fakes.ts';

const event = (RequestType: 'Create' | 'Update' | 'Delete') =>
  ({
    RequestType,
    StackId: 'stack',
    RequestId: 'request',
    LogicalResourceId: 'Migrations',
    ResponseURL: 'https://answer.here',
  }) as CloudFormationCustomResourceEvent;

describe('migrate', () => {
  it.each(['Create', 'Update'] as const)('migrates on %s and tells what it applied', async (type) => {
    const answers: unknown[] = [];
    let enabled = 0;
    await makeMigrate({
      migrate: async () => [3, 4],
      enableRoles: async () => {
        enabled++;
      },
      answer: async (url, body) => {
        answers.push([url, body]);
      },
      log: silentLog,
    })(event(type));
    expect(enabled).toBe(1);
    expect(answers).toEqual([
      [
        'https://answer.here',
        {
          Status: 'SUCCESS',
          StackId: 'stack',
          RequestId: 'request',
          LogicalResourceId: 'Migrations',
          PhysicalResourceId: 'sangam-database-schema',
          Data: { Versions: '3,4' },
        },
      ],
    ]);
  });

  it('keeps the data on Delete', async () => {
    const answers: object[] = [];
    await makeMigrate({
      migrate: unexpected('migrate'),
      enableRoles: unexpected('enableRoles'),
      answer: async (_, body) => {
        answers.push(body);
      },
      log: silentLog,
    })(event('Delete'));
    expect(answers).toEqual([expect.objectContaining({ Status: 'SUCCESS' })]);
  });

  it('tells CloudFormation why it failed, so that the deploy does not wait', async () => {
    const answers: object[] = [];
    await makeMigrate({
      migrate: async () => {
        throw new Error('Migration 2 was edited');
      },
      enableRoles: unexpected('enableRoles'),
      answer: async (_, body) => {
        answers.push(body);
      },
      log: silentLog,
    })(event('Update'));
    expect(answers).toEqual([expect.objectContaining({ Status: 'FAILED', Reason: 'Migration 2 was edited' })]);
  });
});
