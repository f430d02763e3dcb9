import { open } from "node:fs/promises";

// A multiple of four base64 characters, which encode three bytes.
const STEP = 4 * 256 * 1024;

/**
 * Decodes an image data URL to a file in steps, so that the decoded bytes are never in memory as a whole.
 * Returns false if it is not a data URL of an image or exceeds `maxBytes`. Throws the errors of the disk.
 */
export async function writeDataUrl(url: string, path: string, maxBytes: number): Promise<boolean> {
  const [head] = /^data:image\/[\w.+-]+;base64,/.exec(url) ?? [];
  if (head === undefined || !isContiguous(url, head.length)) return writeWhole(url, path, maxBytes);
  if (((url.length - head.length) * 3) / 4 - 2 > maxBytes) return false;
  await using file = await open(path, "w");
  for (let start = head.length; start < url.length; start += STEP)
    await file.writeFile(Buffer.from(url.slice(start, start + STEP), "base64"));
  return true;
}

/** Returns whether the base64 text has no whitespace, so that it can be split after any four characters. */
function isContiguous(url: string, start: number): boolean {
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
