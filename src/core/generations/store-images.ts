import { stat } from "node:fs/promises";
import type { Context } from "../../app/context.ts";
import type { KeptBytes } from "../../foundation/kept-bytes.ts";
import type { LocalImage } from "../../providers/provider.ts";
import * as images from "../media/images.ts";
import type { ClaimedGeneration } from "./claim.ts";
import { createSequence, type Sequence } from "../../foundation/sequence.ts";
import { toStoredFile } from "./output-metadata.ts";
import { isTransient, retryStoring } from "./retry-storing.ts";

// Decoding such an image takes less time than a statement that adds its placeholder later.
const SMALL_PIXELS = 65_536;
// No larger than a miniature of it.
const MINIATURE_BYTES = 1024;

/** The members of a generation that storing needs. */
type StoredGeneration = Pick<ClaimedGeneration, "id" | "n" | "options">;

/** An image under its deterministic storage key. */
export interface StoredImage {
  id: string;
  /** Local file, until the attempt ends. */
  path: string;
  /** The content of a small image, if it is in memory. */
  bytes?: Uint8Array | undefined;
  /** Its base64, if it is in memory. */
  base64?: KeptBytes | undefined;
  position: number;
  storageKey: string;
  webpKey?: string;
  contentType: string;
  width: number;
  height: number;
  sizeBytes: number;
  /** Whether its header allows transparent pixels. */
  hasAlpha: boolean;
  /** Undefined until it is computed, which requires decoding the image. */
  placeholder?: string;
}

/** Images of a provider. */
interface Delivery {
  images: LocalImage[];
  /** Storing is retried until it succeeds or this aborts. */
  until: AbortSignal;
  /** Returns whether another worker will store all of them if one could not be stored. Default: false. */
  isContinued?: () => boolean;
}

/**
 * Stores the images of a provider, at most n. Skips invalid images, and those that could not be stored
 * before `delivery.until` aborts. Throws if none could be stored because the storage or the disk fails, or
 * if another worker continues.
 */
export async function storeImages(
  ctx: Context,
  generation: StoredGeneration,
  delivery: Delivery,
): Promise<StoredImage[]> {
  const runSequentially = createSequence();
  const { until, isContinued = () => false } = delivery;
  const results = await Promise.allSettled(
    delivery.images
      .slice(0, generation.n)
      .map((image, position) =>
        storeOne(ctx, generation, { image, position, runSequentially, until }),
      ),
  );
  const fulfilled = results.filter((result) => result.status === "fulfilled");
  const stored = fulfilled.flatMap(({ value }) => value ?? []);
  const failures = results.filter((result) => result.status === "rejected");
  for (const { reason: cause } of failures) {
    if (stored.length === 0 || isContinued()) throw cause;
    ctx.log.error("image_store_failed", { generationId: generation.id, cause });
  }
  return stored;
}

interface Delivered {
  image: LocalImage;
  position: number;
  runSequentially: Sequence;
  until: AbortSignal;
}

// A truncated image is detected before it is stored, because another worker may have stored a complete one
// under the same key.
async function storeOne(
  ctx: Context,
  generation: StoredGeneration,
  { image, position, runSequentially, until }: Delivered,
): Promise<StoredImage | undefined> {
  const { head, sizeBytes: receivedBytes, isIntactPng } = image;
  const known = head && { head, sizeBytes: receivedBytes, isIntactPng };
  const inspect = () => images.inspectImageAlpha(image.path, known);
  const facts = await retryStoring(ctx, until, inspect).catch(skipInvalid);
  if (facts === undefined) return undefined;
  const decodeInTurn = () => runSequentially(() => decode(image, facts));
  const decodeNext = () => retryStoring(ctx, until, decodeInTurn).catch(skipInvalid);
  // An undamaged image is decoded, for its placeholder, while it is stored.
  const early = image.isIntactPng ? {} : await decodeNext();
  if (early === undefined) return undefined;
  const { options } = generation;
  const file = await toStoredFile(ctx, { path: image.path, facts, options, until });
  const { path, format, contentType, width, height, sizeBytes, hasAlpha } = file;
  const storageKey = toStorageKey(generation.id, position, images.EXTENSIONS[format]);
  const storing = put(ctx, storageKey, { path, contentType, until });
  const [decoded] = await Promise.all([image.isIntactPng ? decodeNext() : early, storing]);
  if (decoded === undefined) return undefined;
  const kept = path === image.path ? { bytes: findContent(image), base64: image.base64 } : {};
  const place = { id: crypto.randomUUID(), path, position, storageKey, ...kept };
  const stored = { ...place, contentType, width, height, sizeBytes, hasAlpha, ...decoded };
  if (!generation.options.webp) return stored;
  const webp = { path, position, format, until };
  return { ...stored, webpKey: await storeWebp(ctx, generation.id, webp) };

  function skipInvalid(cause: unknown): undefined {
    // The storage or the disk has failed. The image, which was paid for, may be valid.
    if (isTransient(cause)) throw cause;
    ctx.log.warn("invalid_image", { generationId: generation.id, position, cause });
  }
}

