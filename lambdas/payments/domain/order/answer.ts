/** What a vendor says of an order, or that it said nothing in time. */
export type Answer =
  /** It delivers so much of it, in minor units. */
  { readonly kind: 'accepted'; readonly minor: bigint } | { readonly kind: 'refused' } | { readonly kind: 'no-answer' };

/** As it is stored. */
export type StoredAnswer = { readonly kind: Answer['kind']; readonly minor?: string };

export const toStored = (answer: Answer): StoredAnswer =>
  answer.kind === 'accepted' ? { kind: 'accepted', minor: answer.minor.toString() } : { kind: answer.kind };

export const fromStored = ({ kind, minor = '0' }: StoredAnswer): Answer =>
  kind === 'accepted' ? { kind, minor: BigInt(minor) } : { kind };

/** What becomes of an answer, given the first one, which counts. */
export function receptionOf(answer: Answer, first: Answer): 'taken' | 'too-late' | 'contradicts' {
  if (answer.kind === first.kind) {
    const isSame = answer.kind !== 'accepted' || first.kind !== 'accepted' || answer.minor === first.minor;
    return isSame ? 'taken' : 'contradicts';
  }
  // A refusal that comes after we stopped waiting says what we decided.
  if (first.kind !== 'accepted') return answer.kind === 'accepted' ? 'too-late' : 'taken';
  return 'contradicts';
}
