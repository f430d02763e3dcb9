import { AppError } from "../../foundation/errors.ts";
import { hasValidPngChecksums } from "./png.ts";

/** The most pixels a picture may have; past that, decoding one takes more memory than it is worth. */
const MAX_PIXELS = 64_000_000;

/** The longest edge a picture may have, in pixels. */
const MAX_EDGE = 16_384;

/** What is read to find the dimensions. A JPEG with a longer header is read whole. */
const HEAD_BYTES = 1_048_576;

/** WebP and JPEG at this quality show no difference to the eye beside their source. */
const QUALITY = 92;

// Sharp on a tile of 320 pixels where two dots make one.
const THUMBNAIL_EDGE = 640;
const THUMBNAIL_QUALITY = 80;

// PNG: colour type, whose bit 4 is alpha. WebP: the flags of an extended file, and the byte of a
// lossless one that follows 28 bits of width and height; in both bit 16 is alpha.
const PNG_COLOUR_AT = 25;
const VP8X_FLAGS_AT = 20;
const VP8L_ALPHA_AT = 24;

const UNREADABLE = new Set([
  "ERR_IMAGE_DECODE_FAILED",
  "ERR_IMAGE_FORMAT_UNSUPPORTED",
  "ERR_IMAGE_UNKNOWN_FORMAT",
]);

const FORMATS = ["png", "jpeg", "webp"] as const;

export type ImageFormat = (typeof FORMATS)[number];

/** What a stored picture's key ends with, by its format. */
export const EXTENSIONS = { png: "png", jpeg: "jpg", webp: "webp" } as const;

/** What the header of a picture says. */
export interface ImageFacts {
  format: ImageFormat;
  contentType: `image/${ImageFormat}`;
  /** As it is shown: an orientation in the EXIF block has been applied. */
  width: number;
  height: number;
  sizeBytes: number;
}

/**
 * Reads what a picture on disk really is, from its header only: no pixel is decoded, so a small
 * file that claims a huge canvas costs nothing. Throws `invalid_request` for whatever is not a PNG,
 * JPEG or WebP, for a damaged header, and for more than 64 megapixels or an edge over 16384.
 */
export async function inspectImage(path: string): Promise<ImageFacts> {
  const file = Bun.file(path);
  const head = await file.slice(0, HEAD_BYTES).bytes();
  const format = detectFormat(head);
  const { width, height } = await dimensions(file, head);
  if (width < 1 || height < 1) throw unreadable();
  if (width > MAX_EDGE || height > MAX_EDGE || width * height > MAX_PIXELS) throw tooLarge();
  return { format, contentType: `image/${format}`, width, height, sizeBytes: file.size };
}

/**
 * Proves that a picture which `inspect` knows can be seen to its last pixel: a PNG by its checksums,
 * anything else by decoding it, which makes its placeholder as well. Throws `invalid_request`.
 */
export async function assertDecodable(
  path: string,
  format: ImageFormat,
): Promise<{ createPlaceholder?: string }> {
  if (format === "png" && hasValidPngChecksums(await Bun.file(path).bytes())) return {};
  return { createPlaceholder: await placeholder(path) };
}

/** A blurred miniature as a `data:` URL of 1 to 5 KB, to show until the picture itself arrives. */
export function placeholder(path: string): Promise<string> {
  return translated(() => open(path).placeholder());
}

/** Writes a picture as WebP, whose edges are at most 16383 pixels. */
export async function toWebp(path: string, into: string): Promise<void> {
  await Bun.write(into, await translated(() => open(path).webp({ quality: QUALITY }).bytes()));
}

/** A picture as a small WebP, for lists: no edge is longer than 640 pixels. */
export function toThumbnail(path: string): Promise<Uint8Array> {
  const size = { fit: "inside", withoutEnlargement: true } as const;
  const small = () => open(path).resize(THUMBNAIL_EDGE, THUMBNAIL_EDGE, size);
  return translated(() => small().webp({ quality: THUMBNAIL_QUALITY }).bytes());
}

/**
 * Writes a picture anew in its own format, without EXIF (place, camera, thumbnail) and other notes.
 * The orientation is applied to the pixels and the colour profile stays, so it looks the same.
 */
export async function stripMetadata(path: string, into: string): Promise<void> {
  const { format } = await inspectImage(path);
  const options = format === "png" ? {} : { quality: QUALITY };
  await Bun.write(into, await translated(() => open(path)[format](options).bytes()));
}

/** How much of a picture `hasAlpha` needs to see. */
export const ALPHA_HEAD_BYTES = 65_536;

/** Whether the header of a PNG, JPEG or WebP says that pixels may be transparent. */
export function hasAlpha(head: Uint8Array): boolean {
  const text = Buffer.from(head).toString("latin1");
  if (text.startsWith("\x89PNG")) {
    const pixels = text.indexOf("IDAT");
    const notes = pixels === -1 ? text : text.slice(0, pixels);
    return ((head[PNG_COLOUR_AT] ?? 0) & 4) !== 0 || notes.includes("tRNS");
  }
  const kind = text.startsWith("RIFF") ? text.slice(12, 16) : "";
  if (kind === "VP8X") return ((head[VP8X_FLAGS_AT] ?? 0) & 16) !== 0;
  return kind === "VP8L" && ((head[VP8L_ALPHA_AT] ?? 0) & 16) !== 0;
}

/** Hex SHA-256 of a file. */
export async function computeImageDigest(path: string): Promise<string> {
  const hasher = new Bun.CryptoHasher("sha256");
  for await (const chunk of Bun.file(path).stream()) hasher.update(chunk);
  return hasher.digest("hex");
}

function detectFormat(head: Uint8Array): ImageFormat {
  if (head.length === 0) throw new AppError("invalid_request", "The image is empty.");
  const text = Buffer.from(head).toString("latin1");
  if (text.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  if (text.startsWith("\xff\xd8\xff")) return "jpeg";
  if (text.startsWith("RIFF") && text.slice(8, 12) === "WEBP") return "webp";
  throw new AppError("invalid_request", "The image must be a PNG, JPEG or WebP file.");
}

/** `Bun.Image` reads a file whole even for its metadata, so it is given the first part alone. */
async function dimensions(file: Bun.BunFile, head: Uint8Array): Promise<Bun.Image.Metadata> {
  const ofHead = () => open(head).metadata();
  if (file.size <= HEAD_BYTES) return translated(ofHead);
  return ofHead().catch(() => translated(() => open(file).metadata()));
}

function open(input: string | Blob | Uint8Array): Bun.Image {
  return new Bun.Image(input, { maxPixels: MAX_PIXELS });
}

/** Runs a step of `Bun.Image` and says in our words what is wrong with the picture. */
async function translated<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    if (code === "ERR_IMAGE_TOO_MANY_PIXELS") throw tooLarge(cause);
    if (UNREADABLE.has(code)) throw unreadable(cause);
    throw cause;
  }
}

function tooLarge(cause?: unknown): AppError {
  const limit = "at most 64 megapixels and 16384 pixels an edge";
  return new AppError("invalid_request", `The image is too large: ${limit} are allowed.`, {
    cause,
  });
}

function unreadable(cause?: unknown): AppError {
  return new AppError("invalid_request", "The image is damaged and cannot be read.", { cause });
}
