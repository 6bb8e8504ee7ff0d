import { deterministicId } from '../../shared/deterministic-id.ts';
import type { Request } from './operation.ts';

/** Who makes keys. No name has a dot or a slash: one parts the id that others see, the other the ledger's. */
export type Caller = 'api' | 'cash-in' | 'bulk' | 'order' | 'qr' | 'reversal' | 'review';

/**
 * The idempotency key of a request in the ledger's scope.
 * @param parts who asks, and the key that they chose: two customers may choose the same
 */
export const requestKey = (caller: Caller, ...parts: readonly string[]): Pick<Request, 'caller' | 'key'> => ({
  caller,
  key: deterministicId(caller, ...parts),
});

/** The ledger's `<caller>/<key>` as others see it, fit for a path: `api.1f0c...`. */
export const publicId = (ledgerId: string): string => ledgerId.replace('/', '.');

export const ledgerId = (id: string): string => id.replace('.', '/');
