import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Made } from '../template/scope.ts';
import { adapter, noMeaning, type Wanted } from './adapter.ts';
import { shortId } from './names.ts';
import type { KeptCustomResource, World } from './world.ts';

const answerShape = z.looseObject({
  Status: z.enum(['SUCCESS', 'FAILED']),
  Reason: z.string().optional(),
  PhysicalResourceId: z.string().optional(),
  Data: z.record(z.string(), z.unknown()).default({}),
});

type Request = { readonly type: 'Create' | 'Update' | 'Delete'; readonly physicalId?: string; readonly old?: unknown };

/** `CustomResource` and `Custom::*`: the function behind the service token does it, once per change of properties. */
export const customResource = adapter({
  type: ['AWS::CloudFormation::CustomResource', 'Custom::*'],
  properties: z.looseObject({
    ServiceToken: z.string(),
    ServiceTimeout: noMeaning("the function's own time limit is what counts on a laptop"),
  }),
  create: async ({ properties, ...wanted }, world): Promise<Made> => {
    const kept = world.customResources.kept(wanted.id);
    if (kept !== undefined && isDeepStrictEqual(kept.properties, properties)) return madeOf(kept);
    const { Data, PhysicalResourceId } = await ask(
      wanted,
      properties,
      kept === undefined ? { type: 'Create' } : { type: 'Update', physicalId: kept.physicalId, old: kept.properties },
      world,
    );
    const physicalId = PhysicalResourceId ?? kept?.physicalId ?? `${wanted.logicalId}-${shortId(wanted, 12)}`;
    const resource: KeptCustomResource = { serviceToken: properties.ServiceToken, properties, physicalId, data: Data };
    world.customResources.keep(wanted.id, resource);
    // As CloudFormation does: an update that answers another id has replaced the resource, so the old one goes.
    if (kept !== undefined && kept.physicalId !== physicalId)
      await ask(wanted, kept.properties, { type: 'Delete', physicalId: kept.physicalId }, world);
    return madeOf(resource);
  },
});

const madeOf = ({ physicalId, data }: KeptCustomResource): Made => ({ physicalId, attributes: data });

/** @throws Error with the reason that the function gives, or with how it failed */
async function ask(
  wanted: Omit<Wanted<unknown>, 'properties'>,
  properties: Readonly<Record<string, unknown>>,
  { type, physicalId, old }: Request,
  world: World,
): Promise<z.output<typeof answerShape>> {
  const { url, answer, forget } = world.customResources.answers.expect();
  const failed = (reason: string) => new Error(`${type} of ${wanted.id} failed: ${reason}`);
  try {
    const result = await world.invoke(String(properties.ServiceToken), {
      RequestType: type,
      ResponseURL: url,
      StackId: `arn:aws:cloudformation:${world.region}:${world.accountId}:stack/${wanted.stackName}/laptop`,
      RequestId: randomUUID(),
      ResourceType: wanted.resourceType,
      LogicalResourceId: wanted.logicalId,
      ...(physicalId !== undefined && { PhysicalResourceId: physicalId }),
      ResourceProperties: asTexts(properties),
      ...(old !== undefined && { OldResourceProperties: asTexts(old) }),
    });
    // CloudFormation would wait an hour for a function that failed without an answer.
    if (result.kind === 'error') throw failed(`${result.errorType}: ${result.errorMessage}`);
    const parsed = answerShape.safeParse(await answer());
    if (!parsed.success) throw failed('the function did not answer its ResponseURL');
    if (parsed.data.Status === 'FAILED') throw failed(parsed.data.Reason ?? 'without a reason');
    return parsed.data;
  } finally {
    forget();
  }
}

/** CloudFormation sends numbers and booleans of properties as text. */
function asTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asTexts);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, asTexts(each)]));
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}
