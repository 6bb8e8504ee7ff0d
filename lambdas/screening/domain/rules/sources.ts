import type { Payment } from '../payment.ts';
import { type Entity, type EntityState, partiesOf } from '../state/state.ts';
import type { Sources } from './feature.ts';

/** `stateOf` gives `emptyState` for an entity that is new, and nothing for one whose state could not be read. */
export function sourcesOf(payment: Payment, stateOf: (entity: Entity) => EntityState | undefined): Sources {
  const { payer, payee, device, region } = partiesOf(payment);
  return {
    payment,
    payer: stateOf(payer),
    payee: stateOf(payee),
    device: device && stateOf(device),
    region: region && stateOf(region),
  };
}
