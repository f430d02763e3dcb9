// A multiple of four characters, which are three bytes.
const STEP = 4 * 256 * 1024;

/**
 * Writes the bytes of a data URL of an image to a file, in steps: the text is in memory once, its bytes
 * never all at once. Returns false where it is none, or of more than `maxBytes`.
 */
export async function writeDataUrl(url: string, path: string, maxBytes: number): Promise<boolean> {
  const [head] = /^data:image\/[\w.+-]+;base64,/.exec(url) ?? [];
  if (head === undefined || !isDense(url, head.length)) return writeWhole(url, path, maxBytes);
  if (((url.length - head.length) * 3) / 4 - 2 > maxBytes) return false;
  const file = Bun.file(path).writer();
  try {
    for (let start = head.length; start < url.length; start += STEP) {
      file.write(Buffer.from(url.slice(start, start + STEP), "base64"));
      await file.flush();
    }
  } finally {
    await file.end();
  }
  return true;
}

/** Whether a text is base64 without a gap, so that it can be cut anywhere after four characters. */
function isDense(url: string, start: number): boolean {
  const end = url.indexOf("=", start);
  if (end !== -1 && end < url.length - 2) return false;
  for (let at = start; at < url.length; at += STEP) {
    if (!/^[\w+/=-]*$/.test(url.slice(at, at + STEP))) return false;
  }
  return true;
}

async function writeWhole(url: string, path: string, maxBytes: number): Promise<boolean> {
  const [head] = /^data:image\/[\w.+-]+;base64,/.exec(url) ?? [];
  const bytes = head === undefined ? undefined : Buffer.from(url.slice(head.length), "base64");
  if (bytes === undefined || bytes.length > maxBytes) return false;
  await Bun.write(path, bytes);
  return true;
}
