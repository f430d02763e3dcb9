import type { Context } from "../../app/context.ts";
import type { Claim, ClaimedGeneration } from "./claim.ts";
import { type Ending, toSuccess } from "./ending.ts";
import { findStoredImages, listStorageKeys, type StoredImage } from "./store-images.ts";

// A database that was restored is behind the storage: a provider was paid for images of which it knows
// nothing. What a restore brings back is older than this; most generations start before and are not checked.
const CHECKED_AFTER_SECONDS = 60;

/**
 * Returns how a generation ends whose images are in the storage although no call is on record, as after the
 * restore of a database. Returns undefined if a provider has to be called. Throws if the storage does not
 * respond.
 */
export async function findEarlierEnding(
  ctx: Context,
  held: Claim,
  where: { folder: string; until: AbortSignal },
): Promise<Ending | undefined> {
  if (held.queuedSeconds < CHECKED_AFTER_SECONDS) return undefined;
  const stored = await findEarlierImages(ctx, held.generation, where);
  const isFree = ctx.providers.get(held.provider)?.repeatable === true;
  const isComplete = stored.length === held.generation.n;
  if (stored.length === 0 || (isFree && !isComplete)) return undefined;
  ctx.log.warn("earlier_images_found", { generationId: held.generation.id, images: stored.length });
  return toSuccess(stored, { outcome: "images", message: "found in storage" });
}

/** Returns the images of a generation that are in the storage. Costs little if there are none. */
export async function findEarlierImages(
  ctx: Context,
  generation: Pick<ClaimedGeneration, "id" | "n" | "options">,
  where: { folder: string; until: AbortSignal },
): Promise<StoredImage[]> {
  const found = await Promise.all(listStorageKeys(generation).map((key) => ctx.storage.find(key)));
  return found.some(Boolean) ? findStoredImages(ctx, generation, where) : [];
}
