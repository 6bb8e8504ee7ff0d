import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { withDynamicReferences } from '../template/dynamic-references.ts';
import type { Graph } from '../template/graph.ts';
import { evaluate } from '../template/intrinsics.ts';
import { type Made, scopeOf } from '../template/scope.ts';
import type { Assembly, Node } from '../template/types.ts';
import { adapterOf } from './index.ts';
import { physicalName } from './names.ts';
import type { World } from './world.ts';

const ifOldData = 'If this is about data of an older checkout: npm run reset drops it.';

/** What was created, by node id. */
export type CreatedResources = ReadonlyMap<string, Made & { readonly type: string; readonly logicalId: string }>;

/**
 * Creates every resource as soon as those that it names are there.
 * @throws Error with the resource's id when one can't be created; the others are let finish
 */
export async function createResources(assembly: Assembly, graph: Graph, world: World): Promise<CreatedResources> {
  const made = new Map<string, Made & { readonly type: string; readonly logicalId: string }>();
  const pending = new Map<string, Promise<void>>();
  for (const node of graph.order) {
    const before = [...(graph.dependencies.get(node.id) ?? [])].map((id) => pending.get(id));
    const creation = Promise.all(before).then(async () => {
      const result = await createOne(assembly, node, (id) => made.get(id), world);
      made.set(node.id, { ...result, type: node.resource.Type, logicalId: node.logicalId });
    });
    pending.set(node.id, creation);
  }
  const outcomes = await Promise.allSettled(pending.values());
  const failures = new Set(outcomes.flatMap((each) => (each.status === 'rejected' ? [messageOf(each.reason)] : [])));
  if (failures.size > 0) throw new Error([...failures, ifOldData].join('\n'));
  return made;
}

async function createOne(
  assembly: Assembly,
  { id, stack, logicalId, resource }: Node,
  madeOf: (id: string) => Made | undefined,
  world: World,
): Promise<Made> {
  const adapter = adapterOf(resource.Type);
  if (adapter === undefined) return madeUp(stack.name, logicalId);
  const readSecret = async (secretId: string, jsonKey: string | undefined): Promise<string> => {
    const { SecretString = '' } = await world.clients.secrets.send(new GetSecretValueCommand({ SecretId: secretId }));
    return jsonKey === undefined
      ? SecretString
      : String((JSON.parse(SecretString) as Record<string, unknown>)[jsonKey]);
  };
  const properties = evaluate(resource.Properties ?? {}, scopeOf(assembly, stack, madeOf), id);
  const wanted = {
    id,
    stackName: stack.name,
    logicalId,
    resourceType: resource.Type,
    properties: await withDynamicReferences(properties, readSecret),
    assets: stack.assets,
  };
  try {
    return await adapter.create(wanted, world);
  } catch (error) {
    const reason = messageOf(error);
    throw new Error(reason.includes(id) ? reason : `${id} (${resource.Type}) could not be created: ${reason}`, {
      cause: error,
    });
  }
}

/** A resource without a meaning here: whoever names it gets a text that is at least recognisable. */
function madeUp(stackName: string, logicalId: string): Made {
  const name = physicalName({ stackName, logicalId }, 100);
  return {
    physicalId: name,
    attributes: new Proxy({}, { get: (_, attribute) => `${name}.${String(attribute)}` }),
  };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
