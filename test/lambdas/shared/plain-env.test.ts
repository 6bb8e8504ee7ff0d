import { parseEnv } from '../../../lambdas/shared/plain-env.ts';

const shape = { STREAM_NAME: 'text', LIMIT_MS: 'number' } as const;

it('gives texts as they are and numbers as numbers', () => {
  expect(parseEnv(shape, { STREAM_NAME: 'lane', LIMIT_MS: '250' })).toEqual({ STREAM_NAME: 'lane', LIMIT_MS: 250 });
});

it.each(['', '0', '-1', '1.5', 'soon'])('names a number that is "%s"', (LIMIT_MS) => {
  expect(() => parseEnv(shape, { STREAM_NAME: 'lane', LIMIT_MS })).toThrow('incomplete: LIMIT_MS');
});

it('names all that is missing', () => {
  expect(() => parseEnv(shape, {})).toThrow('STREAM_NAME; LIMIT_MS');
});
