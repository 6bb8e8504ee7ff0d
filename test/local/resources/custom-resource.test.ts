import { type Answers, startAnswers } from '../../../local/resources/answers.ts';
import { customResource } from '../../../local/resources/custom-resource.ts';
import type { KeptCustomResource, World } from '../../../local/resources/world.ts';

type Sent = Readonly<Record<string, unknown>> & { readonly ResponseURL: string };

let answers: Answers;
beforeAll(async () => {
  answers = await startAnswers(100);
});
afterAll(() => answers.stop());

/** A function that gives these answers, one after the other; nothing for undefined. */
function aWorld(...bodies: readonly unknown[]) {
  const sent: Sent[] = [];
  const kept = new Map<string, KeptCustomResource>();
  const queue = [...bodies];
  const world = {
    region: 'ap-south-1',
    accountId: '000000000000',
    invoke: async (_: string, event: unknown) => {
      sent.push(event as Sent);
      const body = queue.shift();
      if (body instanceof Error)
        return { kind: 'error', errorType: body.name, errorMessage: body.message, unhandled: false };
      if (body !== undefined) await fetch((event as Sent).ResponseURL, { method: 'PUT', body: JSON.stringify(body) });
      return { kind: 'ok', payload: null };
    },
    customResources: {
      answers,
      kept: (id: string) => kept.get(id),
      keep: (id: string, resource: KeptCustomResource) => kept.set(id, resource),
    },
  } as unknown as World;
  const create = (properties: object) =>
    customResource.create(
      {
        id: 'App/Migrations',
        stackName: 'App',
        logicalId: 'Migrations',
        resourceType: 'Custom::Migrations',
        assets: new Map(),
        properties: { ServiceToken: 'arn:migrate', ...properties },
      },
      world,
    );
  return { create, sent };
}

const success = (more: object = {}) => ({ Status: 'SUCCESS', PhysicalResourceId: 'schema', ...more });

it('asks the function once, and gives what it answers to Ref and GetAtt', async () => {
  const { create, sent } = aWorld(success({ Data: { Version: '7' } }));

  expect(await create({ Checksum: 'a', Times: 3 })).toEqual({ physicalId: 'schema', attributes: { Version: '7' } });
  expect(await create({ Checksum: 'a', Times: 3 })).toEqual({ physicalId: 'schema', attributes: { Version: '7' } });
  expect(sent).toMatchObject([
    {
      RequestType: 'Create',
      ResourceType: 'Custom::Migrations',
      LogicalResourceId: 'Migrations',
      ResourceProperties: { Checksum: 'a', Times: '3' },
    },
  ]);
});

it('asks for an update when a property changed, and for a deletion when the answer is another resource', async () => {
  const { create, sent } = aWorld(success(), success({ PhysicalResourceId: 'other' }), success());

  await create({ Checksum: 'a' });
  expect(await create({ Checksum: 'b' })).toMatchObject({ physicalId: 'other' });

  expect(sent).toMatchObject([
    { RequestType: 'Create' },
    { RequestType: 'Update', PhysicalResourceId: 'schema', OldResourceProperties: { Checksum: 'a' } },
    { RequestType: 'Delete', PhysicalResourceId: 'schema', ResourceProperties: { Checksum: 'a' } },
  ]);
});

it('tries again at the next start after a failure', async () => {
  const { create, sent } = aWorld({ Status: 'FAILED', Reason: 'database away' }, success());

  await expect(create({ Checksum: 'a' })).rejects.toThrow('Create of App/Migrations failed: database away');
  await create({ Checksum: 'a' });

  expect(sent.map(({ RequestType }) => RequestType)).toEqual(['Create', 'Create']);
});

it.each([
  ['that fails itself', new TypeError('no such table'), 'TypeError: no such table'],
  ['that does not answer', undefined, 'did not answer its ResponseURL'],
  ['that answers nonsense', { Status: 'MAYBE' }, 'did not answer its ResponseURL'],
])('stops the start at a function %s', async (_, body, message) => {
  await expect(aWorld(body).create({})).rejects.toThrow(message);
});
