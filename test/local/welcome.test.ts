import { welcome } from '../../local/welcome.ts';

const text = welcome({
  apiUrl: 'http://127.0.0.1:4000',
  issuerUrl: 'http://127.0.0.1:4002',
  webUrl: 'http://127.0.0.1:4004',
  dataDir: '/tmp/sangam-0-abc',
  customers: ['asha', 'ravi'],
  merchant: 'freshmart',
  campaignId: '0f9f4a8e-55c0-8d1c-9d2e-6a1f4e2d9b37',
  now: new Date('2026-11-21T06:00:00.000Z'),
});
const bodies = [...text.matchAll(/-d '(.+)'/g)].map(([, body = '']) => JSON.parse(body) as Record<string, unknown>);

it('gives lines whose bodies a shell passes on as they are, with times of the last days', () => {
  expect(bodies).toHaveLength(4);
  expect(bodies[0]).toMatchObject({ messages: [{ receivedAt: '2026-11-19T04:00:00.000Z' }, {}, {}] });
  expect(bodies[2]).toMatchObject({ payee: 'freshmart', amount: { currency: 'INR' } });
  expect(bodies[3]).toEqual({ channel: 'sms', customerId: 'asha' });
  expect(JSON.stringify(bodies)).not.toContain("'");
});

it('fetches a token in each line, because tokens do not live long', () => {
  const lines = text.split('\n').filter((line) => line.startsWith('  curl'));

  expect(lines).toHaveLength(14);
  for (const line of lines)
    expect(line).toContain("$(curl -sX POST -H 'accept: text/plain' 'http://127.0.0.1:4002/token?");
});

it('pays with a key of its own at every start', () => {
  expect(text).toContain("-H 'idempotency-key: welcome-1795240800000'");
});

it('tries, starts and reports on the campaign that is there', () => {
  const campaign = 'http://127.0.0.1:4000/v1/campaigns/0f9f4a8e-55c0-8d1c-9d2e-6a1f4e2d9b37';
  for (const part of ['dry-runs -H', 'dry-runs/$TRIED -H', 'start -H', 'report -H'])
    expect(text).toContain(`${campaign}/${part}`);
});
