import { link, readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { z } from "zod";
import type { Context } from "../../app/context.ts";
import type { ProviderOutcome } from "../../providers/provider.ts";

/** What a provider has answered with images, which it was paid for. */
export type Delivered = Extract<ProviderOutcome, { kind: "images" }>;

const RECORD = "delivered.json";

// Written by `recordDelivered` alone; a process that is killed may leave half of it.
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

/** What the scratch folders of a generation's attempts are named by. */
export function attemptName(generationId: string): string {
  return `attempt-${generationId}`;
}

/** Writes beside the images what they are, so that a later attempt can store them. */
export async function recordDelivered(folder: string, outcome: Delivered): Promise<void> {
  const { images, ...details } = outcome;
  const named = images.map(({ path, ...image }) => ({ ...image, name: basename(path) }));
  await Bun.write(join(folder, RECORD), JSON.stringify({ images: named, details }));
}

/** Whether a scratch folder holds images that were paid for. */
export function isDelivered(folder: string): Promise<boolean> {
  return Bun.file(join(folder, RECORD)).exists();
}

/**
 * Finds the images of an attempt on this machine that ended before it could store them, and puts
 * them into `folder`. Undefined where there is none.
 */
export async function findDelivered(
  ctx: Context,
  generationId: string,
  folder: string,
): Promise<Delivered | undefined> {
  const scratch = join(ctx.config.dataDir, "tmp");
  for (const name of await readdir(scratch)) {
    const source = join(scratch, name);
    if (!name.startsWith(attemptName(generationId)) || source === folder) continue;
    const found = await take(source, folder).catch(() => undefined);
    if (found !== undefined) return found;
  }
  return undefined;
}

// A second name, because the process that made the first one may still be about to remove it.
async function take(source: string, folder: string): Promise<Delivered> {
  const { images, details } = recordSchema.parse(await Bun.file(join(source, RECORD)).json());
  const taken = await Promise.all(
    images.map(async ({ name, ...image }, index) => {
      const path = join(folder, `delivered-${index}`);
      await link(join(source, basename(name)), path);
      return { ...image, path };
    }),
  );
  // The other members are as the provider told them.
  return { ...details, kind: "images", images: taken } as Delivered;
}
