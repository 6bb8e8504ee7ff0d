/** An answer of an AWS service that is no success. */
export class AwsError extends Error {
  override readonly name: string;
  readonly status: number;

  constructor(name: string, message: string, status: number) {
    super(message);
    this.name = name;
    this.status = status;
  }
}

const refusal = /AccessDenied|Forbidden|NotFound|NoSuch|NonExistent|DoesNotExist|Unrecognized|InvalidAccessKey/;

/**
 * May the same call work later? Not when the caller may not, or what it asks for is not there. Everything else may pass:
 * a service that is throttled, away or broken.
 */
export function isTransient(error: unknown): boolean {
  const { name = '', $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } };
  const status = error instanceof AwsError ? error.status : $metadata?.httpStatusCode;
  return !refusal.test(name) && status !== 403 && status !== 404;
}
