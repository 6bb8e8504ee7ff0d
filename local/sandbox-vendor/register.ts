import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { AwsCredentialIdentity } from '@aws-sdk/types';
import type { TokenRequest } from '../issuer/types.ts';
import type { ResourceNames } from '../resource-names.ts';
import type { SandboxKeys } from './signatures.ts';
import { type SandboxVendor, startSandboxVendor } from './start-sandbox-vendor.ts';

export type SandboxPlatform = {
  readonly apiUrl: string;
  readonly token: (request: TokenRequest) => Promise<string>;
  readonly awsEndpoint: string;
  readonly region: string;
  readonly credentials: AwsCredentialIdentity;
  readonly resources: ResourceNames;
};

export type SandboxTerms = {
  readonly timeoutSec?: number;
  readonly feeMinor?: string;
  /** Orders under way ask again where they asked before a restart; any free one when left out. */
  readonly port?: number;
};

/** What the stage `dev` calls the sandbox's client. */
const client = 'sandbox';
/** One calls back, the other waits to be asked again. */
const sandboxVendors = { sandbox: 'callback', 'sandbox-polled': 'poll' } as const;

/**
 * Starts the sandbox and registers it as two vendors, as operators would.
 * @throws Error with the API's answer when it refuses
 */
export async function withSandboxVendor(
  platform: SandboxPlatform,
  { timeoutSec = 30, feeMinor = '200', port }: SandboxTerms = {},
): Promise<SandboxVendor> {
  const { apiUrl, token } = platform;
  const keysOf = (vendor: string): Promise<SandboxKeys> => keysIn(platform, vendor);
  const sandbox = await startSandboxVendor({ apiUrl, token: () => token({ client }), keysOf, port });
  for (const [id, answers] of Object.entries(sandboxVendors)) {
    const response = await fetch(`${apiUrl}/v1/vendors/${id}`, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${await token({ client: 'operations' })}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({
        lane: 'instant',
        currency: 'INR',
        min: '100',
        max: '10000000',
        fee: { minor: feeMinor, basisPoints: 0 },
        timeoutSec,
        enabled: true,
        endpoint: sandbox.urlOf(id),
        answers,
        client: subjectOf(await token({ client })),
      }),
    });
    if (response.ok) continue;
    await sandbox.stop();
    throw new Error(`PUT /v1/vendors/${id} answered ${response.status}: ${await response.text()}`);
  }
  return sandbox;
}

/** As if they had been handed to the vendor: from the secret of the platform, which is made at its first start. */
export async function keysIn(platform: SandboxPlatform, vendor: string): Promise<SandboxKeys> {
  const { awsEndpoint: endpoint, region, credentials, resources } = platform;
  const secrets = new SecretsManagerClient({ endpoint, region, credentials });
  const part = `VendorKeys${vendor.replaceAll('-', '')}Secret`;
  const { physicalId: SecretId } = resources.one('AWS::SecretsManager::Secret', part);
  const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId }));
  secrets.destroy();
  return JSON.parse(SecretString ?? '') as SandboxKeys;
}

function subjectOf(token: string): string {
  const [, claims = ''] = token.split('.');
  return (JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as { readonly sub: string }).sub;
}
