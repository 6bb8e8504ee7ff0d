import * as Concept from './concepts.ts';
import { isoDate } from './dates.ts';
import { conceptSet } from './lexicon.ts';
import type { Message } from './message.ts';
import { isoTime } from './times.ts';
import * as Kind from './token-kinds.ts';

const TIME_REACH = 4;

/** The first date, with the time beside it. */
export function statedAt({ tokens, hasDate }: Message): string | null {
  if (!hasDate) return null;
  for (let at = 0; at < tokens.count; at++) {
    const token = tokens.at(at);
    if (token.kind !== Kind.date || isAhead(tokens, at)) continue;
    const date = isoDate(token.value);
    if (date === null) return null;
    for (let near = at - TIME_REACH; near <= at + TIME_REACH; near++) {
      const time = tokens.at(near);
      if (time.kind === Kind.time) return `${date}T${isoTime(time.value)}`;
    }
    return date;
  }
  return null;
}

const looksAhead = conceptSet(Concept.emi, Concept.due, Concept.will, Concept.by, Concept.upcoming);

/** `First EMI on 05-11-26`, `due by 05-11-26` */
function isAhead(tokens: Message['tokens'], at: number): boolean {
  return looksAhead(tokens.at(at - 1).concept) || looksAhead(tokens.at(at - 2).concept);
}

/** The first date after a word that asks for payment. */
export function dueDate({ tokens, has, hasDate }: Message): string | null {
  if (!hasDate || !(has(Concept.due) || has(Concept.overdue) || has(Concept.please) || has(Concept.will))) return null;
  let asked = false;
  for (let at = 0; at < tokens.count; at++) {
    const token = tokens.at(at);
    if (token.concept === Concept.due || token.concept === Concept.please || token.concept === Concept.will)
      asked = true;
    if (asked && token.kind === Kind.date) return isoDate(token.value);
  }
  return null;
}
