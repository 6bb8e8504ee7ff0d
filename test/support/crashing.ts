/** Thrown in place of a call, or after it took effect, as when a worker dies. */
export class Crash extends Error {}

/**
 * Wraps every function of `target` so that call number `at` (over all functions, from 0) dies: before it does anything,
 * or after it was carried out.
 */
export function crashingAt<Target extends object>(target: Target, at: number, when: 'before' | 'after'): Target {
  let calls = 0;
  return new Proxy(target, {
    get: (object, name, receiver) => {
      const member: unknown = Reflect.get(object, name, receiver);
      if (typeof member !== 'function') return member;
      return async (...args: unknown[]) => {
        const isLast = calls++ === at;
        if (isLast && when === 'before') throw new Crash(`before ${String(name)}`);
        const result: unknown = await member.apply(object, args);
        if (isLast) throw new Crash(`after ${String(name)}`);
        return result;
      };
    },
  });
}
