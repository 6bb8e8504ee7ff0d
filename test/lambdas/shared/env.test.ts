import { parseEnv } from '../../../lambdas/shared/env.ts';

const shape = { STREAM_NAME: 'text', LIMIT_MS: 'count', PER_SEC: 'rate', THROUGH: ['sms', 'push'] } as const;
const complete = { STREAM_NAME: 'lane', LIMIT_MS: '250', PER_SEC: '0.5', THROUGH: 'sms' };

it('gives texts and words as they are and numbers as numbers', () => {
  expect(parseEnv(shape, { ...complete, OTHER: 'left out' })).toEqual({
    STREAM_NAME: 'lane',
    LIMIT_MS: 250,
    PER_SEC: 0.5,
    THROUGH: 'sms',
  });
});

it.each(['', '0', '-1', '1.5', 'soon'])('names a count that is "%s"', (LIMIT_MS) => {
  expect(() => parseEnv(shape, { ...complete, LIMIT_MS })).toThrow('incomplete: LIMIT_MS');
});

it.each(['', '0', '-1', 'Infinity', 'soon'])('names a rate that is "%s"', (PER_SEC) => {
  expect(() => parseEnv(shape, { ...complete, PER_SEC })).toThrow('incomplete: PER_SEC');
});

it('names a word that it does not know, and those that it does', () => {
  expect(() => parseEnv(shape, { ...complete, THROUGH: 'owl' })).toThrow('THROUGH: is none of sms, push');
});

it('names all that is missing', () => {
  expect(() => parseEnv(shape, {})).toThrow('STREAM_NAME: is missing; LIMIT_MS: is missing; PER_SEC');
});
