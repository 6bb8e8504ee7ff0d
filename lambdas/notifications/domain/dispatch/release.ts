import { isPromotional, type NotificationsRequested, type Recipient } from '../../../contracts/notifications.ts';
import { maxRecipients } from '../../../contracts/recipients.ts';
import { deterministicId } from '../../../shared/deterministic-id.ts';
import { requestOf } from '../request.ts';

type Data = NotificationsRequested['data'];

/** Room for the rest of a record of at most 256 KiB. */
const maxBytes = 200 * 1024;

/** Requests for messages that waited: those of one wish together, but each urgent one by itself. */
export function releaseOf(waited: readonly Data[], at: Date): NotificationsRequested[] {
  const byWish = Map.groupBy(waited, ({ recipients: _, ...wish }) => JSON.stringify(wish));
  return [...byWish.values()].flatMap((all) => {
    const [any] = all;
    if (any === undefined) return [];
    const most = any.origin.kind === 'campaign' || isPromotional(any.purpose) ? maxRecipients : 1;
    return chunked(
      all.flatMap(({ recipients }) => recipients),
      most,
    ).map((recipients) => recordOf({ ...any, recipients }, at));
  });
}

function recordOf(data: Data, at: Date): NotificationsRequested {
  const [first] = data.recipients;
  const id = deterministicId('released', first?.id ?? '', at.toISOString());
  return requestOf(data, { id, subject: first?.customerId ?? '', at });
}

function chunked(recipients: readonly Recipient[], most: number): Recipient[][] {
  const chunks: Recipient[][] = [];
  let bytes = 0;
  for (const recipient of recipients) {
    const size = Buffer.byteLength(JSON.stringify(recipient)) + 1;
    const last = chunks.at(-1);
    if (last === undefined || last.length === most || bytes + size > maxBytes) {
      chunks.push([recipient]);
      bytes = size;
    } else {
      last.push(recipient);
      bytes += size;
    }
  }
  return chunks;
}
