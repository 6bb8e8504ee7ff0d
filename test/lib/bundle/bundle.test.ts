import { mkdirSync, mkdtempSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { z } from 'zod';
import { bundleAll } from '../../../lib/bundle/bundle.ts';
import { findEntries, requireBundle } from '../../../lib/bundle/entries.ts';
import { root } from '../../support/root.ts';

/** A checkout with these files, and the libraries of this one. */
function checkoutOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'sangam-bundle-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const greet = { 'lambdas/devices/greet/index.ts': "export const handler = async (): Promise<string> => 'hello';" };
const bundleOf = (folder: string, entry: string) =>
  readFileSync(join(folder, 'dist', 'lambdas', entry, 'index.mjs'), 'utf8');

describe('the functions of a checkout', () => {
  it('are the folders with an index.ts, and none of those that functions share', () => {
    const folder = checkoutOf({
      ...greet,
      'lambdas/edge/api-docs/index.ts': '',
      'lambdas/devices/domain/index.ts': '',
      'lambdas/devices/adapters/index.ts': '',
      'lambdas/shared/log/index.ts': '',
      'lambdas/contracts/api/index.ts': '',
      'lambdas/devices/greet/handler.ts': '',
    });
    expect(findEntries(folder)).toEqual(['devices/greet', 'edge/api-docs']);
  });

  it('that are not written, or not built, are named', () => {
    const folder = checkoutOf(greet);
    expect(() => requireBundle(folder, 'devices/greet')).toThrow('devices/greet is not built: run npm run build');
    expect(() => requireBundle(folder, 'devices/part')).toThrow(
      'devices/part has no source: expected lambdas/devices/part/index.ts',
    );
  });
});

describe('a bundle', () => {
  it('is a module that runs as it is, with a source map of our own files', async () => {
    const folder = checkoutOf(greet);
    await bundleAll(folder);
    const { handler } = (await import(join(requireBundle(folder, 'devices/greet'), 'index.mjs'))) as {
      handler: () => Promise<string>;
    };
    expect(await handler()).toBe('hello');
    const map = JSON.parse(readFileSync(join(folder, 'dist/lambdas/devices/greet/index.mjs.map'), 'utf8'));
    expect(map.sources).toEqual(['../../../../lambdas/devices/greet/index.ts']);
  });

  it('is not written again while it would stay the same', async () => {
    const folder = checkoutOf(greet);
    await bundleAll(folder);
    const { mtimeMs } = statSync(join(folder, 'dist/lambdas/devices/greet/index.mjs'));
    const { bundles } = await bundleAll(folder);
    expect(bundles).toEqual([expect.objectContaining({ entry: 'devices/greet', changed: false })]);
    expect(statSync(join(folder, 'dist/lambdas/devices/greet/index.mjs')).mtimeMs).toBe(mtimeMs);
  });

  it('is the same in whichever folder it was made, so that a deploy changes what changed', async () => {
    const files = { 'lambdas/devices/talk/index.ts': "export { DynamoDBClient } from '@aws-sdk/client-dynamodb';" };
    const [first, second] = [checkoutOf(files), checkoutOf(files)];
    await bundleAll(first);
    await bundleAll(second);
    expect(bundleOf(first, 'devices/talk')).toBe(bundleOf(second, 'devices/talk'));
  });

  it('carries SQL and pages as text', async () => {
    const folder = checkoutOf({
      'lambdas/platform/say/index.ts':
        "import sql from './a.sql';\nimport page from './a.html';\nexport const said = [sql, page];",
      'lambdas/platform/say/a.sql': 'select 42',
      'lambdas/platform/say/a.html': '<p>forty-two</p>',
    });
    await bundleAll(folder);
    expect(bundleOf(folder, 'platform/say')).toMatch(/select 42[\s\S]*<p>forty-two<\/p>/);
  });

  it('leaves out languages of zod, most of S3 and sign-ins that a function never uses', async () => {
    const folder = checkoutOf({
      'lambdas/devices/park/index.ts': [
        "import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';",
        "import { z } from 'zod';",
        'const body = z.object({ text: z.string() });',
        "export const handler = async (event: unknown) => new S3Client({}).send(new PutObjectCommand({ Bucket: 'b', Key: 'k', Body: body.parse(event).text }));",
      ].join('\n'),
    });
    const { bundles } = await bundleAll(folder);
    expect(bundles[0]?.bytes).toBeLessThan(200 * 1024);
    const text = bundleOf(folder, 'devices/park');
    expect(text).not.toMatch(/sso_session|credential_process|SelectObjectContentCommand|नाम|caractère/);
    expect(text).not.toMatch(/processJSONSchema|json-schema\.org/);
  });

  it('carries the formats of text that a function asks for, whichever way it asks', async () => {
    const folder = checkoutOf({
      'lambdas/devices/old-way/index.ts':
        "import { z } from 'zod';\nexport const text = z.string().uuid();\nexport const when = z.iso.date();",
      'lambdas/devices/new-way/index.ts': "import { z } from 'zod';\nexport const text = z.uuid();",
    });
    await bundleAll(folder);
    for (const entry of ['devices/old-way', 'devices/new-way']) {
      const { text } = (await import(join(requireBundle(folder, entry), 'index.mjs'))) as { text: z.ZodType };
      expect(text.safeParse('0199b0e0-0000-7000-8000-000000000000').success).toBe(true);
      expect(text.safeParse('0199b0e0').success).toBe(false);
      expect([entry, /ZodNanoID|ZodCIDRv6/.test(bundleOf(folder, entry))]).toEqual([entry, false]);
    }
  });

  it('knows where a service is in its region, and not the rules for all accounts, ARNs and partitions', async () => {
    const folder = checkoutOf({
      'lambdas/devices/talk/index.ts': "export { DynamoDBClient } from '@aws-sdk/client-dynamodb';",
    });
    await bundleAll(folder);
    const text = bundleOf(folder, 'devices/talk');
    expect(text).toMatch(/amazonaws\.com\.cn/);
    expect(text).not.toMatch(/AccountIdEndpointMode is required|Cape Town/);
  });

  it('carries what was made while bundling, and not what made it', async () => {
    const folder = checkoutOf({
      'lambdas/edge/say/index.ts': "export { said } from './said.made.ts';",
      'lambdas/edge/say/said.made.ts':
        "import { z } from 'zod';\nexport const said = z.toJSONSchema(z.object({ text: z.string() }));",
    });
    const { bundles } = await bundleAll(folder);
    expect(bundles[0]?.bytes).toBeLessThan(1024);
    const { said } = (await import(join(requireBundle(folder, 'edge/say'), 'index.mjs'))) as { said: object };
    expect(said).toMatchObject({ type: 'object', properties: { text: { type: 'string' } } });
  });

  it('fails when a function would make at run time what only bundling can', async () => {
    const folder = checkoutOf({
      'lambdas/edge/say/index.ts': "import { z } from 'zod';\nexport const said = z.string().toJSONSchema();",
    });
    await expect(bundleAll(folder)).rejects.toThrow(/bundles cannot describe schemas: .*lambdas.edge.say.index\.ts/);
    const made = checkoutOf({
      'lambdas/edge/say/index.ts': "export { said } from './said.made.ts';",
      'lambdas/edge/say/said.made.ts': 'export const said = () => 42;',
    });
    await expect(bundleAll(made)).rejects.toThrow('said.made.ts exports what JSON cannot hold');
  });

  it('fails with the file and line of what does not compile', async () => {
    const folder = checkoutOf({ 'lambdas/devices/broken/index.ts': 'export const handler = (' });
    await expect(bundleAll(folder)).rejects.toThrow('lambdas/devices/broken/index.ts:1');
  });
});
