import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { stageNames } from '../../lib/config/stages.ts';
import { root } from '../support/root.ts';
import { actionsOf, listOf, statementsOf } from './support/policies.ts';
import { type Resource, resourcesOf, synthesized } from './support/synthesized.ts';

/** Kinesis and S3 allow no narrower resource for these; each is a prefix of a bucket of ours. */
const prefixes =
  /\/(aws\/lambda|poison\/[a-z-]+|events|payouts\/(uploads|parts|results)|campaigns\/(audiences|wrong-lines|dry-runs))\/\*$/;

/** Templates say which registered sender a text goes out under. */
const sendersOfIndia = ':sender-id/*/IN';

/** An execution lies below the version it began with, which changes with each deploy. */
const onExecutions = new Set([
  'lambda:CheckpointDurableExecution',
  'lambda:GetDurableExecutionState',
  'lambda:SendDurableExecutionCallbackFailure',
  'lambda:SendDurableExecutionCallbackSuccess',
]);

const sourceOf = (...path: string[]): string => readFileSync(join(root, 'lambdas', ...path), 'utf8');

/** The shape that `parseEnv` is called with, and what it takes over from shapes of its domain. */
function shapeIn(source: string, domain: string): string {
  const [, shape = ''] = /parseEnv\(\{([\s\S]*?)\}\)/.exec(source) ?? [];
  const shared = [...shape.matchAll(/\.\.\.(\w+)/g)].map(([, name = '']) => {
    const [, file = ''] = new RegExp(`import \\{[^}]*\\b${name}\\b[^}]*\\} from '../(.+?)'`).exec(source) ?? [];
    return new RegExp(`export const ${name} = \\{([\\s\\S]*?)\\n\\}`).exec(sourceOf(domain, file))?.[1] ?? '';
  });
  return [shape, ...shared].join('\n');
}

/** Names of the variables that an entry reads when it loads. */
function variablesOf(entry: string): string[] {
  const [domain = ''] = entry.split('/');
  const source = sourceOf(entry, 'index.ts');
  const shapes = [
    shapeIn(source, domain),
    ...(source.includes('openDatabase()') ? [shapeIn(sourceOf('shared', 'open-database.ts'), 'shared')] : []),
  ];
  return [...shapes.join('\n').matchAll(/\b([A-Z][A-Z0-9_]+):/g)].map(([, name = '']) => name);
}

