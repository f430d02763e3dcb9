import { link, readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { z } from "zod";
import type { Context } from "../../app/context.ts";
import type { ClaimedGeneration } from "./claim.ts";
import type { LocalImage, ProviderOutcome } from "../../providers/provider.ts";
import { isAbsent } from "../../storage/file-errors.ts";
import { isTruncatedJpeg } from "../media/truncated-jpeg.ts";

/** A provider's response with images, which was paid for. */
export type Delivered = Extract<ProviderOutcome, { kind: "images" }>;

const RECORD = "delivered.json";

// Only `recordDelivered` writes this file. A killed process can leave it incomplete.
const recordSchema = z.object({
  images: z.array(
    z.object({
      name: z.string(),
      contentType: z.enum(["image/png", "image/jpeg", "image/webp"]),
      sizeBytes: z.number(),
    }),
  ),
  details: z.record(z.string(), z.unknown()),
});

/** Prefix of the temporary directories of a generation's attempts. */
export function attemptName(generationId: string): string {
  return `attempt-${generationId}`;
}

/** Returns whether the directory of an attempt can hold previews, which have the names of images. */
export function canHavePreviews({ options }: Pick<ClaimedGeneration, "options">): boolean {
  return (options.partialImages ?? 0) > 0;
}

/** Writes the metadata of the images into their directory, so that a later attempt can store them. */
export async function recordDelivered(folder: string, outcome: Delivered): Promise<void> {
  const { images, ...details } = outcome;
  const named = images.map(({ path, contentType, sizeBytes }) => ({
    name: basename(path),
    contentType,
    sizeBytes,
  }));
  await Bun.write(join(folder, RECORD), JSON.stringify({ images: named, details }));
}

/** Returns whether a temporary directory holds images that were paid for. */
export function isDelivered(folder: string): Promise<boolean> {
  return Bun.file(join(folder, RECORD)).exists();
}

/**
 * Finds images of an attempt on this machine that ended before it could store them, and links them into
 * `folder`. Without a record, which is not written where storing takes no longer, they are found by their
 * names; their usage is lost, so the spend is unknown. Returns undefined if there are none.
 */
export async function findDelivered(
  ctx: Context,
  generation: Pick<ClaimedGeneration, "id" | "n" | "options">,
  folder: string,
): Promise<Delivered | undefined> {
  const tempDir = join(ctx.config.dataDir, "tmp");
  for (const name of await readdir(tempDir)) {
    const source = join(tempDir, name);
    if (!name.startsWith(attemptName(generation.id)) || source === folder) continue;
    const found = await linkDelivered(source, folder).catch(() =>
      linkUnrecorded(source, folder, generation).catch(() => undefined),
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

// Hard links, because the process that created the files may still remove them.
async function linkDelivered(source: string, folder: string): Promise<Delivered> {
  const { images, details } = recordSchema.parse(await Bun.file(join(source, RECORD)).json());
  const linked = await Promise.all(
    images.map(async ({ name, ...image }, index) => {
      const path = join(folder, `delivered-${index}`);
      await link(join(source, basename(name)), path);
      return { ...image, path };
    }),
  );
  // The other members are those of the provider's response.
  return { ...details, kind: "images", images: linked } as Delivered;
}

// Storing detects images that are invalid, and incomplete ones in other formats than JPEG.
async function linkUnrecorded(
  source: string,
  folder: string,
  generation: Pick<ClaimedGeneration, "n" | "options">,
): Promise<Delivered | undefined> {
  if (canHavePreviews(generation)) return undefined;
  // The crash may have come before the last images of the response.
  const images = await Promise.all(
    Array.from({ length: generation.n }, (_, index) =>
      linkComplete(join(source, `image-${index}`), join(folder, `delivered-${index}`)),
    ),
  );
  const complete = images.filter((image) => image !== undefined);
  if (complete.length === 0) return undefined;
  return { kind: "images", images: complete, spendUnknown: true };
}

/** Links an image. Returns undefined if it is absent or incomplete. */
async function linkComplete(source: string, path: string): Promise<LocalImage | undefined> {
  try {
    await link(source, path);
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
  if (await isTruncatedJpeg(path)) return undefined;
  const { size: sizeBytes } = await stat(path);
  return { path, contentType: "image/png", sizeBytes };
}
