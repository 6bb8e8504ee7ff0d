import { iamManagedPolicy, iamPolicy, iamRole } from '../../../local/resources/iam-role.ts';
import { makeRoles } from '../../../local/resources/roles.ts';
import type { World } from '../../../local/resources/world.ts';

const wanted = (logicalId: string, properties: unknown) => ({
  id: `App/${logicalId}`,
  stackName: 'App',
  logicalId,
  resourceType: 'any',
  assets: new Map<string, string>(),
  properties,
});
const allow = (action: string) => ({ Effect: 'Allow', Action: action, Resource: '*' });
const document = (action: string) => ({ Version: '2012-10-17', Statement: [allow(action)] });

it('collects what a role may do from itself, policies and managed policies, in whatever order they come', async () => {
  const roles = makeRoles();
  const world = { accountId: '000000000000', roles } as unknown as World;

  const { physicalId } = await iamRole.create(
    wanted('Role', {
      ManagedPolicyArns: ['arn:aws:iam::000000000000:policy/App-Managed'],
      Policies: [{ PolicyName: 'inline', PolicyDocument: document('a:Inline') }],
    }),
    world,
  );
  await iamPolicy.create(
    wanted('Policy', { PolicyName: 'p', PolicyDocument: document('a:Policy'), Roles: ['App-Role'] }),
    world,
  );
  await iamManagedPolicy.create(wanted('Managed', { PolicyDocument: document('a:Managed') }), world);

  expect(physicalId).toBe('App-Role');
  expect(roles.statementsOf('App-Role')).toEqual([allow('a:Inline'), allow('a:Policy'), allow('a:Managed')]);
});
