import type { Node } from '../template/types.ts';

/**
 * Functions are started with all that their role allows, so the policies of a role come before its functions. CDK says
 * so (`DependsOn`) for the default policy only. A policy that itself waits for the function stays behind it.
 */
export function policiesFirst(nodes: ReadonlyMap<string, Node>, dependencies: Map<string, Set<string>>): void {
  const policiesOf = new Map<string, string[]>();
  for (const { id, resource } of nodes.values()) {
    if (resource.Type !== 'AWS::IAM::Policy' && resource.Type !== 'AWS::IAM::ManagedPolicy') continue;
    for (const named of dependencies.get(id) ?? [])
      if (nodes.get(named)?.resource.Type === 'AWS::IAM::Role')
        policiesOf.set(named, [...(policiesOf.get(named) ?? []), id]);
  }
  const waitsFor = (id: string, wanted: string, seen = new Set<string>()): boolean => {
    if (id === wanted) return true;
    if (seen.has(id)) return false;
    seen.add(id);
    return [...(dependencies.get(id) ?? [])].some((next) => waitsFor(next, wanted, seen));
  };
  for (const { id, resource } of nodes.values()) {
    if (resource.Type !== 'AWS::Lambda::Function') continue;
    const named = dependencies.get(id) ?? new Set();
    for (const policy of [...named].flatMap((each) => policiesOf.get(each) ?? []))
      if (!waitsFor(policy, id)) named.add(policy);
  }
}
