import { open as openFile } from "node:fs/promises";
import { AppError } from "../../foundation/errors.ts";
import type { PixelSize } from "../../providers/provider.ts";
import { releaseBuffer, takeBuffer } from "../../foundation/byte-buffers.ts";
import { readPngSize } from "./png-size.ts";
import { hasValidPngChecksums } from "../../foundation/png-checksums.ts";

/** Maximum pixels of an image, which limits the memory for decoding. */
const MAX_PIXELS = 64_000_000;

/** Maximum edge of an image, in pixels. */
const MAX_EDGE = 16_384;

/** Bytes that are read to find the dimensions. A JPEG with a longer header is read as a whole. */
const HEAD_BYTES = 1_048_576;

/** Bytes that are read first, because most headers are short. */
const SHORT_HEAD_BYTES = 65_536;

/** Leading bytes that identify a format. */
const SIGNATURE_BYTES = 12;

/** WebP and JPEG quality without a visible difference to the source. */
const QUALITY = 92;

// Sharp on a tile of 320 CSS pixels with a device pixel ratio of 2.
const THUMBNAIL_EDGE = 640;
const THUMBNAIL_QUALITY = 80;

// PNG: the color type, where 4 is the alpha bit. WebP: the flags of an extended file, and the byte after the
// 28 bits of width and height of a lossless file; in both, 16 is the alpha bit.
const PNG_COLOR_OFFSET = 25;
const VP8X_FLAGS_OFFSET = 20;
const VP8L_ALPHA_OFFSET = 24;

const UNREADABLE = new Set([
  "ERR_IMAGE_DECODE_FAILED",
  "ERR_IMAGE_FORMAT_UNSUPPORTED",
  "ERR_IMAGE_UNKNOWN_FORMAT",
]);

const FORMATS = ["png", "jpeg", "webp"] as const;

/** The format of an input image. */
export type ImageFormat = (typeof FORMATS)[number];

/** File extensions of storage keys, by format. */
export const EXTENSIONS = { png: "png", jpeg: "jpg", webp: "webp" } as const;

/** Returns the file extension of storage keys for a content type. */
export function toExtension(contentType: `image/${ImageFormat}`): string {
  // The content type is "image/" and the format.
  return EXTENSIONS[contentType.slice("image/".length) as ImageFormat];
}

/** Facts from the header of an image. */
export interface ImageFacts {
  format: ImageFormat;
  contentType: `image/${ImageFormat}`;
  /** As displayed, after applying the EXIF orientation. */
  width: number;
  height: number;
  sizeBytes: number;
}

/**
 * Reads the format and dimensions of an image file from its header. No pixel is decoded, so a small
 * file that declares huge dimensions costs nothing. Throws `invalid_request` for formats other than PNG,
 * JPEG and WebP, for a damaged header, and for more than 64 megapixels or an edge over 16384.
 */
export async function inspectImage(path: string): Promise<ImageFacts> {
  return (await readHeader(path)).facts;
}

/** Like `inspectImage`; also returns whether the header allows transparent pixels. */
export async function inspectImageAlpha(
  path: string,
  known?: KnownBytes,
): Promise<ImageFacts & { hasAlpha: boolean }> {
  const { facts, head } = await readHeader(path, known);
  return { ...facts, hasAlpha: hasAlpha(head.subarray(0, ALPHA_HEAD_BYTES)) };
}

/** The first bytes of a file, which need not be read, and the size of the whole file. */
interface KnownBytes {
  head: Uint8Array;
  sizeBytes: number;
  /** Whether the file is a PNG whose checksums are valid. */
  isIntactPng?: boolean | undefined;
}

async function readHeader(
  path: string,
  known?: KnownBytes,
): Promise<{ facts: ImageFacts; head: Uint8Array }> {
  const file = Bun.file(path);
  const head = known?.head ?? (await file.slice(0, SHORT_HEAD_BYTES).bytes());
  const sizeBytes = known?.sizeBytes ?? file.size;
  const format = detectFormat(head);
  const undecoded = known?.isIntactPng ? readPngSize(head) : undefined;
  const { width, height } = undecoded ?? (await readDimensions(file, { head, sizeBytes }));
  if (width < 1 || height < 1) throw toUnreadableError();
  if (width > MAX_EDGE || height > MAX_EDGE || width * height > MAX_PIXELS) throw toTooLargeError();
  const contentType = `image/${format}` as const;
  return { facts: { format, contentType, width, height, sizeBytes }, head };
}

/**
 * Verifies that an image can be decoded completely: a PNG by its checksums, other formats by decoding,
 * which also creates the placeholder. Throws `invalid_request`.
 */
export async function assertDecodable(
  path: string,
  format: ImageFormat,
): Promise<{ placeholder?: string }> {
  if (format === "png" && hasValidPngChecksums(await Bun.file(path).bytes())) return {};
  return { placeholder: await placeholder(path) };
}

/**
 * Returns a placeholder of a file or its bytes as a data URL of 1 to 5 KB, shown until the image is loaded:
 * a blurred miniature.
 */
