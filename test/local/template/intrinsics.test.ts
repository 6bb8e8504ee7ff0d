// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how Fn::Sub names values
import { evaluate } from '../../../local/template/intrinsics.ts';
import { type Made, scopeOf } from '../../../local/template/scope.ts';
import type { Template } from '../../../local/template/types.ts';
import { anAssembly } from './assemblies.ts';

const made: Readonly<Record<string, Made>> = {
  'App/Table': { physicalId: 'table-1', attributes: { Arn: 'arn:table', 'Endpoint.Port': '4003' } },
  'Base/Bucket': { physicalId: 'bucket-1', attributes: { Arn: 'arn:bucket' } },
};

const templates: Readonly<Record<string, Template>> = {
  Base: {
    Resources: {},
    Outputs: {
      Bucket: { Value: { 'Fn::GetAtt': ['Bucket', 'Arn'] }, Export: { Name: { 'Fn::Sub': 'Base:${AWS::Region}' } } },
    },
  },
  App: {
    Parameters: {
      Size: { Type: 'Number', Default: 3 },
      Zones: { Type: 'CommaDelimitedList', Default: 'a,b' },
      Bootstrap: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk' },
      Open: { Type: 'String' },
    },
    Mappings: { Sizes: { 'ap-south-1': { small: 1 } } },
    Conditions: {
      Here: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'ap-south-1'] },
      There: { 'Fn::Not': [{ Condition: 'Here' }] },
      Both: { 'Fn::And': [{ Condition: 'Here' }, { Condition: 'There' }] },
      Either: { 'Fn::Or': [{ Condition: 'Here' }, { Condition: 'There' }] },
    },
    Resources: {},
  },
};

function resolved(expression: unknown): unknown {
  const assembly = anAssembly(templates);
  const [, app] = assembly.stacks;
  if (app === undefined) throw new Error('no stack');
  return evaluate(
    expression,
    scopeOf(assembly, app, (id) => made[id]),
    'App/Subject',
  );
}

it.each<[string, unknown, unknown]>([
  ['plain values', { a: [1, 'two', { b: null }] }, { a: [1, 'two', { b: null }] }],
  ['Ref of a resource', { Ref: 'Table' }, 'table-1'],
  ['Ref of a parameter', { Ref: 'Size' }, 3],
  ['Ref of a list parameter', { Ref: 'Zones' }, ['a', 'b']],
  ['pseudo parameters', [{ Ref: 'AWS::AccountId' }, { Ref: 'AWS::Partition' }], ['000000000000', 'aws']],
  ['AWS::NoValue', { a: { Ref: 'AWS::NoValue' }, b: [1, { Ref: 'AWS::NoValue' }] }, { b: [1] }],
  ['Fn::GetAtt', { 'Fn::GetAtt': ['Table', 'Arn'] }, 'arn:table'],
  ['Fn::GetAtt with a dot', { 'Fn::GetAtt': 'Table.Endpoint.Port' }, '4003'],
  ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'Size' }, { Ref: 'Table' }]] }, 'a-3-table-1'],
  ['Fn::Join of a list', { 'Fn::Join': ['|', { Ref: 'Zones' }] }, 'a|b'],
  ['Fn::Sub', { 'Fn::Sub': '${Table}/${Table.Arn}/${!Table}/${AWS::Region}' }, 'table-1/arn:table/${Table}/ap-south-1'],
  ['Fn::Sub with values', { 'Fn::Sub': ['${A}-${Size}', { A: { Ref: 'Table' } }] }, 'table-1-3'],
  [
    'Fn::Select of Fn::Split',
    { 'Fn::Select': [1, { 'Fn::Split': [':', { 'Fn::GetAtt': ['Table', 'Arn'] }] }] },
    'table',
  ],
  ['Fn::If', [{ 'Fn::If': ['Here', 1, 2] }, { 'Fn::If': ['There', 1, 2] }], [1, 2]],
  ['Fn::And, Fn::Or', [{ 'Fn::If': ['Both', 1, 2] }, { 'Fn::If': ['Either', 1, 2] }], [2, 1]],
  ['Fn::ImportValue', { 'Fn::ImportValue': 'Base:ap-south-1' }, 'arn:bucket'],
  ['Fn::FindInMap', { 'Fn::FindInMap': ['Sizes', { Ref: 'AWS::Region' }, 'small'] }, 1],
  ['Fn::Base64', { 'Fn::Base64': 'é' }, 'w6k='],
  ['Fn::GetAZs', { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }, 'ap-south-1a'],
  ['an IAM condition', { Condition: { StringEquals: { a: 'b' } } }, { Condition: { StringEquals: { a: 'b' } } }],
])('resolves %s', (_, expression, expected) => {
  expect(resolved(expression)).toEqual(expected);
});

it.each<[string, unknown, string]>([
  [
    'an unknown function',
    { a: [{ 'Fn::Transform': {} }] },
    'App/Subject.a[0]: unknown intrinsic function Fn::Transform',
  ],
  ['a resource that is not there', { Ref: 'Nobody' }, 'Nobody has not been created'],
  ['an attribute that is not there', { 'Fn::GetAtt': ['Table', 'Colour'] }, 'Table has no attribute Colour here'],
  ['an export that is not there', { 'Fn::ImportValue': 'nothing' }, 'no stack exports nothing'],
  ['a parameter read from SSM', { Ref: 'Bootstrap' }, 'parameter Bootstrap is read from SSM'],
  ['a parameter without a value', { Ref: 'Open' }, 'parameter Open has no default'],
  ['an element that is not there', { 'Fn::Select': [5, ['a']] }, 'Fn::Select has no element 5'],
  ['a mapping that is not there', { 'Fn::FindInMap': ['Sizes', 'x', 'small'] }, 'no value in mapping Sizes.x.small'],
])('stops at %s and names it', (_, expression, message) => {
  expect(() => resolved(expression)).toThrow(message);
});
