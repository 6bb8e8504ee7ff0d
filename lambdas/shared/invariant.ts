/** For what types cannot say: a broken promise between parts of our own code, never for bad input. */
export function invariant(condition: unknown, promise: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${promise}`);
}
