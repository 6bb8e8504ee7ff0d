import { compiledTemplates } from '../../../../lambdas/notifications/adapters/compiled-templates.ts';
import { aKeptTemplate } from '../../../support/templates.ts';

function setUp(kept?: number) {
  const reads: string[] = [];
  const of = compiledTemplates(async (id, version) => {
    reads.push(`${id} ${version}`);
    return id === 'other' ? undefined : aKeptTemplate({ templateId: id, version });
  }, kept);
  return { of, reads };
}

it('reads and parses a version once', async () => {
  const { of, reads } = setUp();
  const first = await of('a', 1);
  expect(await of('a', 1)).toBe(first);
  expect(await of('a', 2)).not.toBe(first);
  expect(reads).toEqual(['a 1', 'a 2']);
});

it('looks again for what was not there', async () => {
  const { of, reads } = setUp();
  expect([await of('other', 1), await of('other', 1)]).toEqual([undefined, undefined]);
  expect(reads).toHaveLength(2);
});

it('lets go of the oldest when it keeps enough', async () => {
  const { of, reads } = setUp(2);
  for (const version of [1, 2, 3, 3, 2, 1]) await of('a', version);
  expect(reads).toEqual(['a 1', 'a 2', 'a 3', 'a 1']);
});