export function placeholder(image: string | Uint8Array): Promise<string> {
  return withImageErrors(() => open(image).placeholder());
}

/** Converts an image to WebP, whose edges can have at most 16383 pixels. */
export async function toWebp(path: string, into: string): Promise<void> {
  await Bun.write(into, await withImageErrors(() => open(path).webp({ quality: QUALITY }).bytes()));
}

/** Stretches an image to a size, in its format and without its metadata. `quality` is for JPEG and WebP. */
export async function resizeImage(
  path: string,
  into: string,
  { size, quality = QUALITY }: { size: PixelSize; quality?: number | undefined },
): Promise<void> {
  const { format } = await inspectImage(path);
  const options = format === "png" ? {} : { quality };
  const resized = () => open(path).resize(size.width, size.height)[format](options);
  await Bun.write(into, await withImageErrors(() => resized().bytes()));
}

/** Returns an image as a small WebP for lists, with edges of at most 640 pixels. */
export function toThumbnail(path: string): Promise<Uint8Array> {
  const size = { fit: "inside", withoutEnlargement: true } as const;
  const small = () => open(path).resize(THUMBNAIL_EDGE, THUMBNAIL_EDGE, size);
  return withImageErrors(() => small().webp({ quality: THUMBNAIL_QUALITY }).bytes());
}

/**
 * Encodes an image again in its format, without EXIF (location, camera, thumbnail) and other metadata.
 * The orientation is applied to the pixels and the color profile is kept, so the image looks the same.
 */
export async function stripMetadata(path: string, into: string): Promise<void> {
  const { format } = await inspectImage(path);
  const options = format === "png" ? {} : { quality: QUALITY };
  await Bun.write(into, await withImageErrors(() => open(path)[format](options).bytes()));
}

/** Bytes of a file that `hasAlpha` needs. */
export const ALPHA_HEAD_BYTES = 65_536;

/** Returns whether the header of a PNG, JPEG or WebP allows transparent pixels. */
export function hasAlpha(head: Uint8Array): boolean {
  const text = Buffer.from(head).toString("latin1");
  if (text.startsWith("\x89PNG")) {
    const pixels = text.indexOf("IDAT");
    const header = pixels === -1 ? text : text.slice(0, pixels);
    return ((head[PNG_COLOR_OFFSET] ?? 0) & 4) !== 0 || header.includes("tRNS");
  }
  const kind = text.startsWith("RIFF") ? text.slice(12, 16) : "";
  if (kind === "VP8X") return ((head[VP8X_FLAGS_OFFSET] ?? 0) & 16) !== 0;
  return kind === "VP8L" && ((head[VP8L_ALPHA_OFFSET] ?? 0) & 16) !== 0;
}

/** Returns the SHA-256 of a file in hex. */
export async function computeImageDigest(path: string): Promise<string> {
  const hasher = new Bun.CryptoHasher("sha256");
  // A stream of the file would take as much memory as the files that are read at the same time.
  const buffer = takeBuffer();
  await using file = await openFile(path);
  try {
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length);
      if (bytesRead === 0) return hasher.digest("hex");
      hasher.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    releaseBuffer(buffer);
  }
}

function detectFormat(head: Uint8Array): ImageFormat {
  if (head.length === 0) throw new AppError("invalid_request", "The image is empty.");
  const text = Buffer.from(head.subarray(0, SIGNATURE_BYTES)).toString("latin1");
  if (text.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  if (text.startsWith("\xff\xd8\xff")) return "jpeg";
  if (text.startsWith("RIFF") && text.slice(8, 12) === "WEBP") return "webp";
  throw new AppError("invalid_request", "The image must be a PNG, JPEG or WebP file.");
}

/** `Bun.Image` reads the whole file even for its metadata, so it gets only the first part. */
async function readDimensions(
  file: Bun.BunFile,
  { head, sizeBytes }: KnownBytes,
): Promise<Bun.Image.Metadata> {
  const readOf = (bytes: Uint8Array) => open(bytes).metadata();
  if (sizeBytes <= head.length) return withImageErrors(() => readOf(head));
  return readOf(head)
    .catch(async () => readOf(await file.slice(0, HEAD_BYTES).bytes()))
    .catch(() => withImageErrors(() => open(file).metadata()));
}

function open(input: string | Blob | Uint8Array): Bun.Image {
  return new Bun.Image(input, { maxPixels: MAX_PIXELS });
}

/** Runs a step of `Bun.Image` and maps its errors to `invalid_request`. */
async function withImageErrors<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    if (code === "ERR_IMAGE_TOO_MANY_PIXELS") throw toTooLargeError(cause);
    if (UNREADABLE.has(code)) throw toUnreadableError(cause);
    throw cause;
  }
}

function toTooLargeError(cause?: unknown): AppError {
  const limit = "at most 64 megapixels and edges of at most 16384 pixels";
  return new AppError("invalid_request", `The image is too large. Images can have ${limit}.`, {
    cause,
  });
}

function toUnreadableError(cause?: unknown): AppError {
  return new AppError("invalid_request", "The image is damaged and cannot be read.", { cause });
}
