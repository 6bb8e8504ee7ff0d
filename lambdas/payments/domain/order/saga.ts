import { isSuccess, type Outcome } from '../verdict.ts';
import type { Answer } from './answer.ts';
import type { EndState } from './order.ts';

/** Gives held money back, pays captured money back, tells the vendor not to deliver. */
export type Undo = 'void' | 'reverse' | 'cancel';

/** What a step of the saga came to. */
export type Happened =
  | { readonly step: 'hold'; readonly outcome: Outcome }
  | { readonly step: 'ask'; readonly answer: Answer; readonly wanted: bigint }
  | { readonly step: 'capture'; readonly outcome: Outcome }
  | { readonly step: 'confirm'; readonly taken: boolean }
  | { readonly step: 'undo'; readonly failed: readonly Undo[]; readonly reason: string };

export type Next =
  | { readonly do: 'hold' }
  | { readonly do: 'ask' }
  | { readonly do: 'capture'; readonly minor: bigint }
  | { readonly do: 'confirm' }
  | { readonly do: 'undo'; readonly steps: readonly Undo[]; readonly reason: string }
  | { readonly do: 'end'; readonly state: EndState; readonly reason?: string };

/**
 * Money goes back before the vendor is told: one that is away keeps nobody's money. A vendor that refused need not be
 * told; one that said nothing, or something we cannot use, may deliver all the same.
 */
export function nextAfter(happened: Happened): Next {
  switch (happened.step) {
    case 'hold':
      return isSuccess(happened.outcome) ? { do: 'ask' } : { do: 'end', state: 'undone', reason: happened.outcome };
    case 'ask':
      return afterAnswer(happened.answer, happened.wanted);
    case 'capture':
      return isSuccess(happened.outcome)
        ? { do: 'confirm' }
        : { do: 'undo', steps: ['void', 'cancel'], reason: happened.outcome };
    case 'confirm':
      return happened.taken
        ? { do: 'end', state: 'delivered' }
        : { do: 'undo', steps: ['reverse', 'cancel'], reason: 'not-delivered' };
    case 'undo':
      return { do: 'end', state: happened.failed.length === 0 ? 'undone' : 'stuck', reason: happened.reason };
  }
}

/** What an execution left that is gone. `answer` is the one that counts: none in time where there was none. */
export type Left = {
  readonly isUndoing: boolean;
  readonly captured: bigint;
  readonly reason: string | null;
  readonly answer: Answer;
  readonly wanted: bigint;
};

/**
 * Where to go on with an order that nobody carried to its end. Its hold is over, so nothing new comes of it: a capture that
 * was made and not noted is found under its key, and one that was not made is refused. What is being undone stays so.
 */
export function nextAfterLoss({ isUndoing, captured, reason, answer, wanted }: Left): Next {
  if (!isUndoing) return afterAnswer(answer, wanted);
  return { do: 'undo', steps: [captured > 0n ? 'reverse' : 'void', 'cancel'], reason: reason ?? 'abandoned' };
}

function afterAnswer(answer: Answer, wanted: bigint): Next {
  switch (answer.kind) {
    case 'accepted':
      if (answer.minor > 0n && answer.minor <= wanted) return { do: 'capture', minor: answer.minor };
      return { do: 'undo', steps: ['void', 'cancel'], reason: 'wrong-amount' };
    case 'refused':
      return { do: 'undo', steps: ['void'], reason: 'vendor-refused' };
    case 'no-answer':
      return { do: 'undo', steps: ['void', 'cancel'], reason: 'no-answer' };
  }
}
