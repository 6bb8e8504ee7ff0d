import { randomInt } from 'node:crypto';
import { z } from 'zod';

const lower = 'abcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';
const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

/** `GenerateSecretString` of a secret. */
export const generateSecretString = z.strictObject({
  ExcludeCharacters: z.string().default(''),
  ExcludeLowercase: z.boolean().default(false),
  ExcludeNumbers: z.boolean().default(false),
  ExcludePunctuation: z.boolean().default(false),
  ExcludeUppercase: z.boolean().default(false),
  GenerateStringKey: z.string().optional(),
  IncludeSpace: z.boolean().default(false),
  PasswordLength: z.coerce.number().default(32),
  RequireEachIncludedType: z.boolean().default(true),
  SecretStringTemplate: z.string().optional(),
});

/** A secret made by these rules: the password alone, or its template with the password under its key. */
export function generatedSecret(rules: z.output<typeof generateSecretString>): string {
  const password = randomPassword(rules);
  const { GenerateStringKey: key, SecretStringTemplate: template } = rules;
  if (key === undefined || template === undefined) return password;
  return JSON.stringify({ ...(JSON.parse(template) as object), [key]: password });
}

function randomPassword(rules: z.output<typeof generateSecretString>): string {
  const kinds = [
    rules.ExcludeLowercase ? '' : lower,
    rules.ExcludeUppercase ? '' : lower.toUpperCase(),
    rules.ExcludeNumbers ? '' : digits,
    rules.ExcludePunctuation ? '' : punctuation,
    rules.IncludeSpace ? ' ' : '',
  ]
    .map((kind) => [...kind].filter((character) => !rules.ExcludeCharacters.includes(character)))
    .filter((kind) => kind.length > 0);
  const all = kinds.flat();
  for (;;) {
    const password = Array.from({ length: rules.PasswordLength }, () => all[randomInt(all.length)] ?? '');
    const hasEach = kinds.every((kind) => kind.some((character) => password.includes(character)));
    if (hasEach || !rules.RequireEachIncludedType) return password.join('');
  }
}
