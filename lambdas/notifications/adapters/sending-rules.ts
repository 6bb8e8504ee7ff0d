import type { NotificationPolicy } from '../../contracts/api/notification-policy.ts';
import type { Product } from '../../contracts/api/products.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Query } from '../../shared/data-api.ts';
import type { CampaignDefinition } from '../domain/campaign/definition.ts';
import type { DefinitionOf } from './compiled-templates.ts';
import { definitionOf, definitionParts } from './definition-parts.ts';

/** What holds for all messages. Both were checked when they were written. */
export type SendingRules = { readonly policy: NotificationPolicy; readonly products: readonly Product[] };

/** What dispatch has to know of a campaign; none of it changes once the campaign started. */
export type SendingCampaign = Pick<CampaignDefinition, 'budget' | 'frequencyCap'> & { readonly name: string };

export type ReadRules = () => Promise<SendingRules>;
export type ReadCampaign = (campaignId: string) => Promise<SendingCampaign | undefined>;

/** A changed policy or product counts everywhere when this is over. */
const maxAgeMs = 60_000;
/** Few campaigns run at a time. */
const campaignsMax = 100;

export function rulesIn({ query }: { readonly query: Query }, now: Clock): ReadRules {
  let known: { readonly rules: Promise<SendingRules>; readonly atMs: number } | undefined;
  return async () => {
    const atMs = now().getTime();
    if (known === undefined || atMs - known.atMs >= maxAgeMs) {
      known = { rules: readRules(query), atMs };
      // Who asks next asks anew.
      known.rules.catch(() => {
        known = undefined;
      });
    }
    return known.rules;
  };
}

async function readRules(query: Query): Promise<SendingRules> {
  const rows = await query<{ kind: 'policy' | 'product'; definition: string }>(
    `(SELECT 'policy' AS kind, definition::text, '' AS id FROM notifications.policy ORDER BY version DESC LIMIT 1)
     UNION ALL
     SELECT 'product', definition::text, product_id FROM notifications.product WHERE enabled ORDER BY 1, 3`,
  );
  const of = (kind: string) => rows.filter((row) => row.kind === kind).map(({ definition }) => JSON.parse(definition));
  const [policy] = of('policy') as NotificationPolicy[];
  if (policy === undefined) throw new Error('no policy of notifications is in the database');
  return { policy, products: of('product') as Product[] };
}

export function campaignsToSendIn({ query }: { readonly query: Query }): ReadCampaign {
  const known = new Map<string, SendingCampaign>();
  return async (campaignId) => {
    const before = known.get(campaignId);
    if (before !== undefined) return before;
    const [row] = await query<{ name: string; definition: string }>(
      'SELECT name, definition::text FROM notifications.campaign WHERE campaign_id = :campaignId',
      { campaignId },
    );
    if (row === undefined) return undefined;
    const { budget = null, frequencyCap = null } = JSON.parse(row.definition) as Partial<CampaignDefinition>;
    if (known.size >= campaignsMax) known.clear();
    const campaign = { name: row.name, budget, frequencyCap };
    known.set(campaignId, campaign);
    return campaign;
  };
}

export const definitionsIn =
  ({ query }: { readonly query: Query }): DefinitionOf =>
  async (id, version) => {
    const definition = definitionOf(
      await query<{ part: string }>(
        `SELECT part.text AS part FROM notifications.template AS t ${definitionParts('t')}
         WHERE t.template_id = :id AND t.version = :version ORDER BY part.n`,
        { id, version },
      ),
    );
    return definition && { definition };
  };
