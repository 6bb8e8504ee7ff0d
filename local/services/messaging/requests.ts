import type { z } from 'zod';
import { AwsError } from '../call.ts';

/** @throws AwsError with the service's code when a request has fields that AWS, or the laptop, does not know */
export function checked<Shape extends z.ZodType>(shape: Shape, input: unknown, code: string): z.output<Shape> {
  const parsed = shape.safeParse(input);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new AwsError(code, faults.join('; '));
}
