import { Aws, Duration, type RemovalPolicy } from 'aws-cdk-lib';
import {
  AccountRecovery,
  FeaturePlan,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  StandardThreatProtectionMode,
  UserPool,
  type UserPoolClient,
  UserPoolClientIdentityProvider,
  type UserPoolResourceServer,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import type { StageConfig } from '../config/stage.ts';
import { explain } from './explain.ts';

export interface SignInProps {
  readonly config: StageConfig['signIn'];
  /** Vendors that call back. */
  readonly vendors: readonly string[];
  /** Unique in its region of AWS together with the account's number. */
  readonly addressPrefix: string;
  readonly removal: RemovalPolicy;
  readonly deletionProtection: boolean;
}

/** Shortest that Cognito allows: a stolen or withdrawn token is soon worth nothing. */
const tokenLife = Duration.minutes(5);

/** Who may call: customers through the app, the PHP servers and operators with credentials of their own. */
export class SignIn extends Construct {
  readonly userPool: UserPool;
  readonly mobile: UserPoolClient;
  readonly phpServer: UserPoolClient;
  readonly operations: UserPoolClient;
  /** By the vendor's id: one can't answer for another. */
  readonly vendors: ReadonlyMap<string, UserPoolClient>;

  constructor(scope: Construct, id: string, props: SignInProps) {
    super(scope, id);
    this.userPool = this.makeUserPool(props);
    // The token endpoint needs an address; Cognito wants one that nobody else has.
    this.userPool.addDomain('Address', {
      cognitoDomain: { domainPrefix: `${props.addressPrefix}-${Aws.ACCOUNT_ID}` },
    });

    const self = new ResourceServerScope({ scopeName: 'self', scopeDescription: "A customer's own data" });
    const maintain = new ResourceServerScope({
      scopeName: 'write',
      scopeDescription: 'How any customer is reached, and what they want to be sent',
    });
    const write = new ResourceServerScope({ scopeName: 'write', scopeDescription: 'Device data of any customer' });
    const opsRead = new ResourceServerScope({ scopeName: 'read', scopeDescription: 'Insights and counts' });
    const opsWrite = new ResourceServerScope({ scopeName: 'write', scopeDescription: 'Reference data' });
    const customers = this.userPool.addResourceServer('Customers', {
      identifier: 'customers',
      scopes: [self, maintain],
    });
    const devices = this.userPool.addResourceServer('Devices', { identifier: 'devices', scopes: [write] });
    const pay = new ResourceServerScope({
      scopeName: 'write',
      scopeDescription: 'Money that a vendor took for a customer',
    });
    const payments = this.userPool.addResourceServer('Payments', { identifier: 'payments', scopes: [pay] });
    const ops = this.userPool.addResourceServer('Ops', { identifier: 'ops', scopes: [opsRead, opsWrite] });

    this.mobile = this.userPool.addClient('Mobile', {
      generateSecret: false, // an app keeps no secret: PKCE proves that who asked is who gets the token
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.resourceServer(customers, self)],
        callbackUrls: [...props.config.callbackUrls],
      },
      supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
      accessTokenValidity: tokenLife,
      idTokenValidity: tokenLife,
      refreshTokenValidity: Duration.days(30),
      enableTokenRevocation: true,
      preventUserExistenceErrors: true,
    });
    this.phpServer = this.serverClient('PhpServer', [
      [customers, maintain],
      [devices, write],
      [payments, pay],
    ]);
    this.operations = this.serverClient('Operations', [
      [ops, opsRead],
      [ops, opsWrite],
    ]);
    const answer = new ResourceServerScope({ scopeName: 'write', scopeDescription: 'Answers to orders' });
    const vendors = this.userPool.addResourceServer('Vendors', { identifier: 'vendors', scopes: [answer] });
    this.vendors = new Map(
      props.vendors.map((id) => [id, this.serverClient(`Vendor-${id}`, [[vendors, answer]])] as const),
    );
  }

  private serverClient(
    id: string,
    scopes: readonly (readonly [UserPoolResourceServer, ResourceServerScope])[],
  ): UserPoolClient {
    return this.userPool.addClient(id, {
      generateSecret: true,
      oAuth: {
        flows: { clientCredentials: true },
        scopes: scopes.map(([server, scope]) => OAuthScope.resourceServer(server, scope)),
      },
      supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
      accessTokenValidity: tokenLife,
      enableTokenRevocation: true,
    });
  }

  private makeUserPool({ config, removal, deletionProtection }: SignInProps): UserPool {
    const userPool = new UserPool(this, 'Customers', {
      selfSignUpEnabled: false, // an account follows the check of who somebody is
      signInAliases: { email: true },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      passwordPolicy: {
        minLength: 12,
        requireDigits: true,
        requireLowercase: true,
        requireSymbols: true,
        requireUppercase: true,
        tempPasswordValidity: Duration.days(1),
      },
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      featurePlan: config.threatProtection ? FeaturePlan.PLUS : FeaturePlan.ESSENTIALS,
      ...(config.threatProtection ? { standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION } : {}),
      deletionProtection,
      removalPolicy: removal,
    });
    explain(
      userPool,
      'AwsSolutions-COG2',
      'Customers choose: a phone that is the second factor is also where the app runs. Money asks again on its own.',
    );
    if (!config.threatProtection)
      explain(
        userPool,
        'AwsSolutions-COG8',
        'The Plus plan is paid per user, and a stage for development has no real ones.',
      );
    return userPool;
  }
}
