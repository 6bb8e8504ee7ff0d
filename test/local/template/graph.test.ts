// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how Fn::Sub names values
import { graphOf } from '../../../local/template/graph.ts';
import type { Template } from '../../../local/template/types.ts';
import { anAssembly } from './assemblies.ts';

const graph = (templates: Record<string, Template>, hasMeaning = (_: string) => true) =>
  graphOf(anAssembly(templates), hasMeaning);

it('creates what is named before what names it, across stacks and through all ways of naming', () => {
  const { order, problems } = graph({
    App: {
      Resources: {
        Last: { Type: 'T', Properties: { a: { 'Fn::Sub': '${Middle}' } }, DependsOn: 'Beside' },
        Middle: { Type: 'T', Properties: { a: { 'Fn::ImportValue': 'first' } } },
        Beside: { Type: 'T', Properties: { a: { 'Fn::Join': ['', ['x', { 'Fn::GetAtt': ['Middle', 'Arn'] }]] } } },
      },
    },
    Base: {
      Resources: { First: { Type: 'T' } },
      Outputs: { O: { Value: { Ref: 'First' }, Export: { Name: 'first' } } },
    },
  });

  expect(problems).toEqual([]);
  expect(order.map(({ id }) => id)).toEqual(['Base/First', 'App/Middle', 'App/Beside', 'App/Last']);
});

it('leaves out resources whose condition does not hold, and what only they name', () => {
  const { order, problems } = graph({
    App: {
      Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
      Resources: {
        Off: { Type: 'T', Condition: 'Never', Properties: { a: { Ref: 'Nobody' } } },
        On: { Type: 'T', Properties: { a: { 'Fn::If': ['Never', { Ref: 'Off' }, 1] } } },
      },
    },
  });

  expect(problems).toEqual([]);
  expect(order.map(({ logicalId }) => logicalId)).toEqual(['On']);
});

it('reports all problems with their places: unknown functions, missing names, circles', () => {
  const { problems } = graph({
    App: {
      Resources: {
        A: { Type: 'T', Properties: { deep: [{ x: { 'Fn::Cidr': [] } }] } },
        B: { Type: 'T', Properties: { x: { Ref: 'Nobody' } } },
        C: { Type: 'T', DependsOn: ['D'] },
        D: { Type: 'T', Properties: { x: { Ref: 'C' } } },
      },
    },
  });

  expect(problems.map(({ place, message }) => `${place}: ${message}`)).toEqual([
    'App/A.deep[0].x: unknown intrinsic function Fn::Cidr',
    'App/B: names App/Nobody, which does not exist',
    'App/C: depends on itself: App/C -> App/D -> App/C',
  ]);
});

it('does not look into resources without a meaning here', () => {
  const { problems } = graph(
    { App: { Resources: { A: { Type: 'Off', Properties: { x: { 'Fn::Cidr': [] } } } } } },
    () => false,
  );

  expect(problems).toEqual([]);
});
