import { languageFor } from '../../../../../lambdas/notifications/domain/template/language.ts';

it.each([
  ['hi-IN', ['en', 'hi'], 'hi'],
  ['hi-IN', ['en', 'hi', 'hi-IN'], 'hi-IN'],
  ['zh-Hant-TW', ['en', 'zh', 'zh-Hant'], 'zh-Hant'],
  ['ta', ['en', 'hi'], 'en'],
  ['en-GB', ['en'], 'en'],
  ['pt-br', ['en', 'pt-BR'], 'pt-BR'],
  ['zh-hant-tw', ['en', 'zh-Hant'], 'zh-Hant'],
  ['hi-IN', ['en', 'hi-in'], 'hi-in'],
  ['', ['en'], 'en'],
])('serves who reads %s and has %j with %s', (wanted, known, language) => {
  expect(languageFor(wanted, new Set(known))).toBe(language);
});
