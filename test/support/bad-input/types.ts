import type { ProblemKind } from '../../../lambdas/contracts/api/problem.ts';
import type { ApiRoute } from '../../../lambdas/contracts/api/routes.ts';

/** Whose token goes with a request, and what is wrong with the token. */
export type Caller = {
  readonly subject: string;
  readonly scopes: readonly string[];
  readonly flaw?: 'none sent' | 'no JWT' | 'unsigned' | 'expired' | 'foreign key' | 'other client' | 'other issuer';
};

export type Refusal =
  /** Before the function: AWS's own words. */
  | { readonly by: 'gateway'; readonly status: number }
  /** By the function: problem details, with one of its errors at `error` or below. */
  | {
      readonly by: 'function';
      readonly kind: ProblemKind;
      readonly error?: { readonly in: 'body' | 'path' | 'query' | 'header'; readonly pointer: string };
    };

export type BadRequest = {
  readonly route: ApiRoute;
  /** What is wrong: `body: null at /takenAt`. */
  readonly title: string;
  readonly method: string;
  /** Decoded values of the variables in the route's path. */
  readonly path: Readonly<Record<string, string>>;
  /** As it goes on the wire, without `?`. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  readonly caller: Caller;
  readonly refusal: Refusal;
};

/** A part of a request that is wrong, and what it is refused with. */
export type Flaw = Partial<Omit<BadRequest, 'route'>> & Pick<BadRequest, 'title' | 'refusal'>;

/** In every value that is wrong: no answer may repeat it. */
export const marker = 'zqmarker';
