import { collecting, type Graph, graphOf } from '../template/graph.ts';
import { evaluate } from '../template/intrinsics.ts';
import { type Made, scopeOf } from '../template/scope.ts';
import type { Assembly, Problem } from '../template/types.ts';
import { adapterOf, hasNoMeaning } from './index.ts';
import { policiesFirst } from './policies-first.ts';
import { unknownParts } from './unknown-parts.ts';

/** The templates say things that the laptop does not know; the message lists all of them. */
export class UnsupportedTemplates extends Error {
  override readonly name = 'UnsupportedTemplates';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const lines = problems.map(({ place, message }) => `  ${place}: ${message}`);
    super(`The laptop cloud does not know everything in cdk.out:\n${lines.join('\n')}`);
    this.problems = problems;
  }
}

/** Stands for values that are known when the resource is created. */
const anyValue: Made = {
  physicalId: 'known-later',
  attributes: new Proxy({}, { get: () => 'known-later' }),
};

/**
 * Looks at all resources before any is created.
 * @throws {UnsupportedTemplates} naming every unknown type, property, function and part
 */
export function checkTemplates(assembly: Assembly): Graph {
  const graph = graphOf(assembly, (type) => adapterOf(type) !== undefined, policiesFirst);
  const problems = [...graph.problems, ...unknownParts(assembly)];
  for (const { id, stack, resource } of graph.order) {
    if (hasNoMeaning(resource.Type)) continue;
    const known = adapterOf(resource.Type);
    if (known === undefined) {
      problems.push({ place: id, message: `no local adapter for ${resource.Type}` });
      continue;
    }
    collecting(problems, id, () => {
      const properties = evaluate(
        resource.Properties ?? {},
        scopeOf(assembly, stack, () => anyValue),
        id,
      );
      for (const message of known.check(properties)) problems.push({ place: `${id} (${resource.Type})`, message });
    });
  }
  if (problems.length > 0) throw new UnsupportedTemplates(withoutRepeats(problems));
  return graph;
}

function withoutRepeats(problems: readonly Problem[]): Problem[] {
  const seen = new Map(problems.map((problem) => [`${problem.place} ${problem.message}`, problem]));
  return [...seen.values()];
}
