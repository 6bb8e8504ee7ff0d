import type { Assembly, Problem } from '../template/types.ts';

const sections = new Set([
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Mappings',
  'Conditions',
  'Resources',
  'Outputs',
  // Checks what a deploy was given, such as the version of CDK's own stack in the account.
  'Rules',
]);
const attributes = new Set([
  'Type',
  'Properties',
  'DependsOn',
  'Condition',
  'Metadata',
  // What becomes of a resource that goes: npm run reset drops the folder.
  'DeletionPolicy',
  'UpdateReplacePolicy',
]);

/** Parts of a template beside properties that nothing here reads: a macro under `Transform` would change all the rest. */
export function unknownParts({ stacks }: Assembly): Problem[] {
  return stacks.flatMap(({ name, template }) => [
    ...unknown(template, sections).map((part) => ({ place: name, message: `section ${part} is not known here` })),
    ...Object.entries(template.Resources).flatMap(([logicalId, resource]) =>
      unknown(resource, attributes).map((part) => ({
        place: `${name}/${logicalId}`,
        message: `attribute ${part} is not known here`,
      })),
    ),
  ]);
}

const unknown = (part: object, known: ReadonlySet<string>): string[] =>
  Object.keys(part).filter((key) => !known.has(key));
