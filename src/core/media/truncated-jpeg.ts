// The marker of the end of a JPEG, and how many bytes may follow its data: metadata or padding.
const JPEG_END = Buffer.from([0xff, 0xd9]);
const JPEG_TAIL_BYTES = 1_024;

/**
 * Returns whether a file is a JPEG without the marker of its end. Decoding does not detect that: it fills
 * the missing part with gray. In the data of a JPEG, 0xFF is followed by 0 or a restart marker.
 */
export async function isTruncatedJpeg(path: string): Promise<boolean> {
  const file = Bun.file(path);
  const head = await file.slice(0, 2).bytes();
  if (head[0] !== 0xff || head[1] !== 0xd8) return false;
  const tail = await file.slice(Math.max(0, file.size - JPEG_TAIL_BYTES)).bytes();
  return !Buffer.from(tail).includes(JPEG_END);
}
