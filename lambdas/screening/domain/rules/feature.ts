import type { Payment } from '../payment.ts';
import type { EntityState } from '../state/state.ts';

/** A payment that is asked for, with the states before it. A state that could not be read is absent. */
export type Sources = {
  readonly payment: Payment;
  readonly payer?: EntityState | undefined;
  readonly payee?: EntityState | undefined;
  readonly device?: EntityState | undefined;
  readonly region?: EntityState | undefined;
};

/** `null` is not known: a rule that would need it does not fire. */
export type FeatureValue = bigint | number | string | boolean | null;
export type FeatureKind = 'money' | 'number' | 'text' | 'flag';
export type Feature = { readonly kind: FeatureKind; readonly of: (sources: Sources, atMs: number) => FeatureValue };
