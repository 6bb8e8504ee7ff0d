import type { ReceiptTaken } from '../../../contracts/notifications.ts';
import { deterministicId } from '../../../shared/deterministic-id.ts';

/** States on the stream of receipts what became of a message of a customer; the same again has the same id. */
export const receiptEvent = (customerId: string, data: ReceiptTaken['data']): ReceiptTaken => ({
  specversion: '1.0',
  id: deterministicId(
    'receipt',
    data.notificationId,
    data.kind,
    data.at,
    data.link ?? '',
    String(data.isMachine ?? false),
  ),
  source: '/sangam/notifications',
  type: 'sangam.notifications.receipt-taken.v1',
  subject: customerId,
  time: data.at,
  datacontenttype: 'application/json',
  data,
});
