import type { RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  ApiMapping,
  DomainName,
  EndpointType,
  HttpApi,
  HttpAuthorizer,
  HttpAuthorizerType,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { ApiGatewayv2DomainProperties } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';
import type { StageConfig } from '../config/stage.ts';
import type { SignIn } from './sign-in.ts';

export interface PublicApiProps {
  readonly signIn: SignIn;
  readonly config: StageConfig['api'];
  /** The name that leads here: the public one, or the one that CloudFront calls. */
  readonly hostName?: string;
  readonly domain: StageConfig['domain'];
  readonly logKey: IKey;
  readonly logRetention: RetentionDays;
  readonly removal: RemovalPolicy;
}

/** The HTTP API: its authorizer, limits, log and name. Functions bring their own routes. */
export class PublicApi extends Construct {
  readonly api: HttpApi;
  readonly authorizer: IHttpRouteAuthorizer;

  constructor(scope: Construct, id: string, props: PublicApiProps) {
    super(scope, id);
    const { signIn, config, hostName, domain } = props;
    this.api = new HttpApi(this, 'Api', {
      description: 'Sangam: device data in, insights out',
      createDefaultStage: false,
      // With a name of ours, the address that AWS gives would be a way around what stands in front.
      disableExecuteApiEndpoint: hostName !== undefined,
    });
    const authorizer = new HttpAuthorizer(this, 'Authorizer', {
      httpApi: this.api,
      type: HttpAuthorizerType.JWT,
      identitySource: ['$request.header.Authorization'],
      jwtIssuer: signIn.userPool.userPoolProviderUrl,
      jwtAudience: [signIn.mobile, signIn.phpServer, signIn.operations, ...signIn.vendors.values()].map(
        ({ userPoolClientId }) => userPoolClientId,
      ),
    });
    this.authorizer = HttpAuthorizer.fromHttpAuthorizerAttributes(this, 'RouteAuthorizer', {
      authorizerId: authorizer.authorizerId,
      authorizerType: HttpAuthorizerType.JWT,
    });
    const stage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: config.ratePerSec, burstLimit: config.burst },
      detailedMetricsEnabled: true,
      accessLogSettings: {
        destination: new LogGroupLogDestination(
          new LogGroup(this, 'AccessLogs', {
            retention: props.logRetention,
            encryptionKey: props.logKey,
            removalPolicy: props.removal,
          }),
        ),
        format: accessLogFormat,
      },
    });
    if (hostName !== undefined && domain !== undefined) this.giveName(hostName, domain, stage);
  }

  private giveName(name: string, domain: NonNullable<StageConfig['domain']>, stage: HttpStage): void {
    const zone = HostedZone.fromHostedZoneAttributes(this, 'Zone', {
      hostedZoneId: domain.hostedZoneId,
      zoneName: domain.hostedZoneName,
    });
    const domainName = new DomainName(this, 'Name', {
      domainName: name,
      certificate: new Certificate(this, 'Certificate', {
        domainName: name,
        validation: CertificateValidation.fromDns(zone),
      }),
      endpointType: EndpointType.REGIONAL,
      securityPolicy: SecurityPolicy.TLS_1_2,
    });
    new ApiMapping(this, 'Mapping', { api: this.api, domainName, stage });
    new ARecord(this, 'Record', {
      zone,
      recordName: `${name}.`,
      target: RecordTarget.fromAlias(
        new ApiGatewayv2DomainProperties(domainName.regionalDomainName, domainName.regionalHostedZoneId),
      ),
    });
  }
}

/**
 * Who a customer is stays out: no address, no user agent, no subject, and the route's pattern instead of the path,
 * which names the customer. The app client tells callers apart.
 */
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    time: '$context.requestTime',
    route: '$context.routeKey',
    status: '$context.status',
    bytes: '$context.responseLength',
    latencyMs: '$context.responseLatency',
    integrationMs: '$context.integrationLatency',
    integrationStatus: '$context.integrationStatus',
    client: '$context.authorizer.claims.client_id',
    refusal: '$context.error.message',
    authorizerError: '$context.authorizer.error',
  }),
);
