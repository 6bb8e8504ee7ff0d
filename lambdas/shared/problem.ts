import { type FieldError, type ProblemDetails, type ProblemKind, problemKinds } from '../contracts/api/problem.ts';

/** A refusal that the caller is told about as problem details. Its detail never repeats what they sent. */
export class Problem extends Error {
  readonly kind: ProblemKind;
  readonly errors: readonly FieldError[];
  /** What the caller is to sign; of a payment's own words alone. */
  readonly toSign: string | undefined;
  constructor(kind: ProblemKind, detail: string, errors: readonly FieldError[] = [], toSign?: string) {
    super(detail);
    this.kind = kind;
    this.errors = errors;
    this.toSign = toSign;
  }

  get status(): number {
    return problemKinds[this.kind].status;
  }

  /** @param instance the id of the request */
  toJSON(instance = ''): ProblemDetails {
    const { status, title } = problemKinds[this.kind];
    const errors = this.errors.length === 0 ? {} : { errors: [...this.errors] };
    const toSign = this.toSign === undefined ? {} : { toSign: this.toSign };
    return { type: `/docs#problem-${this.kind}`, title, status, detail: this.message, instance, ...errors, ...toSign };
  }
}
