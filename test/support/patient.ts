import type { Assembly } from '../../local/template/types.ts';

/**
 * What functions get instead of their stage's settings. Limits in milliseconds after which a payment is judged or
 * carried otherwise are as a slow machine needs them: what they lead to is tested by faults, not by chance. They stay
 * below what functions may take. A pace that spares others, in operations a second, spares nobody here.
 */
const settings: Readonly<Record<string, string>> = {
  SCREENING_LIMIT_MS: '10000',
  INSTANT_LIMIT_MS: '10000',
  OPERATIONS_PER_SEC: '10000',
};

/** The same app, with functions that wait longer for what they need, and not to spare others. */
export const patient = (assembly: Assembly): Assembly => ({
  ...assembly,
  stacks: assembly.stacks.map((stack) => ({
    ...stack,
    template: JSON.parse(JSON.stringify(stack.template), (name, value: unknown) => settings[name] ?? value),
  })),
});
