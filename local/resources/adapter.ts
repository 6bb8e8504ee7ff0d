import { z } from 'zod';
import type { Made } from '../template/scope.ts';
import type { World } from './world.ts';

/** A resource to create, its properties resolved. */
export type Wanted<Properties> = {
  /** `<stack>/<logical id>` */
  readonly id: string;
  readonly stackName: string;
  /** For example `AWS::S3::Bucket`. */
  readonly resourceType: string;
  readonly logicalId: string;
  readonly properties: Properties;
  /** Absolute path of each file asset of its stack by its key. */
  readonly assets: ReadonlyMap<string, string>;
};

export type Adapter = {
  readonly types: readonly string[];
  /** What is wrong with the properties, each as `path: reason`; nothing for those that the laptop understands. */
  readonly check: (properties: unknown) => readonly string[];
  /** Creates it where it isn't there yet; a second start keeps what it holds. */
  readonly create: (wanted: Wanted<unknown>, world: World) => Promise<Made>;
};

type Definition<Shape extends z.ZodType> = {
  readonly type: string | readonly string[];
  /** A strict object: a property that is not in it stops the start. */
  readonly properties: Shape;
  readonly create: (wanted: Wanted<z.output<Shape>>, world: World) => Promise<Made> | Made;
};

export function adapter<Shape extends z.ZodType>({ type, properties, create }: Definition<Shape>): Adapter {
  return {
    types: [type].flat(),
    check: (value) => {
      const parsed = properties.safeParse(value);
      return parsed.success ? [] : parsed.error.issues.flatMap(describe);
    },
    create: async (wanted, world) => create({ ...wanted, properties: properties.parse(wanted.properties) }, world),
  };
}

/** A property that changes nothing on a laptop. */
export const noMeaning = (reason: string) => z.unknown().optional().meta({ reason });

const tags = noMeaning('tags are for bills and searches');
/** Every taggable type has one of these. */
export const tagged = { Tags: tags };

function describe(issue: z.core.$ZodIssue): string[] {
  const path = issue.path.join('.');
  const at = (key: string) => (path === '' ? key : `${path}.${key}`);
  return issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => `property ${at(key)} is not known here`)
    : [`property ${path}: ${issue.message}`];
}
