import { CfnOutput, Duration, type RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config/stage.ts';
import { HttpEndpoint } from '../constructs/http-endpoint.ts';
import { PublicApi } from '../constructs/public-api.ts';
import { SignIn } from '../constructs/sign-in.ts';
import type { FunctionSettings } from '../constructs/typescript-function.ts';
import { routesOf } from './routes.ts';

export interface EdgeStackProps extends StackProps {
  readonly stage: StageConfig;
  readonly removal: RemovalPolicy;
  readonly settings: FunctionSettings;
  readonly signInPrefix: string;
}

/** Where requests come in: who may call, how often, and what the API looks like. */
export class EdgeStack extends Stack {
  readonly front: PublicApi;
  readonly docs: HttpEndpoint;

  constructor(scope: Construct, id: string, { stage, removal, settings, signInPrefix, ...props }: EdgeStackProps) {
    super(scope, id, props);
    const signIn = new SignIn(this, 'SignIn', {
      config: stage.signIn,
      vendors: stage.vendors.clients,
      addressPrefix: signInPrefix,
      removal,
      deletionProtection: stage.database.deletionProtection,
    });
    const hostName = stage.front?.originName ?? stage.domain?.name;
    this.front = new PublicApi(this, 'PublicApi', {
      signIn,
      config: stage.api,
      ...(hostName === undefined ? {} : { hostName }),
      domain: stage.domain,
      logKey: settings.logKey,
      logRetention: settings.logRetention,
      removal,
    });
    this.docs = new HttpEndpoint(this, 'ApiDocs', {
      settings,
      front: this.front,
      entry: 'edge/api-docs',
      routes: routesOf('edge/api-docs'),
      description: 'The OpenAPI document and its page',
      environment: {},
      memoryMb: 256,
      timeout: Duration.seconds(10),
      latencyMaxMs: stage.api.latencyMaxMs,
      impact: 'Developers cannot read the API reference; callers notice nothing.',
    });
    this.raiseRefusalAlarm(settings);

    const address = hostName === undefined ? this.front.api.apiEndpoint : `https://${stage.domain?.name ?? hostName}`;
    new CfnOutput(this, 'ApiUrl', { value: address });
    new CfnOutput(this, 'UserPoolId', { value: signIn.userPool.userPoolId });
    new CfnOutput(this, 'MobileClientId', { value: signIn.mobile.userPoolClientId });
    new CfnOutput(this, 'PhpServerClientId', { value: signIn.phpServer.userPoolClientId });
    new CfnOutput(this, 'OperationsClientId', { value: signIn.operations.userPoolClientId });
    for (const [id, client] of signIn.vendors)
      new CfnOutput(this, `VendorClientId-${id}`, { value: client.userPoolClientId });
  }

  private raiseRefusalAlarm({ alarms }: FunctionSettings): void {
    const period = Duration.minutes(5);
    const sum = (metricName: string) =>
      new Metric({
        namespace: 'AWS/ApiGateway',
        metricName,
        dimensionsMap: { ApiId: this.front.api.apiId, Stage: '$default' },
        statistic: Stats.SUM,
        period,
      });
    alarms.raise({
      id: 'ApiRefusals',
      metric: new MathExpression({
        // A handful of requests says nothing about all callers.
        expression: 'IF(requests > 50, refused / requests, 0)',
        usingMetrics: { requests: sum('Count'), refused: sum('4xx') },
        label: 'share refused',
        period,
      }),
      threshold: 0.2,
      periods: 3,
      impact: 'One request in five is refused: an app release, a server or a consent screen is wrong.',
      runbook: 'edge#many-requests-are-refused',
    });
  }
}
