import { policiesFirst } from '../../../local/resources/policies-first.ts';
import { graphOf } from '../../../local/template/graph.ts';
import type { TemplateResource } from '../../../local/template/types.ts';
import { anAssembly } from '../template/assemblies.ts';

const role: TemplateResource = { Type: 'AWS::IAM::Role' };
const fn: TemplateResource = { Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::GetAtt': ['Role', 'Arn'] } } };
const policy = (resource: unknown): TemplateResource => ({
  Type: 'AWS::IAM::Policy',
  Properties: { Roles: [{ Ref: 'Role' }], PolicyDocument: { Statement: [{ Resource: resource }] } },
});
const orderOf = (resources: Record<string, TemplateResource>): string[] => {
  const { order, problems } = graphOf(anAssembly({ App: { Resources: resources } }), () => true, policiesFirst);
  expect(problems).toEqual([]);
  return order.map(({ logicalId }) => logicalId);
};

it('creates the policies of a role before its functions', () => {
  expect(orderOf({ Fn: fn, Role: role, Policy: policy('*') })).toEqual(['Role', 'Policy', 'Fn']);
});

it('leaves a policy about the function itself behind it', () => {
  expect(orderOf({ Policy: policy({ 'Fn::GetAtt': ['Fn', 'Arn'] }), Fn: fn, Role: role })).toEqual([
    'Role',
    'Fn',
    'Policy',
  ]);
});
