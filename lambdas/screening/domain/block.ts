/** That a customer must not pay. `until` is UTC ISO 8601; `null` lasts until it is lifted. */
export type Block = { readonly reason: string; readonly until: string | null };

/** @param at UTC ISO 8601 */
export const isActive = ({ until }: Block, at: string): boolean => until === null || Date.parse(until) > Date.parse(at);
