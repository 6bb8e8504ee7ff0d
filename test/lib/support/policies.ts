import type { Resource } from './synthesized.ts';

export type Statement = {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
};

export const listOf = <Item>(value: Item | readonly Item[]): readonly Item[] =>
  Array.isArray(value) ? (value as readonly Item[]) : [value as Item];

/** The statements of an AWS::IAM::Policy. */
export const statementsOf = ({ Properties }: Resource): readonly Statement[] =>
  (Properties.PolicyDocument as { Statement: readonly Statement[] }).Statement;

export const actionsOf = (policy: Resource): readonly string[] =>
  statementsOf(policy).flatMap(({ Action }) => listOf(Action));
