import { isTurned } from "./exif.ts";

// RFC 9649, section 2: a RIFF header of 12 bytes, then chunks of a type, a length, data and padding to an
// even length.
const KEPT = new Set(["VP8X", "VP8 ", "VP8L", "ALPH", "ANIM", "ANMF", "ICCP"]);
const HEADER_BYTES = 12;
const FRAME_BYTES = 8;
const EXIF_AND_XMP_FLAGS = 0x0c;

/**
 * Returns the parts of a WebP without EXIF, XMP, unknown chunks and bytes after its end, or undefined if it
 * has to be encoded again: it is turned by EXIF data or damaged.
 */
export function selectWebpParts(webp: Uint8Array): Uint8Array[] | undefined {
  const view = new DataView(webp.buffer, webp.byteOffset, webp.byteLength);
  const fileEnd = FRAME_BYTES + view.getUint32(4, true);
  if (fileEnd > webp.length) return undefined;
  const chunks: Uint8Array[] = [];
  for (let at = HEADER_BYTES; at + FRAME_BYTES <= fileEnd;) {
    const end = at + FRAME_BYTES + view.getUint32(at + 4, true);
    if (end > fileEnd) return undefined;
    const type = String.fromCharCode(...webp.subarray(at, at + 4));
    const padded = Math.min(end + (end % 2), webp.length);
    if (type === "EXIF" && isTurnedChunk(webp.subarray(at + FRAME_BYTES, end))) return undefined;
    if (KEPT.has(type)) chunks.push(toClean(type, webp.subarray(at, padded)));
    at = padded;
  }
  return [createHeader(chunks), ...chunks];
}

// Some programs write the prefix of JPEG before the data.
function isTurnedChunk(data: Uint8Array): boolean {
  const hasPrefix = Buffer.from(data.subarray(0, 6)).toString("latin1") === "Exif\0\0";
  return isTurned(hasPrefix ? data.subarray(6) : data);
}

function toClean(type: string, chunk: Uint8Array): Uint8Array {
  if (type !== "VP8X") return chunk;
  const copy = chunk.slice();
  copy[FRAME_BYTES] = (copy[FRAME_BYTES] ?? 0) & ~EXIF_AND_XMP_FLAGS;
  return copy;
}

function createHeader(chunks: Uint8Array[]): Uint8Array {
  const header = Buffer.from("RIFF\0\0\0\0WEBP", "latin1");
  const sizeBytes = chunks.reduce((total, { length }) => total + length, 0);
  header.writeUInt32LE(sizeBytes + 4, 4);
  return header;
}
