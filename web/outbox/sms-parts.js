const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const extended = new Set('\f^{}\\[~]|€');

/** How many parts a text takes on the air (3GPP TS 23.038); no character is split between two. */
export function smsParts(text) {
  const characters = [...text];
  const isGsm = characters.every((character) => basic.has(character) || extended.has(character));
  const [alone, joined] = isGsm ? [160, 153] : [70, 67];
  const sizes = characters.map((character) => (isGsm ? (extended.has(character) ? 2 : 1) : character.length));
  if (sizes.reduce((sum, size) => sum + size, 0) <= alone) return 1;
  let [parts, filled] = [1, 0];
  for (const size of sizes) {
    if (filled + size > joined) [parts, filled] = [parts + 1, 0];
    filled += size;
  }
  return parts;
}
