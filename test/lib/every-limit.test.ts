import { statSync } from 'node:fs';
import { stageNames } from '../../lib/config/stages.ts';
import { listOf } from './support/policies.ts';
import { type Resource, resourcesOf, synthesized } from './support/synthesized.ts';

/** The text of a value that CloudFormation puts together, with names of resources as long as it makes them at most. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const { 'Fn::Join': join } = value as { 'Fn::Join'?: readonly [string, readonly unknown[]] };
  return join === undefined ? 'x'.repeat(150) : join[1].map(textOf).join(join[0]);
}

/** How many values CloudFormation or the service would still take, by what is counted; negative refuses the deploy. */
type Room = Record<string, number>;

const widgetsOf = ({ Properties }: Resource) =>
  (JSON.parse(textOf(Properties.DashboardBody)) as { widgets: { properties: Widget }[] }).widgets;
type Widget = { readonly alarms?: readonly string[]; readonly metrics?: readonly unknown[] };

const least = (numbers: readonly number[]): number => Math.min(...numbers);

describe.each(stageNames)('what AWS takes of %s', (stage) => {
  const app = synthesized(stage);
  const all = (type: string): readonly Resource[] => {
    const found = resourcesOf(app, type).map(([, resource]) => resource);
    expect(found).not.toHaveLength(0);
    return found;
  };
  const expectRoom = (room: Room) => expect(Object.entries(room).filter(([, left]) => !(left >= 0))).toEqual([]);

  it('is no larger than a stack may be', () => {
    for (const [stack, { Resources, Outputs = {} }] of Object.entries(app.templates))
      expectRoom({
        [`${stack}: bytes of the template`]: 1_000_000 - statSync(app.files[stack] ?? '').size,
        [`${stack}: resources`]: 500 - Object.keys(Resources).length,
        [`${stack}: outputs`]: 200 - Object.keys(Outputs).length,
      });
  });

  it('fits the HTTP API', () => {
    const audiences = all('AWS::ApiGatewayV2::Authorizer').map(
      ({ Properties }) => (Properties.JwtConfiguration as { Audience: readonly unknown[] }).Audience,
    );
    const throttling = all('AWS::ApiGatewayV2::Stage').map(
      ({ Properties }) =>
        Properties.DefaultRouteSettings as { ThrottlingRateLimit: number; ThrottlingBurstLimit: number },
    );
    expectRoom({
      routes: 300 - all('AWS::ApiGatewayV2::Route').length,
      integrations: 300 - all('AWS::ApiGatewayV2::Integration').length,
      audiences: least(audiences.map(({ length }) => 50 - length)),
      scopes: least(
        all('AWS::ApiGatewayV2::Route').map(
          ({ Properties }) => 10 - listOf(Properties.AuthorizationScopes ?? []).length,
        ),
      ),
      'requests a second': least(throttling.map(({ ThrottlingRateLimit }) => 10_000 - ThrottlingRateLimit)),
      'requests at once': least(throttling.map(({ ThrottlingBurstLimit }) => 5_000 - ThrottlingBurstLimit)),
      'bytes of the format of access logs': least(
        all('AWS::ApiGatewayV2::Stage').map(
          ({ Properties }) => 3_072 - (Properties.AccessLogSettings as { Format: string }).Format.length,
        ),
      ),
    });
  });

  it('fits functions and their roles', () => {
    const environments = all('AWS::Lambda::Function').map(({ Properties }) => {
      const { Variables } = Properties.Environment as { Variables: Record<string, unknown> };
      return Object.entries(Variables)
        .map(([name, value]) => `${name}=${textOf(value)}`)
        .join().length;
    });
    const policies = new Map<string, number>();
    for (const [id, { Properties }] of resourcesOf(app, 'AWS::IAM::Policy'))
      for (const role of Properties.Roles as readonly unknown[]) {
        const key = `${id.split('/')[0]} ${JSON.stringify(role)}`;
        // What names an ARN is shorter than the ARN; 100 for each is what a name of ours comes to at most.
        const references = JSON.stringify(Properties.PolicyDocument).match(/"(Ref|Fn::GetAtt|Fn::ImportValue)"/g) ?? [];
        const size = JSON.stringify(Properties.PolicyDocument).length + 100 * references.length;
        policies.set(key, (policies.get(key) ?? 0) + size);
      }
    expectRoom({
      'bytes of the environment': 4_096 - Math.max(...environments),
      'characters of inline policies': 10_240 - Math.max(...policies.values()),
      'characters of descriptions': least(
        all('AWS::Lambda::Function').map(({ Properties }) => 256 - String(Properties.Description).length),
      ),
    });
  });

  it('fits alarms and dashboards', () => {
    const metricsOf = ({ Properties }: Resource) => (Properties.Metrics ?? []) as readonly { MetricStat?: object }[];
    const spanSec = ({ Properties }: Resource): number =>
      Number(Properties.Period ?? 0) * Number(Properties.EvaluationPeriods);
    const alarms = all('AWS::CloudWatch::Alarm');
    const widgets = all('AWS::CloudWatch::Dashboard').flatMap((dashboard) => {
      expect(widgetsOf(dashboard).length).toBeLessThanOrEqual(500);
      return widgetsOf(dashboard).map(({ properties }) => properties);
    });
    expectRoom({
      'metrics of an expression': least(
        alarms.map((alarm) => 10 - metricsOf(alarm).filter(({ MetricStat }) => MetricStat !== undefined).length),
      ),
      'characters of descriptions': least(
        alarms.map(({ Properties }) => 1_024 - textOf(Properties.AlarmDescription).length),
      ),
      'seconds that are looked at': least(
        alarms.map((alarm) => (Number(alarm.Properties.Period ?? 0) < 3_600 ? 86_400 : 7 * 86_400) - spanSec(alarm)),
      ),
      'alarms of a widget': least(widgets.map(({ alarms = [] }) => 100 - alarms.length)),
      'metrics of a widget': least(widgets.map(({ metrics = [] }) => 500 - metrics.length)),
      'bytes of a dashboard': least(
        all('AWS::CloudWatch::Dashboard').map(({ Properties }) => 1_000_000 - textOf(Properties.DashboardBody).length),
      ),
    });
  });
});
