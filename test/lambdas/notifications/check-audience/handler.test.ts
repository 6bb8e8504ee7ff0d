import { audiencePagesIn } from '../../../../lambdas/notifications/adapters/audience-pages.ts';
import { makeCheckAudience } from '../../../../lambdas/notifications/check-audience/handler.ts';
import { linesOf } from '../../../../lambdas/notifications/domain/audience/block.ts';
import type { UploadedFile } from '../../../../lambdas/notifications/domain/campaign/definition.ts';
import { aDefinition, aKnownCampaign, anUploadedFile, campaignId } from '../../../support/campaigns.ts';
import { silentLog, silentMeter, unexpected } from '../../../support/fakes.ts';

const etag = '"1"';
const blockBytes = 64;

/** A file read in small pieces. */
const readBlockOf = (text: string) => {
  const file = Buffer.from(text);
  return async (_: string, offset: number) => ({
    bytes: file.subarray(offset, offset + blockBytes),
    size: file.length,
    etag,
  });
};

async function checked(text: string, overrides: Partial<UploadedFile> = {}) {
  const file = anUploadedFile({ rows: null, wrong: null, bytes: Buffer.byteLength(text), ...overrides });
  const set: UploadedFile[] = [];
  const put: string[] = [];
  await makeCheckAudience({
    campaigns: {
      read: async () =>
        aKnownCampaign({ definition: aDefinition({ audience: { kind: 'upload', columns: ['city'], file } }) }),
      setFile: async (_, each) => {
        set.push(each);
        return true;
      },
    },
    objects: {
      readBlock: readBlockOf(text),
      put: async (_, written) => {
        put.push(written);
      },
    },
    log: silentLog,
    meter: silentMeter,
  })({ campaignId, etag });
  return { set, put };
}

const header = 'customerId,city\n';

it('counts who is named and tells which lines are left out', async () => {
  const rows = Array.from({ length: 50 }, (_, at) => `customer-${at},Pune`);
  const { set, put } = await checked(`${header}${rows.join('\n')}\nno such one,Pune\n\nasha\nbina,"Na\n`);
  expect(set).toEqual([expect.objectContaining({ rows: 50, wrong: 3, refused: null })]);
  expect(put).toEqual(['line,reason\n52,customer-wrong\n54,columns-wrong\n55,quotes-wrong\n']);
});

it.each([
  ['customer,city\nasha,Pune\n', 'its first line must be customerId,city'],
  [header, 'it names no customer'],
  [`${header}no one,Pune\n`, 'it names no customer'],
])('refuses %j', async (text, refused) => {
  const { set, put } = await checked(text);
  expect(set).toEqual([expect.objectContaining({ rows: null, refused })]);
  expect(put).toEqual([]);
});

it('leaves alone what another file has replaced or what was counted before', async () => {
  expect((await checked(`${header}asha,Pune\n`, { etag: '"2"' })).set).toEqual([]);
  expect((await checked(`${header}asha,Pune\n`, { rows: 1 })).set).toEqual([]);
});

it('counts exactly those who are asked for later, page by page', async () => {
  const rows = Array.from({ length: 40 }, (_, at) => (at % 7 === 3 ? 'wrong' : `customer-${at},"Pune, ${at}"`));
  const text = `${header}${rows.join('\r\n')}`;
  const { set } = await checked(text);
  const file = set[0];
  if (file === undefined) throw new Error('the file was not counted');
  const database = { query: unexpected('query'), transaction: unexpected('transaction') };
  const readPage = audiencePagesIn(database, { readBlock: readBlockOf(text) });
  const found: string[] = [];
  for (let after: string | number | null | undefined; after !== null; ) {
    const page = await readPage({ campaignId, audience: { kind: 'upload', columns: ['city'], file } }, after, 3);
    expect(page.members.length).toBeLessThanOrEqual(3);
    found.push(...page.members.map(({ customerId, values }) => `${customerId} ${values?.city}`));
    after = page.next;
  }
  expect(found).toHaveLength(file.rows ?? -1);
  expect(new Set(found).size).toBe(found.length);
  expect(found[0]).toBe('customer-0 Pune, 0');
  expect([...linesOf(Buffer.from(text), 0, true)]).toHaveLength(41);
});

it('reads no page of a file that was changed after it was counted', async () => {
  const database = { query: unexpected('query'), transaction: unexpected('transaction') };
  const readPage = audiencePagesIn(database, { readBlock: readBlockOf(`${header}asha,Pune`) });
  const audience = { kind: 'upload' as const, columns: ['city'], file: anUploadedFile({ etag: '"2"' }) };
  await expect(readPage({ campaignId, audience }, undefined, 3)).rejects.toThrow('changed after it was counted');
});
