import { isLetter, isUpper } from './characters.ts';
import * as Concept from './concepts.ts';
import { isGateway } from './gateways.ts';
import { topLevelDomainEnd } from './links.ts';
import { endsName, isUpperWord, mayEndName } from './name-words.ts';
import * as Sign from './signs.ts';
import * as Kind from './token-kinds.ts';
import type { Token, Tokens } from './tokens.ts';

export function continues(tokens: Tokens, at: number, sign: Token): boolean {
  const next = tokens.at(at + 1);
  switch (sign.value) {
    case Sign.ampersand:
    case Sign.apostrophe:
      return next.kind === Kind.word;
    case Sign.underscore:
      return next.glued;
    case Sign.plus:
      return sign.glued;
    case Sign.hash:
      // `BP#0912`
      return sign.glued && next.glued && next.kind === Kind.number;
    case Sign.star:
      // `GOOGLE*CLOUD`; a gateway's `RAZ*SHOP` was read as a narration
      return sign.glued && next.glued && next.kind === Kind.word && !isGateway(tokens.textOf(at - 1));
    case Sign.dot:
      return dotContinues(tokens, at, sign, next);
    case Sign.hyphen:
      return sign.glued && next.glued && !isSignature(tokens, at);
    case Sign.comma:
      return next.kind === Kind.word && next.concept === 0 && isPlace(tokens, at + 1);
    default:
      return false;
  }
}

/** `NYKAA.COM`, `K.M. Traders`; not the end of a sentence. */
function dotContinues(tokens: Tokens, at: number, sign: Token, next: Token): boolean {
  if (next.kind !== Kind.word) return false;
  if (next.glued) {
    const domain =
      topLevelDomainEnd(tokens.text, next.start) === next.end ||
      (next.concept === 0 && tokens.text.slice(next.start, next.end) === 'FIT');
    const opens = sign.glued && tokens.textOf(at - 1).toUpperCase() === 'WWW';
    if (sign.glued && isInitial(tokens, sign) && isUpperWord(tokens, next)) return true;
    return domain || opens || next.end - next.start === 1;
  }
  if (tokens.at(at - 1).concept === Concept.title) return true;
  return isInitial(tokens, sign) && next.concept === 0;
}

/** `J.SPORTS`, `K. RAO` */
const isInitial = ({ text }: Tokens, { start }: Token): boolean =>
  isUpper(text.charCodeAt(start - 1)) && !isLetter(text.charCodeAt(start - 2));

/** `NAME-XYZ Bank` at the end of a message: the hyphen opens the writer's signature. */
function isSignature(tokens: Tokens, at: number): boolean {
  for (let next = at + 1; next <= at + 4; next++) {
    const token = tokens.at(next);
    if (token.kind === Kind.end) return true;
    if (token.concept === Concept.account) return false;
    if (token.kind !== Kind.word) return token.kind === Kind.newline || next === tokens.count - 1;
  }
  return false;
}

/** `, DUBAI.`: one or two words in capitals and then the sentence ends. */
function isPlace(tokens: Tokens, at: number): boolean {
  if (!isUpperWord(tokens, tokens.at(at))) return false;
  const next = tokens.at(at + 1);
  return (
    next.kind === Kind.punct ||
    next.kind === Kind.end ||
    next.kind === Kind.newline ||
    endsName(next.concept) ||
    mayEndName(next.concept)
  );
}
