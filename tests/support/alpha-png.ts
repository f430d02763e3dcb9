import { deflateSync } from "node:zlib";
import { createPngChunk } from "./png-chunk.ts";

const EDGE = 1024;

/** Returns a gray PNG of 1024x1024 with an alpha channel, whose pixel in the middle has this alpha. */
export function createAlphaPng(alpha: number): Buffer {
  const line = Buffer.alloc(1 + 4 * EDGE, 128);
  line[0] = 0;
  for (let x = 0; x < EDGE; x++) line[4 + 4 * x] = 255;
  const lines = Buffer.concat(Array.from({ length: EDGE }, () => line));
  const middle = (EDGE / 2) * line.length + 4 + 4 * (EDGE / 2);
  lines[middle] = alpha;
  const size = Buffer.alloc(8);
  size.writeUInt32BE(EDGE, 0);
  size.writeUInt32BE(EDGE, 4);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    createPngChunk("IHDR", Buffer.concat([size, Buffer.from([8, 6, 0, 0, 0])])),
    createPngChunk("IDAT", deflateSync(lines)),
    createPngChunk("IEND", ""),
  ]);
}
