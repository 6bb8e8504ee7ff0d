import { type ApiRoute, routes } from '../../lambdas/contracts/api/routes.ts';
import type { Cloud } from '../../local/cloud.ts';
import { expectRefusal } from '../support/bad-input/expect-refusal.ts';
import { type BadRequest, badRequests, type Caller, customer, marker } from '../support/bad-input/index.ts';
import { aCloud, callAs, giveConsents } from '../support/cloud.ts';
import { storesOf } from '../support/stores.ts';

let cloud: Cloud;

beforeAll(async () => {
  // One instance of each function: starting a second one takes longer than all that it would refuse.
  cloud = await aCloud({ instancesMax: 1 });
  // With consent, so that nothing but what is wrong stands in the way.
  await giveConsents(cloud, [customer]);
  await cloud.drained();
});

afterAll(() => cloud.stop());

const base64Url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** By caller: most of thousands of requests are by the same few, and signing a token takes longer than refusing one. */
const tokens = new Map<string, Promise<string>>();

async function authorizationOf(caller: Caller): Promise<Record<string, string>> {
  if (caller.flaw === 'none sent') return {};
  const key = JSON.stringify(caller);
  const token = tokens.get(key) ?? newToken(caller);
  tokens.set(key, token);
  return { authorization: `Bearer ${await token}` };
}

async function newToken({ subject: sub, scopes, flaw }: Caller): Promise<string> {
  switch (flaw) {
    case 'no JWT':
      return marker;
    case 'unsigned': {
      const [, claims = ''] = (await cloud.mint({ sub, scopes })).split('.');
      return `${base64Url({ alg: 'none', typ: 'JWT' })}.${claims}.`;
    }
    case 'expired':
      return cloud.mint({ sub, scopes, expiresInSec: -1 });
    case 'foreign key':
      return cloud.mint({ sub, scopes, foreignKey: true });
    case 'other client':
      return cloud.mint({ sub, scopes, clientId: 'somebody-elses-client' });
    case 'other issuer':
      return cloud.mint({ sub, scopes, claims: { iss: 'https://issuer.example' } });
    default:
      return cloud.mint({ sub, scopes, expiresInSec: 3600 });
  }
}

async function send({ route, method, path, query, headers, body, caller }: BadRequest) {
  const where = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(path[name] ?? ''));
  const response = await fetch(`${cloud.apiUrl}${where}${query === '' ? '' : `?${query}`}`, {
    method,
    headers: { ...headers, ...(await authorizationOf(caller)) },
    ...(body !== undefined && { body: new Uint8Array(body) }),
  });
  return {
    status: response.status,
    contentType: response.headers.get('content-type') ?? '',
    body: await response.text(),
  };
}

/** All that is kept anywhere. */
async function everything(): Promise<Map<string, string>> {
  await cloud.drained();
  const stores = storesOf(cloud);
  const all = await stores.everything();
  stores.close();
  return all;
}

const guarded = routes.filter(({ scopes }) => scopes.length > 0);

const isWrongBody = ({ title }: BadRequest): boolean => title.startsWith('body:');

/**
 * Of wrong bodies each route gets every third, and another third than the route before it. Its function alone gets all
 * of them in `test/lambdas/bad-input.test.ts`.
 */
const shareOf = (route: ApiRoute): BadRequest[] => {
  const all = badRequests(route);
  const third = guarded.indexOf(route) % 3;
  return [
    ...all.filter((request) => !isWrongBody(request)),
    ...all.filter(isWrongBody).filter((_, index) => index % 3 === third),
  ];
};

/** What each route answered to requests of its own method. */
const answered = new Map<string, Set<string>>();

describe('bad requests', () => {
  let before: Map<string, string>;
  beforeAll(async () => {
    before = await everything();
  });

  it.each(guarded)('to $method $path are refused with what is wrong, and by nothing that broke', async (route) => {
    const left = shareOf(route);
    const statuses = new Set<string>();
    answered.set(route.operationId, statuses);
    expect(left.length).toBeGreaterThan(10);
    const sender = async (): Promise<void> => {
      for (let request = left.pop(); request !== undefined; request = left.pop()) {
        const answer = await send(request);
        expectRefusal(request, answer);
        if (request.method === route.method) statuses.add(String(answer.status));
      }
    };
    await Promise.all(Array.from({ length: 6 }, sender));
  });

  it('leave nothing behind, whole or half', async () => {
    expect([...before.values()].join('')).toContain(customer);
    expect(await everything()).toEqual(before);
  });

  it('are counted as refused and none as failed', () => {
    expect(cloud.metric('RequestsRefused').sum).toBeGreaterThan(300);
    expect(cloud.metric('RequestsFailed').sum).toBe(0);
  });
});

it('answers what the reference says of every route, also to refusals', async () => {
  const reference = (await (await fetch(`${cloud.apiUrl}/openapi.json`)).json()) as {
    readonly paths: Record<string, Record<string, { readonly responses: Record<string, unknown> }>>;
  };
  for (const route of guarded) {
    const documented = Object.keys(reference.paths[route.path]?.[route.method.toLowerCase()]?.responses ?? {});
    const statuses = [...(answered.get(route.operationId) ?? [])];
    expect(statuses.length).toBeGreaterThan(1);
    expect({
      route: route.path,
      undocumented: statuses.filter((status) => !documented.includes(status)),
    }).toEqual({
      route: route.path,
      undocumented: [],
    });
  }
});

describe('a good request', () => {
  const deliver = () =>
    callAs<{ status?: number }>(cloud, { customer }, 'POST', '/v1/device/sms', {
      messages: [
        { sender: 'VM-HDFCBK-S', message: 'Rs.10.00 debited from A/c XX1234', receivedAt: new Date().toISOString() },
      ],
    });
  afterEach(() => cloud.faults.clear());

  it.each([
    ['kinesis', 'away'],
    ['kinesis', 'throttle'],
    ['dynamodb', 'away'],
  ] as const)('is told to come again while it does not work (%s: %s)', async (service, kind) => {
    cloud.faults.inject({ service, principal: 'Collect', kind });
    expect(await deliver()).toMatchObject({ status: 503, body: { type: '/docs#problem-unavailable' } });
    cloud.faults.clear();
    expect(await deliver()).toMatchObject({ status: 202, body: { accepted: 1 } });
  });
});
