import { hosts } from '../../../lib/bundle/rewrites-of-sdk.ts';
import { regionalEndpoint } from '../../../lib/bundle/substitutes/regional-endpoint.ts';

type Resolver = (parameters: Readonly<Record<string, unknown>>) => { readonly url: URL };

/** What the client itself goes by. */
async function rulesOf(client: string): Promise<Resolver> {
  const library = (await import(`@aws-sdk/client-${client}`)) as Readonly<Record<string, unknown>>;
  const [, Client] =
    Object.entries(library).find(([name]) => /^[A-Z]\w+Client$/.test(name) && name !== '__Client') ?? [];
  return new (Client as new (config: object) => { config: { endpointProvider: Resolver } })({ region: 'ap-south-1' })
    .config.endpointProvider;
}

const plain = { UseFIPS: false, UseDualStack: false };
/** What calls of ours give beside: DynamoDB the table's name, Kinesis the kind of call, both the account's mode. */
const ofCalls = { ...plain, ResourceArn: 'sangam-sms', OperationType: 'data', AccountIdEndpointMode: 'preferred' };

describe.each(Object.entries(hosts))('the endpoint of %s', (client, host) => {
  const ours = regionalEndpoint(host);

  it.each(['ap-south-1', 'ap-south-2', 'us-east-1', 'eu-central-1', 'cn-north-1'])(
    'is the one that its own rules find in %s',
    async (Region) => {
      const rules = await rulesOf(client);
      expect(ours({ ...plain, Region }).url.href).toBe(rules({ ...plain, Region }).url.href);
      expect(ours({ ...ofCalls, Region }).url.href).toBe(rules({ ...ofCalls, Region }).url.href);
    },
  );

  it('is the one that is set', async () => {
    const rules = await rulesOf(client);
    const given = { ...ofCalls, Region: 'ap-south-1', Endpoint: 'http://127.0.0.1:4566' };
    expect(ours(given).url.href).toBe(rules(given).url.href);
    expect(ours(given).url.href).toBe('http://127.0.0.1:4566/');
  });

  it('needs a region', async () => {
    const rules = await rulesOf(client);
    expect(() => rules(plain)).toThrow('Missing Region');
    expect(() => ours(plain)).toThrow('Missing Region');
  });
});

it.each([
  { UseFIPS: true },
  { UseDualStack: true },
  { IsSearchOperation: true },
  { AccountIdEndpointMode: 'required' },
  { EndpointId: 'abcdef.xyz' },
  { StreamARN: 'arn:aws:kinesis:ap-south-1:123456789012:stream/sms' },
  { ResourceArnList: ['arn:aws:dynamodb:ap-south-1:123456789012:table/sms'] },
])('an endpoint of another kind is refused, not guessed: %j', (parameters) => {
  const name = Object.keys(parameters)[0] ?? '';
  expect(() => regionalEndpoint('kinesis')({ Region: 'ap-south-1', ...parameters })).toThrow(
    `bundles reach kinesis in its region only: ${name} is not supported`,
  );
});
