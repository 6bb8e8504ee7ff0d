import { stageNamed, stageNames } from '../../lib/config/stages.ts';
import { resourcesOf, synthesized } from './support/synthesized.ts';

describe.each(stageNames)('the API of %s', (stage) => {
  const app = synthesized(stage);
  const routes = resourcesOf(app, 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) => Properties);

  it('asks for a token and a scope on every route but the reference and signed links', () => {
    expect(routes).not.toHaveLength(0);
    const open = routes.filter(({ AuthorizationType }) => AuthorizationType !== 'JWT').map(({ RouteKey }) => RouteKey);
    expect(open.sort()).toEqual([
      'GET /docs',
      'GET /openapi.json',
      'GET /r/{token}',
      'GET /u/{token}',
      'POST /u/{token}',
    ]);
    for (const { RouteKey, AuthorizationType, AuthorizationScopes } of routes)
      if (AuthorizationType === 'JWT')
        expect([RouteKey, AuthorizationScopes]).toEqual([
          RouteKey,
          [expect.stringMatching(/^\w+\/\w+$/), ...rest(AuthorizationScopes)],
        ]);
  });

  it('lets a customer only at routes about the customer, and servers only at what they deliver', () => {
    const scopes = Object.fromEntries(
      routes.map(({ RouteKey, AuthorizationScopes }) => [RouteKey, AuthorizationScopes]),
    );
    expect(scopes).toMatchObject({
      'POST /v1/device/sms': ['customers/self'],
      'POST /v1/customers/{customerId}/device/sms': ['devices/write'],
      'GET /v1/customers/{customerId}/insights': ['customers/self', 'ops/read'],
      'GET /v1/apps/pool': ['ops/read'],
      'PUT /v1/apps/catalogue/{package}': ['ops/write'],
      'POST /v1/orders': ['customers/self'],
      'GET /v1/orders': ['ops/read'],
      'POST /v1/vendor-callbacks/{orderId}': ['vendors/write'],
      'PUT /v1/vendors/{vendorId}': ['ops/write'],
      'POST /v1/sms-replies': ['customers/write'],
      'POST /v1/notifications/{notificationId}/events': ['customers/self'],
      'GET /v1/campaigns/{campaignId}/report': ['ops/read'],
    });
  });

  it('takes tokens of the app, the servers, the operators and each vendor, and no others', () => {
    const clients = resourcesOf(app, 'AWS::Cognito::UserPoolClient').map(([id]) => ({ Ref: id.split('/')[1] }));
    expect(clients).toHaveLength(3 + stageNamed(stage).vendors.clients.length);
    for (const [, { Properties }] of resourcesOf(app, 'AWS::ApiGatewayV2::Authorizer'))
      expect((Properties.JwtConfiguration as { Audience: unknown }).Audience).toEqual(clients);
  });

  it('sends orders to this computer itself on dev alone', () => {
    const told = resourcesOf(app, 'AWS::Lambda::Function').flatMap(([, { Properties }]) => {
      const { Variables } = Properties.Environment as { Variables: Record<string, unknown> };
      return Variables.VENDORS_MAY_BE_LOOPBACK ?? [];
    });
    expect(told).toEqual([String(stage === 'dev')]);
  });

  it('gives access tokens that live for five minutes', () => {
    for (const [, { Properties }] of resourcesOf(app, 'AWS::Cognito::UserPoolClient'))
      expect(Properties).toMatchObject({
        AccessTokenValidity: 5,
        TokenValidityUnits: expect.objectContaining({ AccessToken: 'minutes' }),
      });
  });

  it('limits the rate and logs each request without saying whose it was', () => {
    const stages = resourcesOf(app, 'AWS::ApiGatewayV2::Stage');
    expect(stages).not.toHaveLength(0);
    for (const [, { Properties }] of stages) {
      expect(Properties.DefaultRouteSettings).toMatchObject({
        ThrottlingRateLimit: expect.any(Number),
        ThrottlingBurstLimit: expect.any(Number),
      });
      const { Format } = Properties.AccessLogSettings as { Format: string };
      expect(() => JSON.parse(Format)).not.toThrow();
      expect(Format).not.toMatch(/\.path|sourceIp|userAgent|claims\.sub|\.domainName/);
    }
  });
});

describe('what stands in front of prod', () => {
  const front = synthesized('prod');

  it('is CloudFront under a firewall, over TLS, keeping no answer and logging each request', () => {
    const [[, distribution] = []] = resourcesOf(front, 'AWS::CloudFront::Distribution');
    expect(distribution?.Properties.DistributionConfig).toMatchObject({
      WebACLId: expect.anything(),
      Logging: expect.anything(),
      ViewerCertificate: { MinimumProtocolVersion: 'TLSv1.2_2021' },
      DefaultCacheBehavior: {
        ViewerProtocolPolicy: 'https-only',
        CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      },
    });
  });

  it('holds phones to the rate of an address, and a partner’s servers, which send for many, to their own', () => {
    const sets = resourcesOf(front, 'AWS::WAFv2::IPSet');
    expect(sets.map(([, { Properties }]) => [Properties.IPAddressVersion, Properties.Addresses])).toEqual([
      ['IPV4', ['203.0.113.0/28']],
      ['IPV6', ['2001:db8:5a17::/64']],
    ]);
    const within = {
      OrStatement: {
        Statements: sets.map(([id]) => ({
          IPSetReferenceStatement: { Arn: { 'Fn::GetAtt': [id.replace('front/', ''), 'Arn'] } },
        })),
      },
    };
    const [[, acl] = []] = resourcesOf(front, 'AWS::WAFv2::WebACL');
    const rules = acl?.Properties.Rules as { Name: string; Priority: number; Action?: unknown; Statement: unknown }[];
    const block = { Block: { CustomResponse: { ResponseCode: 429 } } };
    expect(rules.map(({ Priority }) => Priority)).toEqual([0, 1, 2, 3, 4]);
    expect(rules.filter(({ Action }) => Action !== undefined)).toMatchObject([
      {
        Name: 'AddressRate',
        Action: block,
        Statement: {
          RateBasedStatement: {
            AggregateKeyType: 'IP',
            Limit: 2000,
            ScopeDownStatement: { NotStatement: { Statement: within } },
          },
        },
      },
      {
        Name: 'PartnerRate-core-platform',
        Action: block,
        Statement: {
          RateBasedStatement: { AggregateKeyType: 'CONSTANT', Limit: 300_000, ScopeDownStatement: within },
        },
      },
    ]);
  });

  it('lets large and odd bodies through to the API, which reads them as data', () => {
    const [[, acl] = []] = resourcesOf(front, 'AWS::WAFv2::WebACL');
    // Messages are large, and PHP's curl says nothing of itself unless it is told to.
    for (const rule of ['SizeRestrictions_BODY', 'NoUserAgent_HEADER'])
      expect(JSON.stringify(acl)).toContain(`{"ActionToUse":{"Count":{}},"Name":"${rule}"}`);
  });

  it('cannot be walked around by the address that AWS gives', () => {
    for (const [, { Properties }] of resourcesOf(front, 'AWS::ApiGatewayV2::Api'))
      expect(Properties.DisableExecuteApiEndpoint).toBe(true);
  });

  it('is not there on dev', () => {
    expect(resourcesOf(synthesized('dev'), /CloudFront|WAF/)).toEqual([]);
  });
});

const rest = (scopes: unknown): unknown[] => (Array.isArray(scopes) ? scopes.slice(1) : []);
