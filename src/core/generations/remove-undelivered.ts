import * as queries from "../../../generated/queries/generations.ts";
import type { Context } from "../../app/context.ts";
import { removeUnneeded } from "../media/unneeded-objects.ts";
import type { Claim } from "./claim.ts";
import type { Ending } from "./finish.ts";
import { keysOf } from "./store-images.ts";

/**
 * Removes images that were stored for a generation which has ended without them. `outcome` is what
 * `finish` has returned. Never rejects.
 */
export async function removeUndelivered(
  ctx: Context,
  held: Claim,
  { ending, outcome }: { ending: Ending; outcome: string },
): Promise<void> {
  const { generation } = held;
  const stored = ending.images.flatMap(({ storageKey, webpKey = storageKey }) => [
    storageKey,
    webpKey,
  ]);
  // One that was paid for without a delivery, or had another worker before, may have stored others.
  const mayHaveMore = held.number > 1 || ending.attempt.outcome === "images";
  if (outcome === "finished" && (stored.length > 0 || !mayHaveMore)) return;
  try {
    // No row while it lives: then whoever has its claim goes on with what is stored.
    const [row] = await queries.findDelivered.run({ id: generation.id }, ctx.db);
    if (row === undefined) return;
    const keys = outcome === "finished" ? keysOf(generation) : stored;
    const undelivered = keys.filter((key) => !row.keys.includes(key));
    await removeUnneeded(ctx, [...new Set(undelivered)]);
  } catch (cause) {
    ctx.log.warn("undelivered_not_removed", { generationId: generation.id, cause });
  }
}
