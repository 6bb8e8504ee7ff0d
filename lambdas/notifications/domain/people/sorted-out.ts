import type { z } from 'zod';

type Refused = { readonly index: number; readonly problems: { readonly pointer: string; readonly detail: string }[] };

const problemsMax = 10;

/**
 * Parts a list into what can be saved and what is wrong with the others, of which values are never repeated.
 * @param items each is to name its customer, and a customer may be named once
 */
export function sortedOut<Item extends { readonly customerId: string }>(
  items: readonly unknown[],
  schema: z.ZodType<Item>,
): { readonly saved: readonly Item[]; readonly refused: readonly Refused[] } {
  const saved = new Map<string, Item>();
  const refused: Refused[] = [];
  items.forEach((item, index) => {
    const parsed = schema.safeParse(item);
    if (!parsed.success)
      refused.push({ index, problems: parsed.error.issues.flatMap(problemsOf).slice(0, problemsMax) });
    else if (saved.has(parsed.data.customerId))
      refused.push({ index, problems: [{ pointer: '/customerId', detail: 'was named before' }] });
    else saved.set(parsed.data.customerId, parsed.data);
  });
  return { saved: [...saved.values()], refused };
}

function problemsOf(issue: z.core.$ZodIssue): Refused['problems'] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys
      .slice(0, problemsMax)
      .map((key) => ({ pointer: `/${key.slice(0, 40)}`, detail: 'is not known here' }));
  const isMissing = issue.message.endsWith('received undefined');
  return [{ pointer: `/${issue.path.map(String).join('/')}`, detail: isMissing ? 'is missing' : issue.message }];
}
