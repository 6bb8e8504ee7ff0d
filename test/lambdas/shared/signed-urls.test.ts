import { createHash, createHmac } from 'node:crypto';
import { signedUrlsOf } from '../../../lambdas/shared/signed-urls.ts';

const environment = { ...process.env };

beforeEach(() => {
  Object.assign(process.env, {
    AWS_REGION: 'ap-south-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_SESSION_TOKEN: 'a+b/c==',
  });
  delete process.env.AWS_ENDPOINT_URL;
  delete process.env.AWS_ENDPOINT_URL_S3;
});
afterEach(() => {
  process.env = { ...environment };
});

/** What AWS expects of a signed address (Signature Version 4), worked out a second time from the address alone. */
function signatureOf(method: string, url: URL): string {
  const [path = '', query = ''] = url.href.slice(url.origin.length).split('?');
  const pairs = query.split('&').filter((pair) => !pair.startsWith('X-Amz-Signature='));
  const canonical = [method, path, pairs.toSorted().join('&'), `host:${url.host}`, '', 'host', 'UNSIGNED-PAYLOAD'];
  const time = url.searchParams.get('X-Amz-Date') ?? '';
  const scope = [time.slice(0, 8), 'ap-south-1', 's3', 'aws4_request'];
  const digest = createHash('sha256').update(canonical.join('\n')).digest('hex');
  const key = scope.reduce<string | Buffer>(
    (made, part) => createHmac('sha256', made).update(part).digest(),
    'AWS4secret',
  );
  return createHmac('sha256', key)
    .update(['AWS4-HMAC-SHA256', time, scope.join('/'), digest].join('\n'))
    .digest('hex');
}

it.each(['GET', 'PUT'] as const)('signs an address for %s that lasts 15 minutes', async (method) => {
  const url = new URL(await signedUrlsOf('reports')(method, 'payouts/uploads/file-1.csv'));
  expect(url.origin + url.pathname).toBe('https://reports.s3.ap-south-1.amazonaws.com/payouts/uploads/file-1.csv');
  expect(url.searchParams.get('X-Amz-Expires')).toBe('900');
  expect(url.searchParams.get('X-Amz-Security-Token')).toBe('a+b/c==');
  expect(url.searchParams.get('X-Amz-Signature')).toBe(signatureOf(method, url));
});

it('leads to the endpoint of the environment by path', async () => {
  process.env.AWS_ENDPOINT_URL = 'http://127.0.0.1:4566';
  const url = new URL(await signedUrlsOf('reports')('GET', 'payouts/results/file-1.csv'));
  expect(url.origin + url.pathname).toBe('http://127.0.0.1:4566/reports/payouts/results/file-1.csv');
  expect(url.searchParams.get('X-Amz-Signature')).toBe(signatureOf('GET', url));
});
