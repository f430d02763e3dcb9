// PNG, third edition, sections 5.2 to 5.6 and 10.1: a signature, then chunks of a length, a type, data
// and a CRC-32 of type and data. A type that starts with a capital letter is critical: it is required to
// decode the image.
const SIGNATURE_BYTES = 8;
const FRAME_BYTES = 12;
const DEFLATE = 8;

/**
 * Returns whether a PNG is complete and undamaged: all critical chunks from IHDR to IEND have valid
 * checksums. Much faster than decoding. Ancillary chunks and bytes after IEND are ignored.
 */
export function hasValidPngChecksums(png: Uint8Array): boolean {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  let hasPixels = false;
  for (let at = SIGNATURE_BYTES; at + FRAME_BYTES <= png.length;) {
    const end = at + FRAME_BYTES + view.getUint32(at);
    if (end > png.length) return false;
    const type = String.fromCharCode(...png.subarray(at + 4, at + 8));
    if (at === SIGNATURE_BYTES && type !== "IHDR") return false;
    const isCritical = /^[A-Z]/.test(type);
    if (isCritical && Bun.hash.crc32(png.subarray(at + 4, end - 4)) !== view.getUint32(end - 4))
      return false;
    if (type === "IEND") return hasPixels;
    if (type === "IDAT" && !hasPixels) {
      if (!isDeflated(png.subarray(at + 8))) return false;
      hasPixels = true;
    }
    at = end;
  }
  return false;
}

/** Returns whether bytes start with a zlib header (RFC 1950, section 2.2). */
function isDeflated([method = 0, flags = 0]: Uint8Array): boolean {
  return (method & 15) === DEFLATE && (method * 256 + flags) % 31 === 0;
}
