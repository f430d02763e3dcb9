const ORIENTATION_TAG = 0x0112;
const ENTRY_BYTES = 12;
const UPRIGHT = 1;

/**
 * Returns whether EXIF data, a TIFF structure, turns or mirrors the image. Data that cannot be read does
 * not: decoders ignore it too.
 */
export function isTurned(tiff: Uint8Array): boolean {
  const order = String.fromCharCode(...tiff.subarray(0, 2));
  if (tiff.length < 8 || (order !== "II" && order !== "MM")) return false;
  const isLittle = order === "II";
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const directory = view.getUint32(4, isLittle);
  if (directory + 2 > tiff.length) return false;
  const entries = view.getUint16(directory, isLittle);
  for (let index = 0; index < entries; index++) {
    const at = directory + 2 + index * ENTRY_BYTES;
    if (at + ENTRY_BYTES > tiff.length) return false;
    if (view.getUint16(at, isLittle) !== ORIENTATION_TAG) continue;
    return view.getUint16(at + 8, isLittle) !== UPRIGHT;
  }
  return false;
}
