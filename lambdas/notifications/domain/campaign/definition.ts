import type { Segment } from '../../../contracts/api/segment.ts';
import type { DomainEventType } from '../../../contracts/catalogue.ts';
import type { Channel, Purpose } from '../../../contracts/notifications.ts';

export type Variant = {
  readonly name: string;
  readonly template: { readonly id: string; readonly version: number };
  readonly weight: number;
};

/** A file of customers, as it was when somebody said that it is the audience. */
export type UploadedFile = {
  readonly etag: string;
  readonly bytes: number;
  /** Lines that name a customer, and those that are left out; null until they are counted. */
  readonly rows: number | null;
  readonly wrong: number | null;
  /** Why it cannot be read at all. */
  readonly refused: string | null;
};

export type Audience =
  | { readonly kind: 'segment'; readonly segment: Segment }
  | { readonly kind: 'upload'; readonly columns: readonly string[]; readonly file: UploadedFile | null };

/** What a campaign was asked to be: the `definition` of its row, as JSON. */
export type CampaignDefinition = {
  readonly purpose: Purpose;
  readonly variants: readonly Variant[];
  readonly audience: Audience;
  readonly channels: readonly Channel[];
  readonly holdoutPercent: number;
  /** In UTC; null: once it is started. */
  readonly startAt: string | null;
  readonly sendRatePerSec: number | null;
  readonly budget: { readonly minor: string; readonly currency: string } | null;
  /** In place of the policy's. */
  readonly frequencyCap: { readonly perDay: number; readonly perWeek: number } | null;
  readonly expiresInHours: number;
  readonly conversion: { readonly eventType: DomainEventType; readonly withinHours: number } | null;
};
