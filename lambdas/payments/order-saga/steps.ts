import { tellEndBy } from '../adapters/tell-end.ts';
import type { Operation } from '../domain/operation.ts';
import { orderEvent } from '../domain/order/events.ts';
import { captureOf, holdOf, voidOf } from '../domain/order/operations.ts';
import { type EndState, merchantWallet, type Order } from '../domain/order/order.ts';
import { isSuccess, type Outcome, outcomeOfAll } from '../domain/verdict.ts';
import type { OrderSagaDeps } from './deps.ts';

/** The effects of the saga but for its waits. Each may be repeated at any time, and has one effect. */
export function makeSteps({ orders, ledger, publish, told, nudge, log, meter }: OrderSagaDeps) {
  const tellEnd = tellEndBy({ publish, told, log, meter });

  /** @returns what became of all: of a group that failed the one that it failed for */
  async function postAll(operations: readonly Operation[]): Promise<Outcome> {
    const verdicts = await ledger.post(operations);
    if (verdicts.some(({ replayed }) => !replayed)) await nudge();
    return outcomeOfAll(verdicts.map(({ outcome }) => outcome));
  }

  return {
    sayPlaced: async (order: Order, at: string): Promise<void> => {
      await publish([orderEvent(order, 'placed', { at, captured: 0n })]);
    },

    hold: async (order: Order): Promise<Outcome> => {
      const { currency } = order.amount;
      // Both are made when a currency is first seen.
      const fees = await ledger.systemAccount('fees', currency);
      const payee = merchantWallet(order) ?? (await ledger.systemAccount('vendor-settlement', currency));
      const outcome = await postAll(holdOf(order, { payee, fees }));
      if (isSuccess(outcome)) await orders.note(order.id, { step: 'held', state: 'held' });
      return outcome;
    },

    capture: async (order: Order, minor: bigint): Promise<Outcome> => {
      const outcome = await postAll(captureOf(order, minor));
      if (isSuccess(outcome)) await orders.note(order.id, { step: 'captured', state: 'captured', captured: minor });
      return outcome;
    },

    /** @returns whether nothing is held any more */
    void: async (order: Order): Promise<boolean> => {
      const verdicts = await ledger.post(voidOf(order));
      if (verdicts.some(({ replayed }) => !replayed)) await nudge();
      return verdicts.every(
        // Of an order that nobody began nothing is held.
        ({ outcome }) => ['voided', 'hold-expired', 'hold-not-active', 'unknown-hold'].includes(outcome),
      );
    },

    end: async (order: Order, state: EndState, captured: bigint, reason: string | undefined): Promise<void> => {
      const at = await orders.note(order.id, { step: state, state, captured, reason });
      await tellEnd(order, state, { at, captured, reason });
    },
  };
}

export type Steps = ReturnType<typeof makeSteps>;