describe.each(stageNames)('every function of %s', (stage) => {
  const app = synthesized(stage);
  const all = (type: string): [string, Resource][] => {
    const found = resourcesOf(app, type);
    expect(found).not.toHaveLength(0);
    return found;
  };
  const aliases = () => all('AWS::Lambda::Alias').map(([id]) => ({ Ref: id.split('/')[1] }));
  const invoked = () =>
    all('AWS::IAM::Policy').flatMap(([, policy]) =>
      statementsOf(policy)
        .filter(({ Action }) => listOf(Action).includes('lambda:InvokeFunction'))
        .flatMap(({ Resource: resource }) => listOf(resource)),
    );
  const alarmText = () => JSON.stringify(all('AWS::CloudWatch::Alarm').map(([, alarm]) => alarm));

  it('has a role of its own without policies that AWS manages', () => {
    const functions = all('AWS::Lambda::Function');
    const roles = functions.map(([id, { Properties }]) => `${id.split('/')[0]}/${JSON.stringify(Properties.Role)}`);
    expect(new Set(roles).size).toBe(functions.length);
    for (const [id, { Properties }] of all('AWS::IAM::Role'))
      expect([id, Properties.ManagedPolicyArns]).toEqual([id, undefined]);
  });

  it('may do named things to named resources', () => {
    for (const [id, policy] of all('AWS::IAM::Policy')) {
      expect([id, actionsOf(policy).filter((action) => action.includes('*'))]).toEqual([id, []]);
      const wide = statementsOf(policy).flatMap(({ Action, Resource: resource }) => {
        const isOfExecutions = listOf(Action).every((action) => onExecutions.has(action));
        const ends = listOf(resource)
          .map(endOf)
          .filter((end) => end !== sendersOfIndia);
        return ends.filter((end) => end.includes('*') && !prefixes.test(end) && !(isOfExecutions && end === ':*'));
      });
      expect([id, wide]).toEqual([id, []]);
    }
  });

  it('opens data only through the service that keeps it', () => {
    const uses = all('AWS::IAM::Policy').flatMap(([id, policy]) =>
      statementsOf(policy)
        .filter(({ Action }) => listOf(Action).some((action) => action.startsWith('kms:')))
        .map(({ Condition }) => ({ id, condition: JSON.stringify(Condition) })),
    );
    expect(uses).not.toHaveLength(0);
    for (const { id, condition } of uses)
      expect([id, condition]).toEqual([id, expect.stringContaining('kms:ViaService')]);
  });

  it('cannot read what it parked, nor list customers', () => {
    const granted = new Set(all('AWS::IAM::Policy').flatMap(([, policy]) => actionsOf(policy)));
    expect([...granted].filter((action) => action.startsWith('s3:')).sort()).toEqual([
      's3:DeleteObject',
      's3:GetObject',
      's3:ListBucket',
      's3:PutObject',
    ]);
    const readable = all('AWS::IAM::Policy').flatMap(([, policy]) =>
      statementsOf(policy)
        .filter(({ Action }) => listOf(Action).includes('s3:GetObject'))
        .flatMap(({ Resource: resource }) => listOf(resource).map(endOf)),
    );
    for (const end of readable)
      expect(end).toMatch(/^\/(payouts\/(uploads|parts|results)|campaigns\/(audiences|wrong-lines|dry-runs))\/\*$/);
    const others = [...granted].filter((action) => !onExecutions.has(action) && action !== 'lambda:InvokeFunction');
    expect(others.filter((action) => /^(iam|sts|lambda|cognito-idp):/.test(action))).toEqual([]);
  });

  it('starts no other function but an alias of a durable one, or one whose failed events are kept', () => {
    const keeping = all('AWS::Lambda::EventInvokeConfig')
      .filter(([, { Properties }]) => JSON.stringify(Properties.DestinationConfig).includes('OnFailure'))
      .map(([, { Properties }]) => ({ 'Fn::GetAtt': [(Properties.FunctionName as { Ref: string }).Ref, 'Arn'] }));
    const started = invoked();
    expect(started).not.toHaveLength(0);
    for (const resource of started) expect([...aliases(), ...keeping]).toContainEqual(resource);
  });

  it('scans only the small tables of reference data', () => {
    const scanned = all('AWS::IAM::Policy').flatMap(([, policy]) =>
      statementsOf(policy)
        .filter(({ Action }) => listOf(Action).includes('dynamodb:Scan'))
        .flatMap(({ Resource: resource }) => listOf(resource).map((arn) => JSON.stringify(arn))),
    );
    expect(scanned).not.toHaveLength(0);
    for (const table of scanned) expect(table).toMatch(/App(Catalogue|Pool)Table/);
  });

  it('is told just what its source reads from the environment', () => {
    for (const [id, { Properties }] of all('AWS::Lambda::Function')) {
      const entry = String(app.functions[id]);
      const { Variables } = Properties.Environment as { Variables: Record<string, unknown> };
      const given = Object.keys(Variables).filter((name) => !/^(POWERTOOLS_|NODE_OPTIONS$)/.test(name));
      expect([id, given.sort()]).toEqual([id, variablesOf(entry).sort()]);
    }
  });

  it('writes to a log group of its own', () => {
    const functions = all('AWS::Lambda::Function');
    const groups = functions.map(([id, { Properties }]) => `${id}${JSON.stringify(Properties.LoggingConfig)}`);
    for (const group of groups) expect(group).toContain('"LogGroup":{"Ref"');
    expect(new Set(groups).size).toBe(functions.length);
  });

  it('runs on ARM with a limit to time and memory, and says what it is for', () => {
    for (const [id, { Properties }] of all('AWS::Lambda::Function'))
      expect([id, Properties]).toEqual([
        id,
        expect.objectContaining({
          Architectures: ['arm64'],
          Timeout: expect.any(Number),
          MemorySize: expect.any(Number),
          Description: expect.stringMatching(/\w+ \w+/),
        }),
      ]);
  });

  it('raises an alarm for its errors and one for its throttles', () => {
    const alarms = all('AWS::CloudWatch::Alarm');
    for (const metric of ['Errors', 'Throttles'])
      expect(alarms.filter(([, { Properties }]) => Properties.MetricName === metric)).toHaveLength(
        all('AWS::Lambda::Function').length,
      );
  });

  it('keeps the event of an asynchronous call that failed for good', () => {
    const clock = all('AWS::Events::Rule').filter(([, { Properties }]) => Properties.EventPattern === undefined);
    const kept = all('AWS::Lambda::EventInvokeConfig');
    for (const [id, { Properties }] of kept) {
      expect([id, JSON.stringify(Properties.DestinationConfig)]).toEqual([id, expect.stringContaining('ParkedBucket')]);
      expect(Properties.MaximumRetryAttempts).toBeLessThanOrEqual(2);
    }
    // The scheduled ones, those that campaigns start, and the migrations, which CloudFormation calls without waiting.
    const called = invoked().filter((resource) => !aliases().some((alias) => isDeepStrictEqual(alias, resource)));
    expect(called).not.toHaveLength(0);
    expect(kept).toHaveLength(clock.length + called.length + all('Custom::Migrations').length);
  });

  it('keeps the event of a durable execution that failed in a queue: those have no destinations', () => {
    const durable = all('AWS::Lambda::Function').filter(([, { Properties }]) => Properties.DurableConfig !== undefined);
    expect(durable).not.toHaveLength(0);
    const withDestinations = all('AWS::Lambda::EventInvokeConfig').map(
      ([id, { Properties }]) => `${id.split('/')[0]}/${(Properties.FunctionName as { Ref: string }).Ref}`,
    );
    for (const [id, { Properties }] of durable) {
      const [stack] = id.split('/');
      const { TargetArn } = (Properties.DeadLetterConfig ?? {}) as { TargetArn?: { 'Fn::GetAtt': [string, 'Arn'] } };
      const [queue] = all('AWS::SQS::Queue').filter(([each]) => each === `${stack}/${TargetArn?.['Fn::GetAtt'][0]}`);
      expect([id, queue?.[1].Properties.KmsMasterKeyId]).toEqual([id, expect.anything()]);
      expect(withDestinations).not.toContain(id);
    }
  });

  it('runs by the clock every ten minutes at most, and is missed when it does not', () => {
    const scheduled = all('AWS::Events::Rule').filter(([, { Properties }]) => Properties.EventPattern === undefined);
    expect(scheduled).not.toHaveLength(0);
    for (const [, { Properties }] of scheduled) {
      const [, count, unit] = /^rate\((\d+) (minutes|days?)\)$/.exec(String(Properties.ScheduleExpression)) ?? [];
      const [, onTheClock] = /^cron\(0\/(\d+) \* \* \* \? \*\)$/.exec(String(Properties.ScheduleExpression)) ?? [];
      expect(Number(onTheClock ?? Number(count) * (unit === 'minutes' ? 1 : 1440))).toBeGreaterThanOrEqual(10);
    }
    expect(alarmText()).toContain('"MetricName":"Invocations"');
  });
});

/** The last piece of an ARN, joined or not: where a wildcard would stand. */
function endOf(resource: unknown): string {
  if (typeof resource === 'string') return resource;
  const { 'Fn::Join': join } = resource as { 'Fn::Join'?: readonly [string, readonly unknown[]] };
  return join === undefined ? '' : String(join[1].at(-1));
}
