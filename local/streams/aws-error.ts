/** An answer of an AWS service that is no success. */
export class AwsError extends Error {
  override readonly name: string;
  readonly status: number;

  constructor(name: string, message: string, status: number) {
    super(`${name}: ${message}`);
    this.name = name;
    this.status = status;
  }
}

/** May the same call work later? A refusal will not; a throttled or failing service, or a broken connection, may. */
export function isTransient(error: unknown): boolean {
  const { name = '', $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } };
  const status = error instanceof AwsError ? error.status : $metadata?.httpStatusCode;
  return status === undefined || status >= 500 || /Throttl|TooManyRequests|SlowDown|LimitExceeded/.test(name);
}
