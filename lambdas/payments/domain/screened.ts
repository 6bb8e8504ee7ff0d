import type { ScreeningMark } from '../../contracts/payments.ts';
import type { Hold, Post } from './operation.ts';

/** What a hold is for that waits for an operator, and how long it waits. */
export const reviewKind = 'review';
const reviewSec = 3 * 86_400;

/** The payment with what judged it when the payer's limits did not. */
export const marked = (post: Post, mark: ScreeningMark | undefined): Post =>
  mark === undefined ? post : { ...post, metadata: { ...post.metadata, screening: mark } };

/** The money kept for the payee, under the same key: whichever of both comes first counts. */
export const heldForReview = (post: Post): Hold => ({ ...post, op: 'hold', kind: reviewKind, holdSec: reviewSec });

/** How the same request may have been sent before, when screening judged it otherwise. */
export const variantsOf = (post: Post): readonly (Post | Hold)[] =>
  ([undefined, 'static', 'none'] as const)
    .map((mark) => marked(post, mark))
    .flatMap((each) => [each, heldForReview(each)]);
