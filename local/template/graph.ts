import { Unresolvable } from './intrinsics.ts';
import { referencesIn } from './references.ts';
import { nodeId, scopeOf } from './scope.ts';
import type { Assembly, Node, Problem } from './types.ts';

export type Graph = {
  /** Each resource after all that it names. */
  readonly order: readonly Node[];
  /** Node ids that a node waits for. */
  readonly dependencies: ReadonlyMap<string, ReadonlySet<string>>;
  readonly problems: readonly Problem[];
};

/** Adds to what nodes wait for. */
export type AddDependencies = (nodes: ReadonlyMap<string, Node>, dependencies: Map<string, Set<string>>) => void;

/**
 * Resources whose condition holds, ordered by what they name, across stacks.
 * @param hasMeaning Types that are created here; what others name does not matter.
 */
export function graphOf(
  assembly: Assembly,
  hasMeaning: (type: string) => boolean,
  addDependencies: AddDependencies = () => undefined,
): Graph {
  const problems: Problem[] = [];
  const nodes = new Map<string, Node>();
  for (const stack of assembly.stacks) {
    const { condition } = scopeOf(assembly, stack, () => undefined);
    for (const [logicalId, resource] of Object.entries(stack.template.Resources)) {
      const id = nodeId(stack, logicalId);
      collecting(problems, id, () => {
        if (resource.Condition === undefined || condition(resource.Condition))
          nodes.set(id, { id, stack, logicalId, resource });
      });
    }
  }
  const dependencies = new Map<string, Set<string>>();
  for (const node of nodes.values()) {
    const named = new Set<string>();
    dependencies.set(node.id, named);
    if (!hasMeaning(node.resource.Type)) continue;
    const { DependsOn = [], Properties = {} } = node.resource;
    for (const logicalId of [DependsOn].flat() as string[]) named.add(nodeId(node.stack, logicalId));
    collecting(problems, node.id, () => {
      for (const id of referencesIn(assembly, node.stack, Properties, node.id)) named.add(id);
    });
    for (const other of named) {
      if (nodes.has(other)) continue;
      problems.push({ place: node.id, message: `names ${other}, which does not exist` });
      named.delete(other);
    }
  }
  addDependencies(nodes, dependencies);
  return { order: sorted(nodes, dependencies, problems), dependencies, problems };
}

function sorted(
  nodes: ReadonlyMap<string, Node>,
  dependencies: ReadonlyMap<string, ReadonlySet<string>>,
  problems: Problem[],
): Node[] {
  const order: Node[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const enter = (node: Node, path: readonly string[]): void => {
    if (state.get(node.id) === 'done') return;
    if (state.get(node.id) === 'open') {
      problems.push({ place: node.id, message: `depends on itself: ${[...path, node.id].join(' -> ')}` });
      return;
    }
    state.set(node.id, 'open');
    for (const id of dependencies.get(node.id) ?? []) {
      const next = nodes.get(id);
      if (next !== undefined) enter(next, [...path, node.id]);
    }
    state.set(node.id, 'done');
    order.push(node);
  };
  for (const node of nodes.values()) enter(node, []);
  return order;
}

/** Runs a step and notes what it finds unresolvable instead of stopping at the first. */
export function collecting(problems: Problem[], place: string, step: () => void): void {
  try {
    step();
  } catch (error) {
    if (!(error instanceof Unresolvable)) throw error;
    problems.push({ place: error.place.startsWith(place) ? error.place : place, message: error.reason });
  }
}
