/** What is wrong with a payload, in words that are safe to show: they name the rule, never the value. */
export type Problem =
  | 'too-long'
  | 'not-text' // control, direction-override or half characters: a name could show as another
  | 'not-emv' // does not begin as a payment code does: a web address, a ticket
  | 'unknown-version'
  | 'bad-tag'
  | 'bad-length'
  | 'cut-off'
  | 'repeated'
  | 'missing'
  | 'unexpected'
  | 'bad-value'
  | 'unknown-currency'
  | 'checksum-missing'
  | 'checksum-differs';

/** `at` is the tag, with the tag inside a template after a dot (`62.05`), or empty for the payload as a whole. */
export type Refusal = { readonly kind: 'refused'; readonly problem: Problem; readonly at: string };

export const refuse = (problem: Problem, at = ''): Refusal => ({ kind: 'refused', problem, at });

export const isRefusal = <T>(value: T | Refusal): value is Refusal =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'refused';
