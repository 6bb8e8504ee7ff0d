import axe from 'axe-core';
import type { Page } from 'playwright-core';

const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What keeps people with disabilities from using a page, as far as a tool can tell: a rule with what breaks it. */
export async function barriersOn(page: Page): Promise<string[]> {
  // By the debugger, which the page's policy does not hold.
  await page.evaluate(axe.source);
  const run = `axe.run(document, { runOnly: { type: 'tag', values: ${JSON.stringify(levels)} } })`;
  const { violations, passes } = (await page.evaluate(run)) as axe.AxeResults;
  if (passes.length === 0) throw new Error('axe looked at nothing');
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`),
  );
}
