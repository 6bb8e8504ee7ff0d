import { evaluate, type Scope, Unresolvable } from './intrinsics.ts';
import type { Assembly, Output, Stack } from './types.ts';

/** What a created resource gives to those that name it. */
export type Made = {
  /** What `Ref` gives. */
  readonly physicalId: string;
  /** What `Fn::GetAtt` gives, by attribute. */
  readonly attributes: Readonly<Record<string, unknown>>;
};

export type MadeOf = (nodeId: string) => Made | undefined;

export const nodeId = (stack: Stack, logicalId: string): string => `${stack.name}/${logicalId}`;

/** The scope of one stack's template; Ref and GetAtt of resources look at what was made so far. */
export function scopeOf(assembly: Assembly, stack: Stack, madeOf: MadeOf): Scope {
  const { template, region, accountId } = stack;
  const pseudo: Readonly<Record<string, unknown>> = {
    'AWS::AccountId': accountId,
    'AWS::Region': region,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': stack.name,
    'AWS::StackId': `arn:aws:cloudformation:${region}:${accountId}:stack/${stack.name}/laptop`,
    'AWS::NotificationARNs': [],
  };
  const at = (logicalId: string): Made => {
    const made = madeOf(nodeId(stack, logicalId));
    if (made === undefined) throw new Unresolvable(stack.name, `${logicalId} has not been created`);
    return made;
  };
  const scope: Scope = {
    region,
    ref: (name) => {
      if (name in pseudo) return pseudo[name];
      const parameter = template.Parameters?.[name];
      return parameter === undefined ? at(name).physicalId : parameterValue(stack, name, parameter);
    },
    getAtt: (logicalId, attribute) => {
      const value = at(logicalId).attributes[attribute];
      if (value === undefined) throw new Unresolvable(stack.name, `${logicalId} has no attribute ${attribute} here`);
      return value;
    },
    importValue: (name) => {
      const { stack: exporter, output } = exportNamed(assembly, name, stack.name);
      return evaluate(output.Value, scopeOf(assembly, exporter, madeOf), `${exporter.name}/Outputs`);
    },
    mapping: (map, first, second) => {
      const value = template.Mappings?.[map]?.[first]?.[second];
      if (value === undefined) throw new Unresolvable(stack.name, `no value in mapping ${map}.${first}.${second}`);
      return value;
    },
    condition: (name) => {
      const expression = template.Conditions?.[name];
      if (expression === undefined) throw new Unresolvable(stack.name, `no condition ${name}`);
      return evaluate(expression, scope, `${stack.name}/Conditions.${name}`) === true;
    },
  };
  return scope;
}

function parameterValue(stack: Stack, name: string, { Type, Default }: { Type: string; Default?: unknown }): unknown {
  // The default of an SSM parameter is the name under which the value lies, not the value.
  if (Type.startsWith('AWS::SSM::')) throw new Unresolvable(stack.name, `parameter ${name} is read from SSM`);
  if (Default === undefined) throw new Unresolvable(stack.name, `parameter ${name} has no default`);
  return Type.startsWith('List<') || Type === 'CommaDelimitedList' ? String(Default).split(',') : Default;
}

/** @throws {Unresolvable} when no stack exports the name */
export function exportNamed(
  assembly: Assembly,
  name: string,
  importer: string,
): { readonly stack: Stack; readonly output: Output } {
  for (const stack of assembly.stacks) {
    const scope = scopeOf(assembly, stack, () => undefined);
    for (const output of Object.values(stack.template.Outputs ?? {})) {
      if (output.Export === undefined) continue;
      if (evaluate(output.Export.Name, scope, `${stack.name}/Outputs`) === name) return { stack, output };
    }
  }
  throw new Unresolvable(importer, `no stack exports ${name}`);
}
