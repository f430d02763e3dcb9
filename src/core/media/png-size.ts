import type { PixelSize } from "../../providers/provider.ts";

// PNG, third edition, section 11.2.1: after the signature, the first chunk is IHDR with 13 bytes of data.
const IHDR_BYTES = 33;
const OFFSETS = { width: 16, height: 20, depth: 24, color: 25 };

/** The bit depths that each color type allows. */
const DEPTHS: Record<number, number[]> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

/**
 * Returns the size of an undamaged PNG from its first bytes, without a decoder. Returns undefined if only a
 * decoder can tell: an EXIF orientation may swap width and height, or the format is unknown.
 */
export function readPngSize(head: Uint8Array): PixelSize | undefined {
  if (
    head.length < IHDR_BYTES ||
    Buffer.from(head.buffer, head.byteOffset, head.length).includes("eXIf")
  )
    return undefined;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const depths = DEPTHS[view.getUint8(OFFSETS.color)];
  if (!depths?.includes(view.getUint8(OFFSETS.depth))) return undefined;
  return { width: view.getUint32(OFFSETS.width), height: view.getUint32(OFFSETS.height) };
}
