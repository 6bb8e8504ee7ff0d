import { Duration, type RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  PriceClass,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import { ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config/stage.ts';
import { AccessLogBucket } from '../constructs/access-log-bucket.ts';
import { explain } from '../constructs/explain.ts';
import { firewall } from '../constructs/firewall.ts';

export interface FrontStackProps extends StackProps {
  readonly domain: NonNullable<StageConfig['domain']>;
  readonly front: NonNullable<StageConfig['front']>;
  readonly accessLogDays: number;
  readonly removal: RemovalPolicy;
}

/**
 * CloudFront with WAF in front of the API. A stack of its own because AWS takes both, and the certificate, from
 * us-east-1 only; it finds the API by the origin's name, so nothing crosses regions.
 */
export class FrontStack extends Stack {
  constructor(scope: Construct, id: string, { domain, front, accessLogDays, removal, ...props }: FrontStackProps) {
    super(scope, id, props);
    const zone = HostedZone.fromHostedZoneAttributes(this, 'Zone', {
      hostedZoneId: domain.hostedZoneId,
      zoneName: domain.hostedZoneName,
    });
    const accessLogs = new AccessLogBucket(this, 'AccessLogs', {
      keepDays: accessLogDays,
      removal,
      ownership: ObjectOwnership.BUCKET_OWNER_PREFERRED,
    });
    const distribution = new Distribution(this, 'Distribution', {
      comment: 'Sangam API',
      domainNames: [domain.name],
      certificate: new Certificate(this, 'Certificate', {
        domainName: domain.name,
        validation: CertificateValidation.fromDns(zone),
      }),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      httpVersion: HttpVersion.HTTP2_AND_3,
      // Includes the edge locations of India, which the cheaper class leaves out.
      priceClass: PriceClass.PRICE_CLASS_200,
      webAclId: firewall(this, 'Firewall', front).attrArn,
      enableLogging: true,
      logBucket: accessLogs.bucket,
      logIncludesCookies: false,
      defaultBehavior: {
        origin: new HttpOrigin(front.originName, {
          protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
          originSslProtocols: [OriginSslPolicy.TLS_V1_2],
          readTimeout: Duration.seconds(30),
        }),
        allowedMethods: AllowedMethods.ALLOW_ALL,
        // Answers are a customer's own: nothing is kept at the edge.
        cachePolicy: CachePolicy.CACHING_DISABLED,
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        responseHeadersPolicy: ResponseHeadersPolicy.SECURITY_HEADERS,
        viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      },
    });
    explain(
      distribution,
      'AwsSolutions-CFR1',
      'Customers travel: a country is no reason to refuse them their own data.',
    );
    new ARecord(this, 'Record', {
      zone,
      recordName: `${domain.name}.`,
      target: RecordTarget.fromAlias(new CloudFrontTarget(distribution)),
    });
  }
}