// Verifies that the image can be decoded. A small one gets its placeholder.
async function decode(
  image: LocalImage,
  { format, width, height }: images.ImageFacts,
): Promise<{ placeholder?: string }> {
  const bytes = findContent(image);
  const content = bytes ?? image.path;
  if (image.isIntactPng && bytes !== undefined && bytes.length <= MINIATURE_BYTES)
    return { placeholder: `data:image/png;base64,${bytes.toBase64()}` };
  if (width * height <= SMALL_PIXELS) return { placeholder: await images.placeholder(content) };
  return image.isIntactPng ? {} : images.assertDecodable(image.path, format);
}

/** Returns the bytes of an image if all of them are in memory. */
function findContent({ head, sizeBytes }: LocalImage): Uint8Array | undefined {
  return head?.length === sizeBytes ? head : undefined;
}

async function storeWebp(
  ctx: Context,
  id: string,
  image: { path: string; format: images.ImageFormat } & Pick<Delivered, "position" | "until">,
): Promise<string> {
  const key = toStorageKey(id, image.position, "webp");
  if (image.format === "webp") return key;
  const path = `${image.path}.webp`;
  await retryStoring(ctx, image.until, () => images.toWebp(image.path, path));
  await put(ctx, key, { path, contentType: "image/webp", until: image.until });
  return key;
}

/** Finds images that a worker stored before it died. */
export async function findStoredImages(
  ctx: Context,
  generation: StoredGeneration,
  { folder, until }: { folder: string; until: AbortSignal },
): Promise<StoredImage[]> {
  const found: LocalImage[] = [];
  for (let position = 0; position < generation.n; position++) {
    for (const extension of Object.values(images.EXTENSIONS)) {
      const path = `${folder}/stored-${position}.${extension}`;
      const object = await ctx.storage.fetchTo(
        toStorageKey(generation.id, position, extension),
        path,
      );
      if (object === undefined) continue;
      found.push({ path, contentType: "image/png", sizeBytes: (await stat(path)).size });
      break;
    }
  }
  return found.length === 0 ? [] : storeImages(ctx, generation, { images: found, until });
}

/** Returns every storage key that an image of the generation can have. */
export function listStorageKeys({ id, n }: Pick<ClaimedGeneration, "id" | "n">): string[] {
  const positions = Array.from({ length: n }, (_, position) => position);
  const extensions = Object.values(images.EXTENSIONS);
  return positions.flatMap((position) =>
    extensions.map((extension) => toStorageKey(id, position, extension)),
  );
}

function toStorageKey(generationId: string, position: number, extension: string): string {
  return `generations/${generationId}/${position}.${extension}`;
}

/**
 * Stores a file. A retry does not repeat an upload whose response was lost. On the local disk it does,
 * because no response is lost there, and a file of the same size may not have been flushed.
 */
function put(
  ctx: Context,
  key: string,
  { path, contentType, until }: { path: string; contentType: string; until: AbortSignal },
): Promise<void> {
  let tries = 0;
  return retryStoring(ctx, until, async () => {
    if (tries++ > 0 && !ctx.storage.isLocal && (await isStored(ctx, key, path))) return;
    await ctx.storage.put(key, path, contentType);
  });
}

async function isStored(ctx: Context, key: string, path: string): Promise<boolean> {
  const [found, { size }] = await Promise.all([ctx.storage.find(key), stat(path)]);
  return found?.sizeBytes === size;
}
