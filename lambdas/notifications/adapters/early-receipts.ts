import type { ReceiptKind } from '../../contracts/notifications.ts';
import type { Query } from '../../shared/data-api.ts';
import type { Receipt } from '../domain/tracking/receipt.ts';
import { utc } from './utc.ts';

/** Receipts that name an SMS by the provider's id alone, and came before that id was written down. */
export type EarlyReceipts = {
  /** At most `earlyReceiptsPerCall`, of messages that are known by now. */
  readonly ready: () => Promise<readonly Receipt[]>;
  /** These stay no longer, nor do those that nobody knew for an hour: they are of somebody else's SMS. */
  readonly tracked: (receipts: readonly Receipt[]) => Promise<void>;
};

export const earlyReceiptsPerCall = 500;

type Row = {
  readonly providerId: string;
  readonly kind: ReceiptKind;
  readonly at: string;
  readonly reason: string;
  readonly isPermanent: boolean;
};

export const earlyReceiptsIn = ({ query }: { readonly query: Query }): EarlyReceipts => ({
  ready: async () => {
    const rows = await query<Row>(
      `SELECT e.provider_id AS "providerId", e.kind, ${utc('e.at')} AS at, e.reason, e.permanent AS "isPermanent"
       FROM notifications.early_receipt AS e
       WHERE EXISTS (SELECT FROM notifications.notification AS n WHERE n.channel = 'sms' AND n.provider_id = e.provider_id)
       ORDER BY e.heard_at, e.provider_id, e.kind, e.at LIMIT ${earlyReceiptsPerCall}`,
    );
    return rows.map(({ providerId, ...receipt }) => ({ ...receipt, message: { providerId } }));
  },

  tracked: async (receipts) => {
    const rows = receipts.flatMap(({ message, kind, at }) =>
      'providerId' in message ? [{ provider_id: message.providerId, kind, at }] : [],
    );
    await query(
      `DELETE FROM notifications.early_receipt AS e
       USING jsonb_to_recordset(:rows) AS t (provider_id text, kind text, at timestamptz)
       WHERE e.provider_id = t.provider_id AND e.kind = t.kind AND e.at = t.at`,
      { rows },
    );
    await query(`DELETE FROM notifications.early_receipt WHERE heard_at < now() - interval '1 hour'`);
  },
});
