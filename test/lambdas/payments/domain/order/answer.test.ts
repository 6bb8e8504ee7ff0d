import { type Answer, fromStored, receptionOf, toStored } from '../../../../../lambdas/payments/domain/order/answer.ts';

const all: Answer = { kind: 'accepted', minor: 1000n };
const part: Answer = { kind: 'accepted', minor: 500n };
const refused: Answer = { kind: 'refused' };
const none: Answer = { kind: 'no-answer' };

it.each<[string, Answer, Answer, string]>([
  ['the first acceptance', all, all, 'taken'],
  ['the first refusal', refused, refused, 'taken'],
  ['an acceptance of another part', part, all, 'contradicts'],
  ['a refusal of what was accepted', refused, all, 'contradicts'],
  ['an acceptance after nobody waited any more', all, none, 'too-late'],
  ['an acceptance of what was refused', all, refused, 'too-late'],
  ['a refusal after nobody waited any more', refused, none, 'taken'],
])('receives %s', (_, answer, first, reception) => {
  expect(receptionOf(answer, first)).toBe(reception);
});

it.each([all, part, refused, none])('reads what it stored', (answer) => {
  expect(fromStored(JSON.parse(JSON.stringify(toStored(answer))))).toEqual(answer);
});
