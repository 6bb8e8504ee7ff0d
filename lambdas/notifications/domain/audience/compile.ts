import type { Comparison, Segment, SegmentOp } from '../../../contracts/api/segment.ts';
import { type SegmentField, segmentFields } from '../../../contracts/segment-fields.ts';

/** The text is ours, all of it; what was asked for is in the parameters. */
export type CompiledSegment = {
  /** A condition over `c`, a row of notifications.contact, and `i`, one of devices.insight_summary, that is never null. */
  readonly sql: string;
  readonly params: Readonly<Record<string, string | number | readonly string[]>>;
  /** Whether `i` is needed: it is not for free. */
  readonly readsInsights: boolean;
};

const days = (since: string): string => `extract(epoch FROM now() - ${since}) / 86400.0`;

/** What is compared; null when it is not known. */
const expressions: Readonly<Record<Exclude<SegmentField, `wallet.${string}` | 'customer.channels'>, string>> = {
  'customer.language': 'c.language',
  'customer.zone': 'c.zone',
  'customer.knownDays': days('c.created_at'),
  'insights.salary': 'i.salary_minor',
  'insights.salaryDaysAgo': days('i.salary_at'),
  'insights.emi': 'i.emi_minor',
  'insights.balance': 'i.balance_minor',
  'insights.bounces90d': 'i.bounces_90d',
  'insights.lenders90d': 'i.lenders_90d',
  'insights.appCategories': 'i.app_categories',
  'notified.daysAgo': `(SELECT ${days('n.requested_at')} FROM notifications.notification AS n WHERE n.customer_id = c.customer_id AND n.state = 'accepted' ORDER BY n.requested_at DESC LIMIT 1)`,
};

const operators: Readonly<Record<'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge', string>> = {
  eq: '=',
  ne: '<>',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
};

/** Makes a condition of a segment that its schema let through. */
export function segmentSql(segment: Segment): CompiledSegment {
  const params: Record<string, string | number | readonly string[]> = {};
  let readsInsights = false;
  const bind = (value: string | number | readonly string[]): string => {
    const name = `p${Object.keys(params).length}`;
    params[name] = value;
    return `:${name}`;
  };

  function joined(members: readonly Segment[], by: 'AND' | 'OR'): string {
    return `(${members.map(condition).join(` ${by} `)})`;
  }

  function condition(node: Segment): string {
    if ('all' in node) return joined(node.all, 'AND');
    if ('any' in node) return joined(node.any, 'OR');
    if ('not' in node) return `(NOT ${condition(node.not)})`;
    if (node.field.startsWith('insights.')) readsInsights = true;
    // What is not known meets nothing, and its opposite neither turns that into null.
    return `coalesce(${comparison(node)}, false)`;
  }

  function comparison({ field, op, value }: Comparison): string {
    if (field === 'customer.channels') return reachable(op, value);
    if (field === 'wallet.balance' || field === 'wallet.available') return wallet(field, op, value);
    const of = expressions[field];
    if (op === 'known') return `${of} IS NOT NULL`;
    if (op === 'in')
      return `${of} = ANY (ARRAY(SELECT jsonb_array_elements_text(${bind(value as readonly string[])}::jsonb)))`;
    if (op === 'has') return `${bind(value as string)} = ANY (${of})`;
    if (segmentFields[field] === 'money') return money('i.currency', of, op, value);
    if (segmentFields[field] === 'number') return `${of} ${operators[op]} ${bind(value as number)}::float8`;
    return `${of} ${operators[op]} ${bind(value as string)}`;
  }

  /** Sums of another currency are neither more nor less. */
  function money(currency: string, of: string, op: keyof typeof operators, value: Comparison['value']): string {
    const { minor, currency: unit } = value as { readonly minor: string; readonly currency: string };
    return `(${currency} = ${bind(unit)} AND ${of} ${operators[op]} ${bind(minor)}::bigint)`;
  }

  function wallet(field: 'wallet.balance' | 'wallet.available', op: SegmentOp, value: Comparison['value']): string {
    const of = field === 'wallet.balance' ? 'w.balance_minor' : 'w.available_minor';
    const wanted = op === 'known' ? 'true' : money('w.currency', of, op as keyof typeof operators, value);
    return `EXISTS (SELECT 1 FROM payments.wallet_summary AS w WHERE w.customer_id = c.customer_id AND ${wanted})`;
  }

  function reachable(op: SegmentOp, value: Comparison['value']): string {
    if (value === 'inbox') return 'true';
    const wanted = op === 'known' ? '' : ` AND e.channel = ${bind(value as string)}`;
    return `EXISTS (SELECT 1 FROM notifications.endpoint AS e WHERE e.customer_id = c.customer_id${wanted})`;
  }

  return { sql: condition(segment), params, readsInsights };
}
