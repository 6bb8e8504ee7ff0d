import { type Happened, type Next, nextAfter } from '../../../../../lambdas/payments/domain/order/saga.ts';

const wanted = 1000n;
const asked = (minor: bigint): Happened => ({ step: 'ask', answer: { kind: 'accepted', minor }, wanted });

it.each<[string, Happened, Next]>([
  ['asks the vendor once the money is held', { step: 'hold', outcome: 'held' }, { do: 'ask' }],
  [
    'ends where nothing could be held: there is nothing to undo',
    { step: 'hold', outcome: 'insufficient-funds' },
    { do: 'end', state: 'undone', reason: 'insufficient-funds' },
  ],
  ['captures all that is accepted', asked(1000n), { do: 'capture', minor: 1000n }],
  ['captures a part where a part is accepted', asked(1n), { do: 'capture', minor: 1n }],
  [
    'takes no acceptance of more than was ordered',
    asked(1001n),
    { do: 'undo', steps: ['void', 'cancel'], reason: 'wrong-amount' },
  ],
  ['takes no acceptance of nothing', asked(0n), { do: 'undo', steps: ['void', 'cancel'], reason: 'wrong-amount' }],
  [
    'need not tell a vendor that refused',
    { step: 'ask', answer: { kind: 'refused' }, wanted },
    { do: 'undo', steps: ['void'], reason: 'vendor-refused' },
  ],
  [
    'gives the money back before it tells a silent vendor',
    { step: 'ask', answer: { kind: 'no-answer' }, wanted },
    { do: 'undo', steps: ['void', 'cancel'], reason: 'no-answer' },
  ],
  ['confirms what is captured', { step: 'capture', outcome: 'captured' }, { do: 'confirm' }],
  [
    'undoes what cannot be captured',
    { step: 'capture', outcome: 'account-not-open' },
    { do: 'undo', steps: ['void', 'cancel'], reason: 'account-not-open' },
  ],
  ['ends when the vendor delivers', { step: 'confirm', taken: true }, { do: 'end', state: 'delivered' }],
  [
    'pays back what is not delivered',
    { step: 'confirm', taken: false },
    { do: 'undo', steps: ['reverse', 'cancel'], reason: 'not-delivered' },
  ],
  [
    'is undone when all is undone',
    { step: 'undo', failed: [], reason: 'no-answer' },
    { do: 'end', state: 'undone', reason: 'no-answer' },
  ],
  [
    'is stuck when anything could not be undone',
    { step: 'undo', failed: ['cancel'], reason: 'no-answer' },
    { do: 'end', state: 'stuck', reason: 'no-answer' },
  ],
])('%s', (_, happened, next) => {
  expect(nextAfter(happened)).toEqual(next);
});
