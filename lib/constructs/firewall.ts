import { CfnIPSet, CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import type { Partner } from '../config/partner.ts';

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

const managed = (name: string, countInstead: readonly string[] = []): Omit<CfnWebACL.RuleProperty, 'priority'> => ({
  name,
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

/** A partner's ranges: a set holds addresses of one version of IP. */
function setsOf(scope: Construct, { name, ranges }: Partner): CfnIPSet[] {
  const byVersion = Map.groupBy(ranges, (range) => (range.includes(':') ? 'IPV6' : 'IPV4'));
  return [...byVersion].map(
    ([ipAddressVersion, addresses]) =>
      new CfnIPSet(scope, `${name}-${ipAddressVersion}`, { scope: 'CLOUDFRONT', ipAddressVersion, addresses }),
  );
}

const within = (sets: readonly CfnIPSet[]): CfnWebACL.StatementProperty => {
  const statements = sets.map(({ attrArn }) => ({ ipSetReferenceStatement: { arn: attrArn } }));
  // AWS takes no "or" of one.
  return statements.length === 1 ? (statements[0] ?? {}) : { orStatement: { statements } };
};

const rate = (
  name: string,
  statement: CfnWebACL.RateBasedStatementProperty,
): Omit<CfnWebACL.RuleProperty, 'priority'> => ({
  name,
  action: { block: { customResponse: { responseCode: 429 } } },
  statement: { rateBasedStatement: statement },
  visibilityConfig: visible(name),
});

export type Rates = {
  /** In five minutes, from each address that is no partner's. */
  readonly addressRateMax: number;
  readonly partners: readonly Partner[];
};

/** What is turned away before the API is asked; made in us-east-1, where CloudFront looks for it. */
export function firewall(scope: Construct, id: string, { addressRateMax, partners }: Rates): CfnWebACL {
  const known = partners.map((partner) => ({ ...partner, sets: setsOf(scope, partner) }));
  const partnersSets = known.flatMap(({ sets }) => sets);
  const others =
    partnersSets.length === 0 ? {} : { scopeDownStatement: { notStatement: { statement: within(partnersSets) } } };
  const rules = [
    rate('AddressRate', { aggregateKeyType: 'IP', limit: addressRateMax, ...others }),
    // All servers of a partner together: how many of them there are is its own business.
    ...known.map(({ name, rateMax, sets }) =>
      rate(`PartnerRate-${name}`, { aggregateKeyType: 'CONSTANT', limit: rateMax, scopeDownStatement: within(sets) }),
    ),
    managed('AWSManagedRulesAmazonIpReputationList'),
    managed('AWSManagedRulesKnownBadInputsRuleSet'),
    managed('AWSManagedRulesCommonRuleSet', [...bodyRules, ...headerRules]),
  ];
  return new CfnWebACL(scope, id, {
    scope: 'CLOUDFRONT',
    defaultAction: { allow: {} },
    visibilityConfig: visible('Firewall'),
    rules: rules.map((rule, priority) => ({ ...rule, priority })),
  });
}
