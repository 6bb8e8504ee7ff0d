import decodeQr from 'jsqr';
import { PNG } from 'pngjs';
import { renderPng, renderSvg, renderText } from '../../../../../lambdas/payments/domain/qr/render.ts';
import { buildUpiLink } from '../../../../../lambdas/payments/domain/qr/upi-link.ts';
import { aCode, payloadOf } from '../../../../support/qr.ts';

type Modules = readonly (readonly boolean[])[];

const local = { language: 'hi', name: 'फ्रेश मार्ट', city: 'पुणे' };
const long = payloadOf(
  aCode({
    upi: { vpa: 'freshmart.pune@hdfcbank', reference: 'ORDER-2026-11-21-000004711' },
    additional: { billNumber: 'B'.repeat(25), terminalLabel: 'T'.repeat(25) },
    localName: local,
  }),
);
const upi = buildUpiLink({ vpa: 'a@upi', name: 'Fresh Mart', amount: 1n, note: null, reference: null, category: null });
const texts = [
  ['a signed code', payloadOf(aCode())],
  ['a code of nearly 512 bytes', long],
  ['a UPI link', upi.kind === 'written' ? upi.link : ''],
] as const;

/** What an independent reader sees in dark and light modules of `size` pixels each. */
function readModules(modules: Modules, size: number): string | undefined {
  const width = (modules[0]?.length ?? 0) * size;
  const height = modules.length * size;
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
  modules.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (!dark) return;
      for (let dy = 0; dy < size; dy += 1)
        for (let dx = 0; dx < size; dx += 1) {
          const at = ((y * size + dy) * width + x * size + dx) * 4;
          pixels.fill(0, at, at + 3);
        }
    });
  });
  const { data } = decodeQr(pixels, width, height) ?? {};
  return data;
}

function readPixels({ data, width, height }: PNG): string | undefined {
  return decodeQr(new Uint8ClampedArray(data), width, height)?.data;
}

/** The dark path drawn on a grid. It is made of bars one module high: `M x y`, then `h length v1 h-length z`. */
function rasterise(svg: string): Modules {
  const side = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)?.[1]);
  const path = /fill="#000000" d="((?:M\d+ \d+h(\d+)v1h-\2z)+)"/.exec(svg)?.[1] ?? '';
  const grid = Array.from({ length: side }, () => Array.from({ length: side }, () => false));
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)/g))
    grid[Number(y)]?.fill(true, Number(x), Number(x) + Number(length));
  return grid;
}

/** Two rows of modules in each line of half blocks. */
function modulesOfText(text: string): Modules {
  return text.split('\n').flatMap((line) => {
    const blocks = Array.from(line);
    return [
      blocks.map((block) => block === '█' || block === '▀'),
      blocks.map((block) => block === '█' || block === '▄'),
    ];
  });
}

describe('a rendered code', () => {
  it.each(texts)('as PNG is read by another reader: %s', (_, text) => {
    expect(text).not.toBe('');
    expect(readPixels(PNG.sync.read(renderPng(text)))).toBe(text);
  });

  it.each(texts)('as SVG is read by another reader: %s', (_, text) => {
    expect(readModules(rasterise(renderSvg(text)), 4)).toBe(text);
  });

  it.each(texts)('as text is read by another reader: %s', (_, text) => {
    expect(readModules(modulesOfText(renderText(text)), 4)).toBe(text);
  });

  it('has four light modules on every side, and is large enough to print', () => {
    const { data, width, height } = PNG.sync.read(renderPng(long));
    const isDark = (x: number, y: number) => data[(y * width + x) * 4] === 0;
    const sides = Array.from({ length: width }, (_, at) => at);
    const columns = sides.filter((x) => sides.some((y) => isDark(x, y)));
    const rows = sides.filter((y) => sides.some((x) => isDark(x, y)));
    expect(height).toBe(width);
    for (const dark of [columns, rows]) expect([dark.at(0), dark.at(-1)]).toEqual([32, width - 33]);
    expect(width).toBeGreaterThanOrEqual(400);
    expect(width).toBeLessThanOrEqual(800);
  });

  it('is read with a twelfth of it covered, more than the lowest level of correction mends', () => {
    const png = PNG.sync.read(renderPng(long));
    const patch = Math.floor(Math.sqrt(1 / 12) * (png.width - 64));
    const from = png.width - 32 - 80 - patch;
    for (let y = from; y < from + patch; y += 1)
      png.data.fill(255, (y * png.width + from) * 4, (y * png.width + from + patch) * 4);
    expect(readPixels(png)).toBe(long);
  });

  it('is not made of what no symbol holds', () => {
    expect(() => renderPng('a'.repeat(2332))).toThrow('too big');
  });

  it('puts no text of the merchant into the SVG', () => {
    const svg = renderSvg(payloadOf(aCode({ name: '<script>alert(1)' })));
    expect(svg).not.toContain('script');
    expect(svg).toMatch(
      /^<svg [^>]*viewBox="0 0 \d+ \d+"[^>]*><path fill="#ffffff" d="[^"]*"\/><path fill="#000000" d="[^"]*"\/><\/svg>$/,
    );
  });
});
