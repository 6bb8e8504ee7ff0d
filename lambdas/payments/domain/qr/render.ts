import { toBuffer, toString as toText } from 'qrcode';

// M mends 15 % of the symbol: enough for a thumbed sticker or a cracked screen. Q would need a symbol a fifth larger,
// and a phone reads smaller modules worse than it reads damaged ones.
const errorCorrectionLevel = 'M';
/** ISO 18004 asks for four modules around the symbol. */
const margin = 4;
/** Pixels of a module: whole, so that edges stay sharp; the symbols of our payloads become 400 to 800 pixels wide. */
const scale = 8;

/** For `pngjs`: grey, each row as its difference to the row above. A module's rows are equal, so this halves the file. */
const rendererOpts = { colorType: 0, filterType: 2, deflateLevel: 9 };

/** The text must be no longer than `payloadBytesMax`; a symbol holds 2,331 bytes at this level, and more throws. */
export const renderPng = (text: string): Promise<Buffer> =>
  toBuffer(text, { type: 'png', errorCorrectionLevel, margin, scale, rendererOpts });

/** One path, its size set by whoever shows it. */
export const renderSvg = (text: string): Promise<string> => toText(text, { type: 'svg', errorCorrectionLevel, margin });

/** Half blocks for a terminal with dark text on a light ground. */
export const renderText = (text: string): Promise<string> =>
  toText(text, { type: 'utf8', errorCorrectionLevel, margin });
