// biome-ignore lint/style/noRestrictedImports: the folder of a library, not of the CDK app
import { create } from 'qrcode/lib/core/qrcode.js';

/** Rows of modules, dark ones true, with the light ones around that ISO 18004 asks for. */
export type Modules = readonly (readonly boolean[])[];

// M mends 15 % of the symbol: enough for a thumbed sticker or a cracked screen. Q would need a symbol a fifth larger,
// and a phone reads smaller modules worse than it reads damaged ones.
const errorCorrectionLevel = 'M';
const quiet = 4;

/** @throws Error when the text has more than the 2,331 bytes that a symbol holds at this level */
export function modulesOf(text: string): Modules {
  const { modules } = create(text, { errorCorrectionLevel });
  const side = modules.size + 2 * quiet;
  const isDark = (x: number, y: number): boolean =>
    Math.min(x, y) >= 0 && Math.max(x, y) < modules.size && modules.get(y, x) === 1;
  return Array.from({ length: side }, (_, y) => Array.from({ length: side }, (_, x) => isDark(x - quiet, y - quiet)));
}
