/** Every template has its texts in this language. */
export const fallbackLanguage = 'en';

/** The language of `known` that serves a customer best: `hi-IN`, else `hi`, else English. */
export function languageFor(wanted: string, known: ReadonlySet<string>): string {
  for (let tag = wanted; tag !== ''; tag = tag.slice(0, Math.max(0, tag.lastIndexOf('-'))))
    if (known.has(tag)) return tag;
  return fallbackLanguage;
}
