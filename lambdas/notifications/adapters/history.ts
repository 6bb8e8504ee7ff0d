import type { SentNotification } from '../../contracts/api/notification-tracking.ts';
import type { Database } from '../../shared/data-api.ts';
import { replacementOf } from '../domain/dispatch/replace.ts';
import { utc } from './utc.ts';

/** A customer's messages, the newest first, behind the one named `before`. @returns at most `limit` of them */
export type ReadHistory = (
  customerId: string,
  page: { readonly limit: number; readonly before?: string | undefined },
) => Promise<readonly SentNotification[]>;

type Row = Omit<SentNotification, 'template' | 'replacedBy'> & {
  readonly templateId: string;
  readonly templateVersion: number;
};

const times = [
  'requested',
  'accepted',
  'delivered',
  'bounced',
  'complained',
  'opened',
  'clicked',
  'converted',
  'replied',
]
  .map((kind) => `${utc(`${kind}_at`)} AS "${kind}At"`)
  .join(', ');

const behind = `AND (requested_at, id) < (
  SELECT requested_at, id FROM notifications.notification WHERE id = :before::uuid AND customer_id = :customerId)`;

export const historyIn =
  ({ query }: Database): ReadHistory =>
  async (customerId, { limit, before }) => {
    const rows = await query<Row>(
      `SELECT id AS "notificationId", campaign_id AS "campaignId", rule_id AS "ruleId", template_id AS "templateId",
         template_version AS "templateVersion", variant, purpose, channel, state, reason, ${times}
       FROM notifications.notification
       WHERE customer_id = :customerId
         ${before === undefined ? '' : behind}
       ORDER BY requested_at DESC, id DESC LIMIT :limit`,
      { customerId, limit, ...(before !== undefined && { before }) },
    );
    return rows.map(({ templateId: id, templateVersion: version, ...row }) => ({
      ...row,
      template: { id, version },
      replacedBy: row.state === 'replaced' ? replacementOf(row.notificationId, customerId) : null,
    }));
  };
