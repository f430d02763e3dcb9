import * as queries from "../../../generated/queries/generations.ts";
import type { Context } from "../../app/context.ts";
import { removeUnneeded } from "../media/unneeded-objects.ts";
import type { Claim } from "./claim.ts";
import type { Ending } from "./ending.ts";
import type { FinishOutcome } from "./finish.ts";
import { listStorageKeys } from "./store-images.ts";

/**
 * Removes stored images that were not delivered with the finished generation. `outcome` is the result of
 * `finishGeneration`. Never rejects.
 */
export async function removeUndelivered(
  ctx: Context,
  held: Claim,
  { ending, outcome }: { ending: Ending; outcome: FinishOutcome },
): Promise<void> {
  const { generation } = held;
  const stored = ending.images.flatMap(({ storageKey, webpKey = storageKey }) => [
    storageKey,
    webpKey,
  ]);
  // A paid but undelivered attempt, or an earlier worker, may have stored further images.
  const mayHaveMore = held.number > 1 || ending.attempt.outcome === "images";
  if (outcome === "finished" && (stored.length > 0 || !mayHaveMore)) return;
  try {
    // No row while the generation is unfinished: the worker with the claim then uses the stored images.
    const [row] = await queries.findDelivered.run({ id: generation.id }, ctx.db);
    if (row === undefined) return;
    const keys = outcome === "finished" ? listStorageKeys(generation) : stored;
    const undelivered = keys.filter((key) => !row.keys.includes(key));
    await removeUnneeded(ctx, [...new Set(undelivered)]);
  } catch (cause) {
    ctx.log.warn("undelivered_not_removed", { generationId: generation.id, cause });
  }
}
