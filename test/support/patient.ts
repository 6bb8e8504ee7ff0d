import type { Assembly } from '../../local/template/types.ts';

/**
 * Limits after which a payment is judged or carried otherwise, in milliseconds, as a slow machine needs them: what they
 * lead to is tested by faults, not by chance. Below what functions may take.
 */
const patience: Readonly<Record<string, string>> = { SCREENING_LIMIT_MS: '10000', INSTANT_LIMIT_MS: '10000' };

/** The same app, with functions that wait longer for what they need. */
export const patient = (assembly: Assembly): Assembly => ({
  ...assembly,
  stacks: assembly.stacks.map((stack) => ({
    ...stack,
    template: JSON.parse(JSON.stringify(stack.template), (name, value: unknown) => patience[name] ?? value),
  })),
});
