import { crc32, deflateSync } from 'node:zlib';
import type { Modules } from './modules.ts';

/** Pixels of a module, and so exactly one byte of a row at one bit a pixel. */
const scale = 8;

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'ascii'), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

/** A PNG of one grey bit a pixel: our symbols become 400 to 800 pixels wide and 0.5 to 2 KB. */
export function pngOf(symbol: Modules): Buffer {
  const side = symbol.length * scale;
  const header = Buffer.alloc(13); // after size and depth zeros: grey, deflate, no filters, not interlaced
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.writeUInt8(1, 8);
  const rows = symbol.flatMap((modules) => {
    const row = Buffer.from([0, ...modules.map((dark) => (dark ? 0x00 : 0xff))]);
    return Array.from({ length: scale }, () => row);
  });
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const image = deflateSync(Buffer.concat(rows), { level: 9 });
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', image), chunk('IEND', Buffer.alloc(0))]);
}
