import { isColorProfile } from "./color-profile.ts";
import { isTurned } from "./exif.ts";
import { MAX_PARTS } from "./part-limit.ts";

// RFC 9649, section 2: a RIFF header of 12 bytes, then chunks of a type, a length, data and padding to an
// even length.
const KEPT = new Set(["VP8X", "VP8 ", "VP8L", "ALPH", "ANIM", "ANMF"]);
const HEADER_BYTES = 12;
const FRAME_BYTES = 8;
const EXIF_AND_XMP_FLAGS = 0x0c;
const PROFILE_FLAG = 0x20;

/**
 * Returns the parts of a WebP without EXIF, XMP, unknown chunks, an invalid color profile and bytes after
 * its end, or undefined if it has to be encoded again: it is turned by EXIF data, damaged, or has too many
 * chunks.
 */
export function selectWebpParts(webp: Uint8Array): Uint8Array[] | undefined {
  const view = new DataView(webp.buffer, webp.byteOffset, webp.byteLength);
  const fileEnd = FRAME_BYTES + view.getUint32(4, true);
  if (fileEnd > webp.length) return undefined;
  const chunks: Uint8Array[] = [];
  let hasProfile = false;
  let examined = 0;
  for (let at = HEADER_BYTES; at + FRAME_BYTES <= fileEnd;) {
    const end = at + FRAME_BYTES + view.getUint32(at + 4, true);
    if (end > fileEnd || ++examined > MAX_PARTS) return undefined;
    const type = String.fromCharCode(...webp.subarray(at, at + 4));
    const padded = Math.min(end + (end % 2), webp.length);
    if (type === "EXIF" && isTurnedChunk(webp.subarray(at + FRAME_BYTES, end))) return undefined;
    const isProfile = type === "ICCP" && isColorProfile(webp.subarray(at + FRAME_BYTES, end));
    hasProfile ||= isProfile;
    if (isProfile || KEPT.has(type)) chunks.push(webp.subarray(at, padded));
    at = padded;
  }
  const cleaned = chunks.map((chunk) => withFlags(chunk, hasProfile));
  return [createHeader(cleaned), ...cleaned];
}

// Some programs write the prefix of JPEG before the data.
function isTurnedChunk(data: Uint8Array): boolean {
  const hasPrefix = Buffer.from(data.subarray(0, 6)).toString("latin1") === "Exif\0\0";
  return isTurned(hasPrefix ? data.subarray(6) : data);
}

/** Clears the flags of what was removed, if this is the chunk that has them. */
function withFlags(chunk: Uint8Array, hasProfile: boolean): Uint8Array {
  if (String.fromCharCode(...chunk.subarray(0, 4)) !== "VP8X") return chunk;
  const copy = chunk.slice();
  const removed = EXIF_AND_XMP_FLAGS | (hasProfile ? 0 : PROFILE_FLAG);
  copy[FRAME_BYTES] = (copy[FRAME_BYTES] ?? 0) & ~removed;
  return copy;
}

function createHeader(chunks: Uint8Array[]): Uint8Array {
  const header = Buffer.from("RIFF\0\0\0\0WEBP", "latin1");
  const sizeBytes = chunks.reduce((total, { length }) => total + length, 0);
  header.writeUInt32LE(sizeBytes + 4, 4);
  return header;
}
