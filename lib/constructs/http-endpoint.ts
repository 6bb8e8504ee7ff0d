import { Duration } from 'aws-cdk-lib';
import {
  type HttpApi,
  type HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  type IHttpRouteAuthorizer,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { explain } from './explain.ts';
import { TypescriptFunction, type TypescriptFunctionProps } from './typescript-function.ts';

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** As OpenAPI and API Gateway write it: `/v1/consents/{purpose}`. */
  readonly path: string;
  /** A token with any of these may call; none: anybody may, without a token. */
  readonly scopes: readonly string[];
}

/** The API that endpoints put their routes on. */
export interface ApiFront {
  readonly api: HttpApi;
  readonly authorizer: IHttpRouteAuthorizer;
}

export interface HttpEndpointProps extends TypescriptFunctionProps {
  readonly front: ApiFront;
  readonly routes: readonly Route[];
  readonly latencyMaxMs: number;
}

/** A function behind routes of the HTTP API, each with the scopes it asks for. */
export class HttpEndpoint extends Construct {
  readonly handler: TypescriptFunction;
  readonly routes: readonly Route[];
  private readonly apiId: string;

  constructor(scope: Construct, id: string, props: HttpEndpointProps) {
    super(scope, id);
    const { routes, front } = props;
    if (routes.length === 0) throw new Error(`${props.entry} has no route`);
    this.routes = routes;
    this.apiId = front.api.apiId;
    this.handler = new TypescriptFunction(this, id, props);
    const integration = new HttpLambdaIntegration('Integration', this.handler.function);
    for (const { method, path, scopes } of routes) {
      const isPublic = scopes.length === 0;
      const route = new HttpRoute(this, `${method} ${path}`.replaceAll(/[^A-Za-z0-9]+/g, '-'), {
        httpApi: front.api,
        routeKey: HttpRouteKey.with(path, method as HttpMethod),
        integration,
        authorizer: isPublic ? new HttpNoneAuthorizer() : front.authorizer,
        ...(isPublic ? {} : { authorizationScopes: [...scopes] }),
      });
      if (isPublic)
        explain(
          route,
          'AwsSolutions-APIG4',
          'For everybody: the reference holds no data, and a link in a message is signed and knows whose it is.',
        );
    }
    this.raiseAlarms(id, props);
  }

  /** One figure over all routes of the endpoint. */
  metric(metricName: '5xx' | 'Latency', statistic: string, fold: 'SUM' | 'MAX', period: Duration): MathExpression {
    // Unique within a graph that shows several endpoints.
    const prefix = this.handler.service.replaceAll('-', '_');
    const usingMetrics = Object.fromEntries(
      this.routes.map(({ method, path }, index) => [
        `${prefix}_${index}`,
        new Metric({
          namespace: 'AWS/ApiGateway',
          metricName,
          dimensionsMap: { ApiId: this.apiId, Stage: '$default', Method: method, Resource: path },
          statistic,
          period,
        }),
      ]),
    );
    return new MathExpression({
      expression: `${fold}([${Object.keys(usingMetrics)
        .map((name) => `FILL(${name}, 0)`)
        .join(', ')}])`,
      usingMetrics,
      label: this.handler.service,
      period,
    });
  }

  private raiseAlarms(id: string, { settings: { alarms }, impact, latencyMaxMs }: HttpEndpointProps): void {
    const { domain } = this.handler;
    alarms.raise({
      id: `${id}ServerErrors`,
      metric: this.metric('5xx', Stats.SUM, 'SUM', Duration.minutes(1)),
      threshold: 1,
      periods: 2,
      impact,
      runbook: `${domain}#an-endpoint-answers-5xx`,
    });
    alarms.raise({
      id: `${id}Slow`,
      metric: this.metric('Latency', Stats.percentile(95), 'MAX', Duration.minutes(5)),
      threshold: latencyMaxMs,
      periods: 3,
      impact,
      runbook: `${domain}#an-endpoint-is-slow`,
    });
  }
}
