import { generatedSecret, generateSecretString } from '../../../local/resources/random-password.ts';

const secret = (rules: object): string => generatedSecret(generateSecretString.parse(rules));

it('makes a password of the length and the characters that are asked for', () => {
  expect(secret({})).toHaveLength(32);
  expect(secret({ PasswordLength: 40, ExcludePunctuation: true })).toMatch(
    /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[A-Za-z0-9]{40}$/,
  );
  expect(
    secret({ ExcludeLowercase: true, ExcludeUppercase: true, ExcludePunctuation: true, ExcludeCharacters: '01' }),
  ).toMatch(/^[2-9]{32}$/);
});

it('puts it into its template', () => {
  const made = secret({ SecretStringTemplate: '{"username":"sangam_app"}', GenerateStringKey: 'password' });

  expect(JSON.parse(made)).toEqual({ username: 'sangam_app', password: expect.stringMatching(/^.{32}$/s) });
});
