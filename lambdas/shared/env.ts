import { z } from 'zod';

/**
 * Reads a function's configuration from its environment, once at load.
 * @throws Error naming each missing or malformed variable, so that a bad deploy fails at its first cold start.
 */
export function parseEnv<Shape extends z.core.$ZodLooseShape>(shape: Shape, source: NodeJS.ProcessEnv = process.env) {
  const parsed = z.object(shape).safeParse(source);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Error(`Environment of this function is incomplete: ${faults.join('; ')}`);
}

/** A variable that must be there. */
export const required = z.string().min(1);
