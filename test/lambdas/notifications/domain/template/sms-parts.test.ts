import { isGsm, smsParts } from '../../../../../lambdas/notifications/domain/template/sms-parts.ts';

it.each([
  ['no text', '', 'gsm-7', 0, 1],
  ['160 septets', 'a'.repeat(160), 'gsm-7', 160, 1],
  ['161 septets', 'a'.repeat(161), 'gsm-7', 161, 2],
  ['two full parts', 'a'.repeat(306), 'gsm-7', 306, 2],
  ['one more than two parts', 'a'.repeat(307), 'gsm-7', 307, 3],
  ['Latin and Greek of the alphabet', '@£¥èùòÇØøÅåΔΩÆßÉ§ÄÖÑÜ¿äöñüà_\n\r', 'gsm-7', 30, 1],
  ['a euro sign, which takes an escape', '€', 'gsm-7', 2, 1],
  ['80 of them', '€'.repeat(80), 'gsm-7', 160, 1],
  ['81 of them: 76 fit a part and none is split', '€'.repeat(81), 'gsm-7', 162, 2],
  ['153 of them: the septet left over in each part is lost', '€'.repeat(153), 'gsm-7', 306, 3],
  ['brackets and a backslash', '[{~|^}]\\', 'gsm-7', 16, 1],
  ['a rupee sign, which is not in GSM-7', '₹', 'ucs-2', 1, 1],
  ['a backtick', '`', 'ucs-2', 1, 1],
  ['70 letters of Devanagari', 'अ'.repeat(70), 'ucs-2', 70, 1],
  ['71 letters of Devanagari', 'अ'.repeat(71), 'ucs-2', 71, 2],
  ['134 letters of Devanagari', 'अ'.repeat(134), 'ucs-2', 134, 2],
  ['135 letters of Devanagari', 'अ'.repeat(135), 'ucs-2', 135, 3],
  ['one letter of Devanagari in a text that was one part', `${'a'.repeat(70)}अ`, 'ucs-2', 71, 2],
  ['35 emoji', '🎉'.repeat(35), 'ucs-2', 70, 1],
  ['67 emoji: 33 fit a part and none is split', '🎉'.repeat(67), 'ucs-2', 134, 3],
])('counts %s', (_, text, encoding, units, parts) => {
  expect(smsParts(text)).toEqual({ encoding, units, parts });
});

it('knows the 127 characters of the alphabet and the ten of its extension', () => {
  const all = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));
  expect(all.filter(isGsm)).toHaveLength(137);
});
