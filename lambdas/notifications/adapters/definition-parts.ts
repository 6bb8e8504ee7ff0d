import type { TemplateDefinition } from '../../contracts/api/templates.ts';

/** The longest that is kept: an answer of the Data API has at most 1 MiB, in which a quotation mark may take four bytes. */
export const definitionBytesMax = 250_000;

/** A row of an answer has at most 64 KB, a character at most four bytes. */
const partLength = 12_000;

/** Joins to a template the parts of its definition: `part.text`, to be ordered by `part.n`. */
export const definitionParts = (template: string): string => `CROSS JOIN LATERAL (
  SELECT n, substr(${template}.definition::text, n * ${partLength} + 1, ${partLength}) AS text
  FROM generate_series(0, (length(${template}.definition::text) - 1) / ${partLength}) AS n) AS part`;

/** @returns undefined without rows: there is no such template */
export const definitionOf = (rows: readonly { readonly part: string }[]): TemplateDefinition | undefined =>
  rows.length === 0 ? undefined : (JSON.parse(rows.map(({ part }) => part).join('')) as TemplateDefinition);
