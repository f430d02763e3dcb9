import { isColorProfile } from "./color-profile.ts";
import { isTurned } from "./exif.ts";
import { MAX_PARTS } from "./part-limit.ts";

// ITU-T T.81, table B.1.
const START_OF_IMAGE = 0xd8;
const END_OF_IMAGE = 0xd9;
const START_OF_SCAN = 0xda;
const JFIF_BYTES_WITHOUT_THUMBNAIL = 18;
const ADOBE_BYTES = 16;
// Marker, length, name, number of the part and how many there are.
const PROFILE_START = 18;

/**
 * Returns the parts of a JPEG without EXIF, XMP and other application data, comments and bytes after its
 * end, or undefined if it has to be encoded again: it is turned by EXIF data, damaged, or has too many
 * segments. The color profile and the color transform are kept if they are valid.
 */
export function selectJpegParts(jpeg: Uint8Array): Uint8Array[] | undefined {
  const parts = [jpeg.subarray(0, 2)];
  let profileParts = 0;
  let segments = 0;
  for (let at = 2; at + 1 < jpeg.length;) {
    if (jpeg[at] !== 0xff) return undefined;
    const marker = jpeg[at + 1] ?? 0;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === END_OF_IMAGE) return [...parts, jpeg.subarray(at, at + 2)];
    if (marker === START_OF_IMAGE || marker < 0xc0 || ++segments > MAX_PARTS) return undefined;
    const end = findSegmentEnd(jpeg, at);
    if (end === undefined) return undefined;
    const segment = jpeg.subarray(at, end);
    if (startsWith(segment, 0xe1, "Exif\0\0") && isTurned(segment.subarray(10))) return undefined;
    if (startsWith(segment, 0xee, "Adobe") && segment.length !== ADOBE_BYTES) return undefined;
    const isProfile = isProfilePart(segment, profileParts + 1);
    if (isProfile) profileParts++;
    if (isProfile || isKept(segment, marker)) parts.push(segment);
    at = end;
  }
  return undefined;
}

/** Returns where the segment at `at` ends, with the image data that follows the header of a scan. */
function findSegmentEnd(jpeg: Uint8Array, at: number): number | undefined {
  const length = ((jpeg[at + 2] ?? 0) << 8) | (jpeg[at + 3] ?? 0);
  const end = at + 2 + length;
  if (length < 2 || end > jpeg.length) return undefined;
  return jpeg[at + 1] === START_OF_SCAN ? findScanEnd(jpeg, end) : end;
}

/** Returns the position of the next marker, other than restart markers and escaped bytes. */
function findScanEnd(jpeg: Uint8Array, from: number): number | undefined {
  // In a loop, because a call of `indexOf` for each 0xFF takes seconds if most bytes are 0xFF.
  for (let at = from; at + 1 < jpeg.length; at++) {
    if (jpeg[at] !== 0xff) continue;
    const next = jpeg[at + 1] ?? 0;
    const isData = next === 0 || next === 0xff || (next >= 0xd0 && next <= 0xd7);
    if (!isData) return at;
  }
  return undefined;
}

/** Returns whether a segment is this part of a color profile, from 1. */
function isProfilePart(segment: Uint8Array, part: number): boolean {
  if (!startsWith(segment, 0xe2, "ICC_PROFILE\0")) return false;
  const isFirst = part === 1;
  return (
    segment[PROFILE_START - 2] === part &&
    (!isFirst || isColorProfile(segment.subarray(PROFILE_START)))
  );
}

function isKept(segment: Uint8Array, marker: number): boolean {
  // Tables, frames and scans.
  if (marker < 0xe0) return true;
  return (
    (startsWith(segment, 0xe0, "JFIF\0") && segment.length === JFIF_BYTES_WITHOUT_THUMBNAIL) ||
    startsWith(segment, 0xee, "Adobe")
  );
}

function startsWith(segment: Uint8Array, marker: number, name: string): boolean {
  if (segment[1] !== marker) return false;
  return Buffer.from(segment.subarray(4, 4 + name.length)).toString("latin1") === name;
}
