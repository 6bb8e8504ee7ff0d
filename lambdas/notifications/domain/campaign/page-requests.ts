import type { NotificationsRequested, Recipient } from '../../../contracts/notifications.ts';
import { maxRecipients } from '../../../contracts/recipients.ts';
import { deterministicId } from '../../../shared/deterministic-id.ts';
import { invariant } from '../../../shared/invariant.ts';
import type { Member } from '../audience/upload.ts';
import { notificationIdOf, requestOf } from '../request.ts';
import { nameOf, variantFor } from './assign.ts';
import type { CampaignDefinition, Variant } from './definition.ts';

export type PageOfCampaign = {
  readonly campaignId: string;
  readonly definition: CampaignDefinition;
  /** Of the audience, from 0. */
  readonly page: number;
  readonly members: readonly Member[];
  readonly expiresAt: string;
  readonly at: Date;
};

/** Room for the rest of a record of at most 256 KiB. */
const maxBytes = 200 * 1024;

/** The wishes of a page: a record is of one variant, and of as many customers as a provider takes in a call. */
export function requestsOfPage(page: PageOfCampaign): NotificationsRequested[] {
  const { campaignId, definition, members } = page;
  const groups = new Map<string, { readonly variant: Variant | undefined; readonly members: Member[] }>();
  for (const member of members) {
    const variant = variantFor(definition, campaignId, member.customerId);
    const name = nameOf(variant);
    const group = groups.get(name) ?? { variant, members: [] };
    group.members.push(member);
    groups.set(name, group);
  }
  return [...groups.values()]
    .flatMap(({ variant, members: all }) =>
      chunked(
        all.map((member) => recipientOf(campaignId, member)),
        variant,
      ),
    )
    .map((chunk, number) => recordOf(page, chunk, number));
}

const recipientOf = (campaignId: string, member: Member): Recipient => ({
  id: notificationIdOf(`campaign:${campaignId}`, member.customerId),
  ...member,
});

type Chunk = { readonly variant: Variant | undefined; readonly recipients: Recipient[] };

function chunked(recipients: readonly Recipient[], variant: Variant | undefined): Chunk[] {
  const chunks: Chunk[] = [];
  let bytes = maxBytes;
  for (const recipient of recipients) {
    const size = Buffer.byteLength(JSON.stringify(recipient)) + 1;
    const last = chunks.at(-1);
    if (last === undefined || last.recipients.length === maxRecipients || bytes + size > maxBytes) {
      chunks.push({ variant, recipients: [recipient] });
      bytes = size;
    } else {
      last.recipients.push(recipient);
      bytes += size;
    }
  }
  return chunks;
}

function recordOf(
  { campaignId, definition, page, expiresAt, at }: PageOfCampaign,
  { variant, recipients }: Chunk,
  number: number,
): NotificationsRequested {
  const { purpose, channels, variants } = definition;
  // Who is held out gets no message; the record names one all the same.
  const template = (variant ?? variants[0])?.template;
  invariant(template !== undefined, 'a campaign has a variant');
  return requestOf(
    {
      origin: { kind: 'campaign', campaignId },
      template,
      variant: nameOf(variant),
      purpose,
      channels: [...channels],
      expiresAt,
      recipients,
    },
    {
      id: deterministicId('notifications', 'campaign page', campaignId, String(page), String(number)),
      // Spreads the pages of one campaign over all shards.
      subject: `${campaignId}-${page}-${number}`,
      at,
    },
  );
}
