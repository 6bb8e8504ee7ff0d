import type { EventEnvelope } from '../../lambdas/contracts/event.ts';
import type { OperationsRequested } from '../../lambdas/contracts/payments.ts';
import type { KnownOrder, Note } from '../../lambdas/payments/adapters/orders-table.ts';
import type { UntoldEnd } from '../../lambdas/payments/adapters/untold-ends.ts';
import { type Operation, operationId } from '../../lambdas/payments/domain/operation.ts';
import type { Answer } from '../../lambdas/payments/domain/order/answer.ts';
import { isEnd } from '../../lambdas/payments/domain/order/order.ts';
import { fromRequested } from '../../lambdas/payments/domain/requested.ts';
import type { Outcome, Verdict } from '../../lambdas/payments/domain/verdict.ts';
import type { OrderSagaDeps } from '../../lambdas/payments/order-saga/deps.ts';
import { silentLog, silentMeter } from './fakes.ts';
import { aKnownOrder, aKnownVendor } from './orders.ts';
import { aKnownTransfer, aVerdict } from './payments.ts';

export type VendorScript = {
  readonly ask?: () => Answer | 'pending';
  readonly poll?: () => Answer | 'pending';
  readonly confirm?: () => boolean;
  readonly cancel?: () => boolean;
  readonly answers?: 'callback' | 'poll';
};

const done: Readonly<Record<Operation['op'], Outcome>> = {
  post: 'posted',
  hold: 'held',
  capture: 'captured',
  void: 'voided',
  reverse: 'reversed',
};

/** One order in memory: its row, a ledger that knows keys, a vendor that says what it is told, and events by id. */
export function orderWorld(
  script: VendorScript = {},
  refuse: (operation: Operation) => Outcome | undefined = () => undefined,
) {
  let known: KnownOrder = aKnownOrder({ state: 'placed', callbackId: null });
  const journal = new Map<string, { readonly operation: Operation; readonly outcome: Outcome }>();
  const events = new Map<string, EventEnvelope>();
  const untold = new Map<string, UntoldEnd>();
  /** What the vendor was told, each kind once. */
  const told = new Set<string>();

  const post = async (operations: readonly Operation[]): Promise<Verdict[]> =>
    operations.map((operation) => {
      const id = operationId(operation);
      const before = journal.get(id);
      const outcome = before?.outcome ?? refuse(operation) ?? done[operation.op];
      journal.set(id, { operation, outcome });
      return aVerdict(operation, { outcome, replayed: before !== undefined });
    });

  const deps: OrderSagaDeps = {
    orders: {
      read: async () => known,
      note: async (_, { step, state, captured, reason }: Note) => {
        const at = '2026-11-21T06:00:01.000Z';
        if (known.steps.some((each) => each.step === step)) return at;
        known = {
          ...known,
          state: isEnd(known.state) && state !== 'stuck' ? known.state : state,
          captured: captured ?? known.captured,
          reason: reason ?? known.reason,
          steps: [...known.steps, { step, at }],
        };
        if (isEnd(state) && step === state)
          untold.set(state, { orderId: known.order.id, state, at, captured: known.captured, reason });
        return at;
      },
      answer: async (_, answer) => {
        known = { ...known, answer: known.answer ?? answer };
        return known.answer;
      },
      await: async (_, callbackId) => {
        known = { ...known, callbackId };
      },
    },
    ledger: { post, systemAccount: async (purpose, currency) => `system:${purpose}:${currency}` },
    readTransfer: async (id) => {
      const found = journal.get(id);
      return found === undefined ? undefined : aKnownTransfer({ id, outcome: found.outcome });
    },
    vendors: {
      ask: async () => {
        told.add('ask');
        return script.ask?.() ?? { kind: 'accepted', minor: known.order.amount.minor };
      },
      poll: async () => script.poll?.() ?? 'pending',
      confirm: async () => {
        told.add('confirm');
        return script.confirm?.() ?? true;
      },
      cancel: async () => {
        told.add('cancel');
        return script.cancel?.() ?? true;
      },
    },
    vendorNamed: async (id) => aKnownVendor({ id, answers: script.answers ?? 'callback' }),
    reversalLane: async (commands) => {
      for (const command of commands as OperationsRequested[]) await post(command.data.operations.map(fromRequested));
    },
    publish: async (stated) => {
      for (const event of stated) events.set(event.id, event);
    },
    told: async (_, state) => void untold.delete(state),
    nudge: async () => undefined,
    now: () => new Date('2026-11-21T06:00:00.000Z'),
    log: silentLog,
    meter: silentMeter,
  };

  return {
    deps,
    order: () => known,
    steps: () => known.steps.map(({ step }) => step),
    /** The vendor's answer by a call of its own. */
    say: async (answer: Answer) => void (await deps.orders.answer('', answer)),
    end: (state: KnownOrder['state']) => {
      known = { ...known, state };
    },
    told: () => [...told],
    untold: () => [...untold.values()],
    events: () => [...events.values()].map(({ type }) => type.split('.')[2]),
    /** What is in the ledger, by operation and outcome. */
    entries: () => [...journal.values()].map(({ operation, outcome }) => `${operation.op} ${outcome}`),
  };
}

export type OrderWorld = ReturnType<typeof orderWorld>;
