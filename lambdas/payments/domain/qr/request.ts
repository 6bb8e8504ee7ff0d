import { agree, type Offer, type Price, type PriceRefusal } from './price.ts';

/** Times are instants in UTC with three decimals, so that they compare as text. */
export type DynamicState =
  | { readonly kind: 'created' }
  /** One payment tries; when `until` has passed, another may. */
  | { readonly kind: 'locked'; readonly paymentId: string; readonly amount: bigint; readonly until: string }
  | { readonly kind: 'paid'; readonly paymentId: string; readonly amount: bigint; readonly at: string }
  | { readonly kind: 'expired'; readonly at: string }
  | { readonly kind: 'cancelled'; readonly at: string };

export type DynamicRequest = {
  readonly price: Price;
  readonly expiresAt: string;
  readonly state: DynamicState;
};

export type Command =
  | { readonly kind: 'lock'; readonly paymentId: string; readonly offer: Offer; readonly until: string }
  | { readonly kind: 'confirm'; readonly paymentId: string }
  | { readonly kind: 'release'; readonly paymentId: string }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'expire' };

export type Reason = PriceRefusal | 'expired' | 'already-paid' | 'cancelled' | 'being-paid' | 'not-locked' | 'not-due';

/** `same`: done before by the same command, so the first answer is given again. */
export type Decision =
  | { readonly kind: 'move'; readonly to: DynamicState }
  | { readonly kind: 'same' }
  | { readonly kind: 'refuse'; readonly reason: Reason };

const refuse = (reason: Reason): Decision => ({ kind: 'refuse', reason });

function decideCreated(request: DynamicRequest, command: Command, now: string): Decision {
  const over = now >= request.expiresAt;
  switch (command.kind) {
    case 'lock': {
      if (over) return refuse('expired');
      const price = agree(request.price, command.offer);
      if (price.kind === 'refuse') return price;
      const { paymentId, until } = command;
      return { kind: 'move', to: { kind: 'locked', paymentId, amount: price.amount, until } };
    }
    case 'confirm':
      return refuse('not-locked');
    case 'release':
      return { kind: 'same' };
    case 'cancel':
      return { kind: 'move', to: { kind: 'cancelled', at: now } };
    case 'expire':
      return over ? { kind: 'move', to: { kind: 'expired', at: now } } : refuse('not-due');
  }
}

type Locked = Extract<DynamicState, { kind: 'locked' }>;

function decideLocked(request: DynamicRequest, locked: Locked, command: Command, now: string): Decision {
  const held = now < locked.until;
  const created: DynamicRequest = { ...request, state: { kind: 'created' } };
  switch (command.kind) {
    case 'lock': {
      if (command.paymentId !== locked.paymentId)
        return held ? refuse('being-paid') : decideCreated(created, command, now);
      const price = agree({ ...request.price, amount: locked.amount }, command.offer);
      return price.kind === 'refuse' ? price : { kind: 'same' };
    }
    case 'confirm':
      // Also after `until` or the expiry: the lock was in time and nobody took it over.
      if (command.paymentId !== locked.paymentId) return refuse('not-locked');
      return { kind: 'move', to: { kind: 'paid', paymentId: locked.paymentId, amount: locked.amount, at: now } };
    case 'release':
      return command.paymentId === locked.paymentId ? { kind: 'move', to: { kind: 'created' } } : { kind: 'same' };
    case 'cancel':
    case 'expire':
      return held ? refuse('being-paid') : decideCreated(created, command, now);
  }
}

function decidePaid(paymentId: string, command: Command): Decision {
  const again = (command.kind === 'lock' || command.kind === 'confirm') && command.paymentId === paymentId;
  return again ? { kind: 'same' } : refuse('already-paid');
}

/**
 * A dynamic code pays once. The payment is posted in the transaction that stores the answer to `confirm`: a payment whose
 * lock was taken over is refused there, and its money has not moved.
 */
export function decide(request: DynamicRequest, command: Command, now: string): Decision {
  const { state } = request;
  switch (state.kind) {
    case 'created':
      return decideCreated(request, command, now);
    case 'locked':
      return decideLocked(request, state, command, now);
    case 'paid':
      return decidePaid(state.paymentId, command);
    case 'expired':
      return command.kind === 'expire' ? { kind: 'same' } : refuse('expired');
    case 'cancelled':
      return command.kind === 'cancel' ? { kind: 'same' } : refuse('cancelled');
  }
}
