import type { Context } from "../../app/context.ts";
import { isOutcomeUnknown } from "../../database/outage.ts";
import { AppError } from "../../foundation/errors.ts";
import * as keptModels from "../models/model-cache.ts";
import { checkPrompt } from "../moderation/moderation.ts";
import type { ClaimedUpload } from "../media/uploads.ts";
import {
  type Accepted,
  acceptGeneration,
  checkAcceptance,
  newId,
  type Submission,
} from "./accept.ts";
import { deleteInputs, storeInputs, type ReceivedImage, verifyInputs } from "./inputs.ts";
import { isUnavailable, unknownAcceptance, withdraw } from "./unconfirmed-create.ts";
import { isServed } from "../models/usable-providers.ts";

// An operator has to act before the model is served again.
const RETRY_SECONDS = 60;

/** A request as a dialect has translated it, with the pictures it works on. */
export type CreateGeneration = Omit<Submission, "id" | "inputs" | "uploadIds"> & {
  /** Those that came along with it. */
  received: ReceivedImage[];
  /** Those that were uploaded before; they stay whatever becomes of the request. */
  uploads?: ClaimedUpload[];
};

/**
 * Creates a generation: verifies and keeps its inputs, then accepts it. Throws what `checkPrompt`,
 * `keepInputs` and `accept` throw, and `unavailable` where no provider may serve the model. After a
 * refusal, and where an earlier equal request is answered, nothing is left behind. Where the database
 * does not say whether it accepted, it is asked until the caller is gone or SYNC_WAIT_SECONDS are over;
 * then this throws `unavailable` with the id, and the generation is canceled.
 */
export async function submitGeneration(ctx: Context, order: CreateGeneration): Promise<Accepted> {
  const { received, uploads = [], ...submission } = order;
  await checkPrompt(ctx, order.request.prompt);
  const id = newId();
  const verified = await verifyInputs(id, received);
  const inputs = [
    ...verified.map(({ input }) => input),
    ...uploads.map(({ uploadId: _uploadId, ...input }) => input),
  ];
  const uploadIds = uploads.map((upload) => upload.uploadId);
  // What would be refused, or is answered already, has nothing stored.
  const earlier =
    verified.length > 0 ? await checkAcceptance(ctx, { ...submission, inputs }) : undefined;
  if (earlier !== undefined) return earlier;
  const kept = await storeInputs(ctx, verified);
  try {
    const accepted = await acceptServed(ctx, { ...submission, id, inputs, uploadIds });
    if (accepted.replayed) await deleteInputs(ctx, kept);
    return accepted;
  } catch (error) {
    // What was accepted needs its inputs: only a certain rejection removes them.
    if (isUnavailable(error) && isOutcomeUnknown(error)) {
      const { accountId } = submission.caller;
      withdraw(ctx, { id, accountId, kept }).catch((cause: unknown) =>
        ctx.log.error("generation_not_withdrawn", { generationId: id, accountId, cause }),
      );
      throw unknownAcceptance(error, id);
    }
    if (error instanceof AppError) await deleteInputs(ctx, kept);
    throw error;
  }
}

// A request that repeats an earlier one is answered also while no provider may serve a new one.
async function acceptServed(ctx: Context, submission: Submission): Promise<Accepted> {
  const model = await keptModels.findCachedModel(ctx.db, submission.request.model);
  if (model === undefined || isServed(ctx, model.routeProviders))
    return acceptGeneration(ctx, submission);
  const earlier = await checkAcceptance(ctx, submission);
  if (earlier !== undefined) return earlier;
  throw new AppError("unavailable", "No provider of this model is available. Try again later.", {
    details: { retryAfterSeconds: RETRY_SECONDS },
  });
}
