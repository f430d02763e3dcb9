import type { ByteRange, FileBytes } from "./file-bytes.ts";
import { inflateSync, constants } from "node:zlib";
import { isColorProfile, PROFILE_HEAD_BYTES } from "./color-profile.ts";
import { isTurned } from "./exif.ts";
import { MAX_PARTS } from "./part-limit.ts";

// PNG, third edition, chapter 11: chunks that decide how the pixels look, with those of animations.
const KEPT = new Set([
  ...["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "sBIT", "sRGB", "cICP"],
  ...["mDCV", "cLLI", "bKGD", "pHYs", "acTL", "fcTL", "fdAT"],
]);
const SIGNATURE_BYTES = 8;
const FRAME_BYTES = 12;
// Longer EXIF data is not read: the image is encoded again.
const MAX_EXIF_BYTES = 65_536;
const MAX_PROFILE_NAME_BYTES = 79;
// With the name and the start of the profile. Decompressed, it is at most a thousand times as long.
const PROFILE_CHUNK_HEAD_BYTES = 1_024;

/**
 * Returns the ranges of a PNG without texts, times, EXIF data, private chunks and bytes after its end, or
 * undefined if it has to be encoded again: it is turned by EXIF data, damaged, or has too many chunks. Reads
 * only the start of each chunk.
 */
export async function selectPngRanges(png: FileBytes): Promise<ByteRange[] | undefined> {
  let last: ByteRange = { start: 0, end: SIGNATURE_BYTES };
  const ranges = [last];
  let examined = 0;
  let isProfileExpected = true;
  for (let at = SIGNATURE_BYTES; at + FRAME_BYTES <= png.sizeBytes;) {
    const head = await png.read(at, FRAME_BYTES);
    const end = at + FRAME_BYTES + head.readUInt32BE(0);
    if (end > png.sizeBytes || ++examined > MAX_PARTS) return undefined;
    const type = head.toString("latin1", 4, 8);
    if (type === "eXIf" && (await isTurnedChunk(png, { start: at + 8, end: end - 4 })))
      return undefined;
    // A PNG has one profile, and decompressing thousands takes seconds.
    const isProfile = type === "iCCP" && isProfileExpected;
    if (isProfile) isProfileExpected = false;
    if (KEPT.has(type) || (isProfile && (await hasProfile(png, { start: at + 8, end: end - 4 })))) {
      if (last.end === at) last.end = end;
      else ranges.push((last = { start: at, end }));
    }
    if (type === "IEND") return ranges;
    at = end;
  }
  return undefined;
}

/** Returns whether a chunk is a name of 1 to 79 bytes, a zero, a method and a compressed color profile. */
async function hasProfile(png: FileBytes, { start, end }: ByteRange): Promise<boolean> {
  const head = await png.read(start, Math.min(end - start, PROFILE_CHUNK_HEAD_BYTES));
  const nameEnd = head.indexOf(0);
  if (nameEnd < 1 || nameEnd > MAX_PROFILE_NAME_BYTES) return false;
  try {
    const profile = inflateSync(head.subarray(nameEnd + 2), {
      finishFlush: constants.Z_SYNC_FLUSH,
    });
    return profile.length >= PROFILE_HEAD_BYTES && isColorProfile(profile);
  } catch {
    return false;
  }
}

async function isTurnedChunk(png: FileBytes, { start, end }: ByteRange): Promise<boolean> {
  return end - start > MAX_EXIF_BYTES || isTurned(await png.read(start, end - start));
}
