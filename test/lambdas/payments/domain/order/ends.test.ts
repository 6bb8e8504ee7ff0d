import type { Answer } from '../../../../../lambdas/payments/domain/order/answer.ts';
import {
  type Happened,
  type Next,
  nextAfter,
  nextAfterLoss,
} from '../../../../../lambdas/payments/domain/order/saga.ts';

const wanted = 1000n;
const answers: readonly Answer[] = [
  { kind: 'accepted', minor: 1000n },
  { kind: 'accepted', minor: 1n },
  { kind: 'accepted', minor: 1001n },
  { kind: 'refused' },
  { kind: 'no-answer' },
];
const refusals = ['insufficient-funds', 'hold-expired', 'account-not-open'] as const;

/** Everything that a step may come to. */
function* happeningsOf(next: Next): Generator<Happened> {
  switch (next.do) {
    case 'hold':
      for (const outcome of ['held', ...refusals] as const) yield { step: 'hold', outcome };
      break;
    case 'capture':
      for (const outcome of ['captured', ...refusals] as const) yield { step: 'capture', outcome };
      break;
    case 'ask':
      for (const answer of answers) yield { step: 'ask', answer, wanted };
      break;
    case 'confirm':
      for (const taken of [true, false]) yield { step: 'confirm', taken };
      break;
    case 'undo': {
      const { steps, reason } = next;
      for (const failed of [[], ...steps.map((step) => [step]), steps]) yield { step: 'undo', failed, reason };
      break;
    }
    case 'end':
  }
}

type Way = { readonly happened: readonly Happened[]; readonly next: Next };

/** Every way that an order may go, to its end. @throws Error for one that is longer than there are steps */
function* waysFrom({ happened, next }: Way): Generator<Way> {
  if (happened.length > 6) throw new Error('an order goes in circles');
  if (next.do === 'end') yield { happened, next };
  for (const each of happeningsOf(next)) yield* waysFrom({ happened: [...happened, each], next: nextAfter(each) });
}

const beginnings: readonly Next[] = [
  { do: 'hold' },
  ...[true, false].flatMap((isUndoing) =>
    [0n, 500n].flatMap((captured) =>
      answers.map((answer) => nextAfterLoss({ isUndoing, captured, reason: null, answer, wanted })),
    ),
  ),
];

it('ends every way, and needs a person only where something could not be undone', () => {
  const ends = new Set<string>();
  for (const next of beginnings)
    for (const { happened, next: end } of waysFrom({ happened: [], next })) {
      if (end.do !== 'end') throw new Error('a way that has no end');
      const last = happened.at(-1);
      const isLeft = last?.step === 'undo' && last.failed.length > 0;
      expect([end.state, isLeft]).toEqual([end.state, end.state === 'stuck']);
      ends.add(end.state);
    }
  expect([...ends].toSorted()).toEqual(['delivered', 'stuck', 'undone']);
});

it('delivers nothing that is not captured, and leaves nothing captured that is undone', () => {
  for (const { happened, next } of waysFrom({ happened: [], next: { do: 'hold' } })) {
    const isCaptured = happened.some((each) => each.step === 'capture' && each.outcome === 'captured');
    const isPaidBack = happened.some((each) => each.step === 'undo' && !each.failed.includes('reverse'));
    if (next.do === 'end' && next.state === 'delivered') expect([isCaptured, isPaidBack]).toEqual([true, false]);
    if (next.do === 'end' && next.state === 'undone' && isCaptured) expect(isPaidBack).toBe(true);
  }
});
