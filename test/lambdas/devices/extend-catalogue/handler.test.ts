import { catalogueEntry } from '../../../../lambdas/contracts/api/apps.ts';
import { makeExtendCatalogue } from '../../../../lambdas/devices/extend-catalogue/handler.ts';
import { silentLog, silentMeter, unexpected } from '../../../support/fakes.ts';
import { httpEvent, jsonOf, problemOf } from '../../../support/http.ts';

const put = (name: string, body: unknown, save: (entry: object) => Promise<void> = unexpected('save')) =>
  makeExtendCatalogue({ save, log: silentLog, meter: silentMeter })(
    httpEvent({
      route: 'PUT /v1/apps/catalogue/{package}',
      path: { package: name },
      body,
      subject: 'ops',
      scope: 'ops/write',
    }),
  );

it('keeps what an operator says of an app', async () => {
  const saved: object[] = [];
  const answer = await put(
    'com.example.loans',
    { category: 'lender', name: 'Example Loans' },
    async (entry) => void saved.push(entry),
  );
  expect(answer.statusCode).toBe(200);
  expect(catalogueEntry.parse(jsonOf(answer))).toEqual({
    package: 'com.example.loans',
    category: 'lender',
    name: 'Example Loans',
  });
  expect(saved).toEqual([jsonOf(answer)]);
});

it.each([
  ['no-package', { category: 'lender' }, 'path', '/package'],
  ['com.example', {}, 'body', '/category'],
  ['com.example', { category: 'Real Money' }, 'body', '/category'],
  ['com.example', { category: 'lender', package: 'com.other' }, 'body', '/package'],
])('keeps nothing of %s %j', async (name, body, place, pointer) => {
  expect(problemOf(await put(name, body))).toMatchObject({ status: 400, errors: [{ in: place, pointer }] });
});
