import { deflateSync } from "node:zlib";
import { createPngChunk } from "./png-chunk.ts";

const EDGE = 400;

/** Returns a black PNG of 480 KB, because its pixels are not compressed. */
export function createStoredPng(): Buffer {
  const size = Buffer.alloc(8);
  size.writeUInt32BE(EDGE, 0);
  size.writeUInt32BE(EDGE, 4);
  // Each line begins with its filter type: none.
  const lines = Buffer.alloc(EDGE * (1 + 3 * EDGE));
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    createPngChunk("IHDR", Buffer.concat([size, Buffer.from([8, 2, 0, 0, 0])])),
    createPngChunk("IDAT", deflateSync(lines, { level: 0 })),
    createPngChunk("IEND", ""),
  ]);
}
