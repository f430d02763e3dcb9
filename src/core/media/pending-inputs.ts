import * as queries from "../../../generated/queries/pending-inputs.ts";
import type { Context } from "../../app/context.ts";
import { removeStored } from "./removal.ts";

// Longer than any request takes from its first input image to its acceptance.
const GRACE_SECONDS = 6 * 3_600;
const CLEANUP_BATCH_SIZE = 500;

/**
 * Records input images that are about to be stored, so that the cleanup finds them if this process ends
 * before they are needed. `ownerId` is the id of the generation that is to be accepted with them, or of
 * the upload of which they are copies.
 */
export async function addPendingInputs(
  ctx: Context,
  ownerId: string,
  storageKeys: string[],
): Promise<void> {
  await queries.addPendingInputs.run({ ownerId, storageKeys }, ctx.db);
}

/** Removes input images that no generation or upload needs. Returns how many records were deleted. */
export function cleanUpPendingInputs(ctx: Context): Promise<number> {
  return removeStored(ctx, {
    step: "pendingInputs",
    list: (exceptIds) =>
      queries.listPendingInputs.run(
        { graceSeconds: GRACE_SECONDS, limit: CLEANUP_BATCH_SIZE, exceptIds },
        ctx.db,
      ),
    keysOf: ({ id, isAbandoned }) => (isAbandoned ? [id] : []),
    forget: (storageKeys) => queries.deletePendingInputs.run({ storageKeys }, ctx.db),
  });
}
