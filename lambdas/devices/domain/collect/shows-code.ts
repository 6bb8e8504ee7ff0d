/** Four to eight digits, parted or not (`482913`, `482-913`, `G-482913`), that no sum of money goes on with. */
const code = String.raw`(?<![\p{Nd}.,*])(?:[A-Z]-)?\p{Nd}(?:[ -]?\p{Nd}){3,7}(?!\p{Nd}|[.,]\p{Nd})`;
const isPublic =
  'ifsc|branch|merchant|coupon|promo|voucher|offer|area|zip|bank|sort|country|agent|sol|approval|authorisation|authorization|auth|reference|ref|transaction|txn|error|status|order|booking|customer';
const secret = String.raw`(?<!\b(?:${isPublic})[ -])\b(?:code|key|password|passcode|pin|mpin|tpin|(?:verification|authentication) number)\b`;
const inScripts = '(?:कोड|কোড|કોડ|கோட்|குறியீடு|కోడ్|ಕೋಡ್|കോഡ്|ਕੋਡ|کوڈ)';

const shapes = [
  // Android hands such a message to one app alone, and WebOTP to one page: nothing but codes is sent so.
  /^\s*(?:<#>|\[#\])/u,
  /^@[a-z0-9.-]+ #\w{4,10}\s*$/imu,
  /\bo\.\s?t\.\s?p\b/iu,
  new RegExp(String.raw`${code} (?:is|-) (?:your|the|secret)\b`, 'iu'),
  new RegExp(String.raw`^\W{0,3}${code} (?:for|to) (?:your|the|login|log|verify|verification)\b`, 'iu'),
  new RegExp(String.raw`\b(?:use|enter|type) ${code}(?: (?:to|as|for|on|in)\b|\W*$)`, 'iu'),
  new RegExp(String.raw`${secret}(?:[^.\n]{0,24}?(?:\bis\b|[:=-]))?:? {0,2}${code}`, 'iu'),
  /\b(?:password|passcode|cvv)\b[^.\n]{0,24}?\bis:? (?=[^\s\d]{0,12}\d)/iu,
  new RegExp(String.raw`${inScripts}[^.।\n]{0,12}?${code}`, 'iu'),
];

/**
 * Whether a message hands over a secret code by its shape alone. Stricter than the parser's class: who drops a message
 * that only looks so loses little, and who keeps a code has broken a promise. Reads each character a bounded number of
 * times.
 */
export const showsCode = (message: string): boolean => {
  const plain = message.normalize('NFKC');
  return shapes.some((shape) => shape.test(plain));
};
