import type { IFunction } from 'aws-cdk-lib/aws-lambda';

/**
 * Something that a function works with: the variables that name it and the permission for just that work, in one, so that
 * neither is there without the other.
 */
export interface Use {
  readonly environment: Readonly<Record<string, string>>;
  readonly grant: (handler: IFunction) => void;
}
