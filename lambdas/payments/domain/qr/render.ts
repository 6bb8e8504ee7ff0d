import { type Modules, modulesOf } from './modules.ts';
import { pngOf } from './png.ts';

/** Dark modules of a row, neighbours as one bar. */
function barsOf(modules: readonly boolean[], y: number): readonly string[] {
  const bars: string[] = [];
  for (let x = 0; x < modules.length; x += 1) {
    if (!modules[x]) continue;
    const light = modules.indexOf(false, x);
    const length = (light < 0 ? modules.length : light) - x;
    bars.push(`M${x} ${y}h${length}v1h-${length}z`);
    x += length;
  }
  return bars;
}

function svgOf(symbol: Modules): string {
  const side = symbol.length;
  const dark = symbol.flatMap(barsOf).join('');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges">`,
    `<path fill="#ffffff" d="M0 0h${side}v${side}H0z"/><path fill="#000000" d="${dark}"/></svg>`,
  ].join('');
}

const halfBlocks = [' ', '▀', '▄', '█'];

function linesOf(symbol: Modules): string {
  const lines: string[] = [];
  for (let y = 0; y < symbol.length; y += 2) {
    const [upper, lower] = [symbol[y], symbol[y + 1]];
    const line = upper?.map((dark, x) => halfBlocks[Number(dark) + 2 * Number(lower?.[x] ?? false)]);
    lines.push(line?.join('') ?? '');
  }
  return lines.join('\n');
}

export const renderPng = (text: string): Buffer => pngOf(modulesOf(text));

/** Its size is set by whoever shows it; it holds nothing of the text but the pattern. */
export const renderSvg = (text: string): string => svgOf(modulesOf(text));

/** Two rows a line, for a terminal with dark letters on a light ground. */
export const renderText = (text: string): string => linesOf(modulesOf(text));
