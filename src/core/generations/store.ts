import { stat } from "node:fs/promises";
import type { Context } from "../../context.ts";
import type { LocalImage } from "../../providers/provider.ts";
import * as images from "../images.ts";
import type { ClaimedGeneration } from "./claim.ts";

const PUT_TRIES = 3;

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

/**
 * Stores what the provider delivered, at most n pictures. What is not a picture does not count.
 * Throws where the storage does not take them.
 */
export async function store(
  ctx: Context,
  generation: ClaimedGeneration,
  delivered: LocalImage[],
): Promise<StoredImage[]> {
  const inTurn = oneByOne();
  const stored = await Promise.all(
    delivered
      .slice(0, generation.n)
      .map(({ path }, position) => storeOne(ctx, generation, { path, position, inTurn })),
  );
  return stored.filter((image) => image !== undefined);
}

interface Delivered {
  path: string;
  position: number;
  inTurn: OneByOne;
}

// A picture that breaks off midway is found out here. It is proven while it goes to the disk; what
// turns out broken is taken out of the store again.
async function storeOne(
  ctx: Context,
  generation: ClaimedGeneration,
  { path, position, inTurn }: Delivered,
): Promise<StoredImage | undefined> {
  const facts = await images.inspect(path).catch(broken);
  if (facts === undefined) return undefined;
  const { format, contentType, width, height, sizeBytes } = facts;
  const storageKey = keyOf(generation.id, position, images.EXTENSIONS[format]);
  const [proof] = await Promise.all([
    inTurn(() => images.prove(path, format)).catch(broken),
    put(ctx, storageKey, { path, contentType }),
  ]);
  if (proof === undefined) {
    await ctx.storage.remove([storageKey]);
    return undefined;
  }
  const stored = { path, position, storageKey, contentType, width, height, sizeBytes, ...proof };
  if (!generation.options.webp) return stored;
  return { ...stored, webpKey: await storeWebp(ctx, generation.id, { path, position, format }) };

  function broken(cause: unknown): undefined {
    ctx.log.warn("not_a_picture", { generationId: generation.id, position, cause });
  }
}

type OneByOne = <Out>(work: () => Promise<Out>) => Promise<Out>;

/** One at a time, because each decoded picture takes its pixels' size in memory. */
function oneByOne(): OneByOne {
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
  image: { path: string; position: number; format: images.ImageFormat },
): Promise<string> {
  const key = keyOf(id, image.position, "webp");
  if (image.format === "webp") return key;
  const path = `${image.path}.webp`;
  await images.toWebp(image.path, path);
  await put(ctx, key, { path, contentType: "image/webp" });
  return key;
}

/** Finds pictures that a worker stored before it died. */
export async function findStored(
  ctx: Context,
  generation: ClaimedGeneration,
  folder: string,
): Promise<StoredImage[]> {
  const found: LocalImage[] = [];
  for (let position = 0; position < generation.n; position++) {
    for (const extension of Object.values(images.EXTENSIONS)) {
      const path = `${folder}/stored-${position}.${extension}`;
      const object = await ctx.storage.fetchTo(keyOf(generation.id, position, extension), path);
      if (object === undefined) continue;
      found.push({ path, contentType: "image/png", sizeBytes: (await stat(path)).size });
      break;
    }
  }
  return found.length === 0 ? [] : store(ctx, generation, found);
}

function keyOf(generationId: string, position: number, extension: string): string {
  return `generations/${generationId}/${position}.${extension}`;
}

async function put(
  ctx: Context,
  key: string,
  file: { path: string; contentType: string },
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ctx.storage.put(key, file.path, file.contentType);
    } catch (error) {
      if (attempt === PUT_TRIES) throw error;
      await Bun.sleep(250 * 2 ** attempt);
    }
  }
}
