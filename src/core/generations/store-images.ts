import { stat } from "node:fs/promises";
import type { Context } from "../../app/context.ts";
import type { LocalImage } from "../../providers/provider.ts";
import * as images from "../media/images.ts";
import type { ClaimedGeneration } from "./claim.ts";
import { untilStored } from "./retry-storing.ts";

/** What storing needs to know of a generation. */
export type StoredGeneration = Pick<ClaimedGeneration, "id" | "n" | "options">;

/** A picture under its deterministic key. */
export interface StoredImage {
  /** Where it lies until the attempt is over. */
  path: string;
  position: number;
  storageKey: string;
  webpKey?: string;
  contentType: string;
  width: number;
  height: number;
  sizeBytes: number;
  /** Left out where it is still to be made, which takes decoding the picture. */
  placeholder?: string;
}

/** What a provider has delivered, and until when the storage may fail. */
export interface Delivery {
  images: LocalImage[];
  /** Storing is repeated until it succeeds or this aborts. */
  until: AbortSignal;
}

/**
 * Stores what the provider delivered, at most n pictures. What is not a picture does not count.
 * Throws where the storage has not taken them when `delivery.until` aborts.
 */
export async function storeImages(
  ctx: Context,
  generation: StoredGeneration,
  delivery: Delivery,
): Promise<StoredImage[]> {
  const inTurn = sequential();
  const { until } = delivery;
  const stored = await Promise.all(
    delivery.images
      .slice(0, generation.n)
      .map(({ path }, position) => storeOne(ctx, generation, { path, position, inTurn, until })),
  );
  return stored.filter((image) => image !== undefined);
}

interface Delivered {
  path: string;
  position: number;
  inTurn: OneByOne;
  until: AbortSignal;
}

// An image that breaks off midway is found out here, before it is stored: under its key may be a
// whole one by now, which another worker has delivered.
async function storeOne(
  ctx: Context,
  generation: StoredGeneration,
  { path, position, inTurn, until }: Delivered,
): Promise<StoredImage | undefined> {
  const facts = await images.inspectImage(path).catch(broken);
  if (facts === undefined) return undefined;
  const { format, contentType, width, height, sizeBytes } = facts;
  const proof = await inTurn(() => images.assertDecodable(path, format)).catch(broken);
  if (proof === undefined) return undefined;
  const storageKey = toStorageKey(generation.id, position, images.EXTENSIONS[format]);
  await put(ctx, storageKey, { path, contentType, until });
  const stored = { path, position, storageKey, contentType, width, height, sizeBytes, ...proof };
  if (!generation.options.webp) return stored;
  const webp = { path, position, format, until };
  return { ...stored, webpKey: await storeWebp(ctx, generation.id, webp) };

  function broken(cause: unknown): undefined {
    ctx.log.warn("invalid_image", { generationId: generation.id, position, cause });
  }
}

type OneByOne = <Out>(work: () => Promise<Out>) => Promise<Out>;

/** One at a time, because each decoded picture takes its pixels' size in memory. */
function sequential(): OneByOne {
  let turn: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  };
}

async function storeWebp(
  ctx: Context,
  id: string,
  image: Pick<Delivered, "path" | "position" | "until"> & { format: images.ImageFormat },
): Promise<string> {
  const key = toStorageKey(id, image.position, "webp");
  if (image.format === "webp") return key;
  const path = `${image.path}.webp`;
  await untilStored(ctx, image.until, () => images.toWebp(image.path, path));
  await put(ctx, key, { path, contentType: "image/webp", until: image.until });
  return key;
}

/** Finds pictures that a worker stored before it died. */
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

/** Every key that an image of a generation may have. */
export function keysOf({ id, n }: Pick<ClaimedGeneration, "id" | "n">): string[] {
  const positions = Array.from({ length: n }, (_, position) => position);
  const extensions = Object.values(images.EXTENSIONS);
  return positions.flatMap((position) =>
    extensions.map((extension) => toStorageKey(id, position, extension)),
  );
}

function toStorageKey(generationId: string, position: number, extension: string): string {
  return `generations/${generationId}/${position}.${extension}`;
}

/** Puts a file that may have been put before by a try whose answer was lost. */
function put(
  ctx: Context,
  key: string,
  { path, contentType, until }: { path: string; contentType: string; until: AbortSignal },
): Promise<void> {
  let tries = 0;
  return untilStored(ctx, until, async () => {
    if (tries++ > 0 && (await isThere(ctx, key, path))) return;
    await ctx.storage.put(key, path, contentType);
  });
}

async function isThere(ctx: Context, key: string, path: string): Promise<boolean> {
  const [found, { size }] = await Promise.all([ctx.storage.find(key), stat(path)]);
  return found?.sizeBytes === size;
}
