import fc from 'fast-check';

const surrogatesFrom = 0xd800;
const surrogatesCount = 0x800;
const codePointMax = 0x10ffff;

/**
 * Any character of Unicode, as a unit of `fc.string`. fast-check's own unit `binary` is the same, but makes a table of
 * all million characters in each file that asks for it.
 */
export const anyCharacter = fc.nat({ max: codePointMax - surrogatesCount }).map(
  (index) => String.fromCodePoint(index < surrogatesFrom ? index : index + surrogatesCount),
  (text) => {
    const codePoint = typeof text === 'string' ? text.codePointAt(0) : undefined;
    if (codePoint === undefined || String.fromCodePoint(codePoint) !== text) throw new Error('not one character');
    if (codePoint < surrogatesFrom) return codePoint;
    if (codePoint < surrogatesFrom + surrogatesCount) throw new Error('half a character');
    return codePoint - surrogatesCount;
  },
);
