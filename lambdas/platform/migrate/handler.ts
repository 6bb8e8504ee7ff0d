import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import type { Log } from '../../shared/log.ts';

export type MigrateDeps = {
  /** Applies what is new. @returns the versions applied */
  readonly migrate: () => Promise<readonly number[]>;
  /** Lets the application's roles log in with the passwords of their secrets. */
  readonly enableRoles: () => Promise<void>;
  /** Tells CloudFormation, at the address it gave. */
  readonly answer: (url: string, body: object) => Promise<void>;
  readonly log: Log;
};

/** The database is one thing whatever is deployed: a new id would make CloudFormation delete the old one. */
const physicalResourceId = 'sangam-database-schema';

/** CloudFormation's custom resource: create and update migrate, delete keeps the data. It always gets an answer. */
export function makeMigrate({ migrate, enableRoles, answer, log }: MigrateDeps) {
  return async (event: CloudFormationCustomResourceEvent): Promise<void> => {
    const { StackId, RequestId, LogicalResourceId, ResponseURL, RequestType } = event;
    const about = { StackId, RequestId, LogicalResourceId, PhysicalResourceId: physicalResourceId };
    try {
      let applied: readonly number[] = [];
      if (RequestType !== 'Delete') {
        applied = await migrate();
        await enableRoles();
      }
      log.info('migrations.applied', { request: RequestType, versions: applied.join(',') });
      await answer(ResponseURL, { ...about, Status: 'SUCCESS', Data: { Versions: applied.join(',') } });
    } catch (error) {
      log.error('migrations.failed', error, { request: RequestType });
      const reason = error instanceof Error ? error.message : String(error);
      await answer(ResponseURL, { ...about, Status: 'FAILED', Reason: reason.slice(0, 1000) });
    }
  };
}
