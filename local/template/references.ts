import { attributeOf, callOf, evaluate, isKnownFunction, namesIn, Unresolvable } from './intrinsics.ts';
import { exportNamed, nodeId, scopeOf } from './scope.ts';
import type { Assembly, Stack } from './types.ts';

/**
 * Node ids of all resources that a value names, through exports of other stacks as well. Branches of `Fn::If` that
 * are not taken name nothing.
 * @throws {Unresolvable} for an unknown function or an export that does not exist
 */
export function* referencesIn(assembly: Assembly, stack: Stack, value: unknown, place: string): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  const call = Array.isArray(value) ? undefined : callOf(value);
  if (call === undefined) {
    for (const [key, each] of Object.entries(value))
      yield* referencesIn(assembly, stack, each, Array.isArray(value) ? `${place}[${key}]` : `${place}.${key}`);
    return;
  }
  if (!isKnownFunction(call.name)) throw new Unresolvable(place, `unknown intrinsic function ${call.name}`);
  switch (call.name) {
    case 'Ref':
      yield* resourceNamed(stack, String(call.argument));
      return;
    case 'Fn::GetAtt':
      yield* resourceNamed(stack, attributeOf(call.argument, undefined, place)[0]);
      return;
    case 'Fn::Sub': {
      const [template, values = {}] =
        typeof call.argument === 'string' ? [call.argument] : (call.argument as readonly unknown[]);
      for (const name of namesIn(String(template)))
        if (!Object.hasOwn(values as object, name)) yield* resourceNamed(stack, name.split('.')[0] ?? name);
      yield* referencesIn(assembly, stack, values, place);
      return;
    }
    case 'Fn::If': {
      const [test, whenTrue, whenFalse] = call.argument as readonly unknown[];
      const holds = scopeOf(assembly, stack, () => undefined).condition(String(test));
      yield* referencesIn(assembly, stack, holds ? whenTrue : whenFalse, place);
      return;
    }
    case 'Fn::ImportValue': {
      const scope = scopeOf(assembly, stack, () => undefined);
      const { stack: exporter, output } = exportNamed(assembly, String(evaluate(call.argument, scope, place)), place);
      yield* referencesIn(assembly, exporter, output.Value, `${exporter.name}/Outputs`);
      return;
    }
    default:
      yield* referencesIn(assembly, stack, call.argument, place);
  }
}

function* resourceNamed(stack: Stack, name: string): Generator<string> {
  if (!name.startsWith('AWS::') && stack.template.Parameters?.[name] === undefined) yield nodeId(stack, name);
}
