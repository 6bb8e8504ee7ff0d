/** What the text of an SMS asks for. */
export type ReplyWish = 'stop' | 'start' | 'none';

/** Nobody begins a message with these who wants more of them; a wrong STOP costs less than an unheard one. */
const stopWords: ReadonlySet<string> = new Set(
  [
    'stop stopall stopp unsub unsubscribe optout dnd', // English, and what operators teach; German
    'बंद रोको band roko', // Hindi, also in Latin letters
    'थांबा थांबवा', // Marathi
    'বন্ধ', // Bengali
    'બંધ', // Gujarati
    'ਬੰਦ', // Punjabi
    'நிறுத்து நிறுத்தவும்', // Tamil
    'ఆపు ఆపండి', // Telugu
    'ನಿಲ್ಲಿಸಿ ನಿಲ್ಲಿಸು', // Kannada
    'നിർത്തുക', // Malayalam
    'ବନ୍ଦ', // Odia
    'بند إيقاف توقف', // Urdu, Arabic
    'arret arrêt alto parar baja berhenti', // French, Spanish, Portuguese, Indonesian
  ]
    .join(' ')
    .normalize('NFKC')
    .split(' '),
);

/** Words that other messages begin with too, so they count alone: "cancel my order" is a reply. */
const stopAlone: ReadonlySet<string> = new Set(['end', 'quit', 'cancel', 'revoke', 'remove']);
const startAlone: ReadonlySet<string> = new Set(['start', 'unstop', 'subscribe', 'शुरू', 'shuru', 'চালু', 'ચાલુ', 'தொடங்கு']);

const politeWords: ReadonlySet<string> = new Set(['please', 'pls', 'plz', 'kindly', 'sangam']);

/** @param text as it came; the name of whom it is sent to may stand behind the word: "START SANGAM" */
export function wishOf(text: string): ReplyWish {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/opt[\s-]out/g, 'optout')
    // Joiners are parts of words in scripts of India.
    .split(/[^\p{L}\p{M}\p{N}\u200c\u200d]+/u)
    .filter((word) => word !== '' && !politeWords.has(word));
  const [first = ''] = words;
  if (stopWords.has(first)) return 'stop';
  if (words.length > 1) return 'none';
  if (stopAlone.has(first)) return 'stop';
  return startAlone.has(first) ? 'start' : 'none';
}
