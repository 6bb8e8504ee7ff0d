import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';

/**
 * Rules of AWS's common set that look into bodies. They count instead of refusing: a bank's message may hold links,
 * angle brackets or paths, a snapshot is larger than their 8 KB, and the API takes a body as data or refuses it itself.
 */
const bodyRules = [
  'SizeRestrictions_BODY',
  'CrossSiteScripting_BODY',
  'GenericLFI_BODY',
  'GenericRFI_BODY',
  'EC2MetaDataSSRF_BODY',
];

/** Servers and vendors call without a browser, and many HTTP clients, PHP's curl among them, send no such header. */
const headerRules = ['NoUserAgent_HEADER'];

const visible = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  cloudWatchMetricsEnabled: true,
  metricName,
  // Samples hold whole requests, which carry tokens and customers' ids.
  sampledRequestsEnabled: false,
});

const managed = (priority: number, name: string, countInstead: readonly string[] = []): CfnWebACL.RuleProperty => ({
  name,
  priority,
  overrideAction: { none: {} },
  statement: {
    managedRuleGroupStatement: {
      vendorName: 'AWS',
      name,
      ruleActionOverrides: countInstead.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
    },
  },
  visibilityConfig: visible(name),
});

/** What is turned away before the API is asked; made in us-east-1, where CloudFront looks for it. */
export const firewall = (scope: Construct, id: string, addressRateMax: number): CfnWebACL =>
  new CfnWebACL(scope, id, {
    scope: 'CLOUDFRONT',
    defaultAction: { allow: {} },
    visibilityConfig: visible('Firewall'),
    rules: [
      {
        name: 'AddressRate',
        priority: 0,
        action: { block: { customResponse: { responseCode: 429 } } },
        statement: { rateBasedStatement: { aggregateKeyType: 'IP', limit: addressRateMax } },
        visibilityConfig: visible('AddressRate'),
      },
      managed(1, 'AWSManagedRulesAmazonIpReputationList'),
      managed(2, 'AWSManagedRulesKnownBadInputsRuleSet'),
      managed(3, 'AWSManagedRulesCommonRuleSet', [...bodyRules, ...headerRules]),
    ],
  });
