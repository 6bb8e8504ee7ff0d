/** Every template has its texts in this language. */
export const fallbackLanguage = 'en';

/** The language of `known` that serves a customer best: `hi-IN`, else `hi`, else English. */
export function languageFor(wanted: string, known: ReadonlySet<string>): string {
  for (let tag = wanted; tag !== ''; tag = tag.slice(0, Math.max(0, tag.lastIndexOf('-')))) {
    if (known.has(tag)) return tag;
    // Tags are the same in capitals (BCP 47, 2.1.1).
    for (const other of known) if (other.toLowerCase() === tag.toLowerCase()) return other;
  }
  return fallbackLanguage;
}
