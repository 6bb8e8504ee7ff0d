import { parseSigningKeys, signingKeysFrom } from '../../../lambdas/shared/signing-keys.ts';
import { silentLog } from '../../support/fakes.ts';

const secret = 's'.repeat(64);
const one = JSON.stringify({ current: 'k1', k1: secret });
const two = JSON.stringify({ current: 'k2', k1: secret, k2: secret });

it('reads which key signs, and all that codes may be signed with', () => {
  const { current, ring } = parseSigningKeys(two);
  expect([current.id, [...ring.keys()]]).toEqual(['k2', ['k1', 'k2']]);
  expect(current.secret).toEqual(Buffer.from(secret));
});

it.each([
  ['nothing', undefined],
  ['no JSON', secret],
  ['a current key that is not there', JSON.stringify({ current: 'k9', k1: secret })],
  ['a short secret', JSON.stringify({ current: 'k1', k1: 'short-secret' })],
])('refuses %s, and repeats nothing of it', (_, text) => {
  expect(() => parseSigningKeys(text)).toThrow(
    /^the signing keys are not in their form, or the current one is missing$/,
  );
});

it('asks again after five minutes, and keeps what it knows when nobody answers', async () => {
  let at = 0;
  const answers = [one, two];
  const keys = signingKeysFrom(
    async () => {
      const answer = answers.shift();
      if (answer === undefined) throw new Error('away');
      return answer;
    },
    () => new Date(at),
    silentLog,
  );
  const currentAt = async (minutes: number) => {
    at = minutes * 60_000;
    return (await keys()).current.id;
  };
  expect([await currentAt(0), await currentAt(4.9), await currentAt(5), await currentAt(11)]).toEqual([
    'k1',
    'k1',
    'k2',
    'k2',
  ]);
});

it('fails when it never knew a key', async () => {
  const keys = signingKeysFrom(
    async () => undefined,
    () => new Date(0),
    silentLog,
  );
  await expect(keys()).rejects.toThrow('not in their form');
});
