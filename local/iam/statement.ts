import { z } from 'zod';

const oneOrMore = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());

/** Condition operators and keys whose meaning on a laptop is known; others would be guessed at, so they stop the start. */
const operators = [
  'StringEquals',
  'StringNotEquals',
  'StringLike',
  'StringNotLike',
  'ArnEquals',
  'ArnLike',
  'Bool',
] as const;

const conditions = z.partialRecord(
  z.enum(operators),
  z.record(z.string(), oneOrMore.or(z.boolean().transform((b) => [String(b)]))),
);

const statement = z
  .strictObject({
    Sid: z.string().optional(),
    Effect: z.enum(['Allow', 'Deny']),
    Action: oneOrMore.optional(),
    NotAction: oneOrMore.optional(),
    Resource: oneOrMore.optional(),
    NotResource: oneOrMore.optional(),
    Condition: conditions.optional(),
  })
  .refine(({ Action, NotAction }) => (Action === undefined) !== (NotAction === undefined), 'needs Action or NotAction')
  .refine(
    ({ Resource, NotResource }) => (Resource === undefined) !== (NotResource === undefined),
    'needs Resource or NotResource',
  );

/** A statement of an identity policy, checked. */
export type Statement = z.output<typeof statement>;

/** @throws Error naming what the laptop does not understand of a policy, with the role it belongs to */
export function parseStatements(owner: string, statements: readonly unknown[]): Statement[] {
  return statements.map((each, index) => {
    const parsed = statement.safeParse(each);
    if (parsed.success) return parsed.data;
    const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Error(`The policy of ${owner} (statement ${index}) is not understood: ${faults.join('; ')}`);
  });
}
