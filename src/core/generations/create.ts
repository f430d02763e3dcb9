import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";
import * as modelCache from "../models/model-cache.ts";
import { checkPrompt } from "../moderation/moderation.ts";
import type { ClaimedUpload } from "../media/uploads.ts";
import { type Accepted, acceptGeneration, checkAcceptance, createGenerationId } from "./accept.ts";
import { recordWait } from "./local-worker.ts";
import { deleteInputs, storeInputs, type ReceivedImage, verifyInputs } from "./inputs.ts";
import { isAcceptanceUnknown, settleUnconfirmed } from "./unconfirmed-create.ts";
import type { Submission } from "./submission.ts";
import { isServed } from "../models/usable-providers.ts";

// The model is served again only after an operator has acted.
const RETRY_SECONDS = 60;

/** A request in the core's terms, with its input images. */
export type CreateGeneration = Omit<Submission, "id" | "inputs" | "uploadIds"> & {
  /** Input images that were sent with the request. */
  received: ReceivedImage[];
  /** Input images that were uploaded before. They are kept if the request fails. */
  uploads?: ClaimedUpload[];
};

/**
 * Creates a generation: verifies and stores its inputs, then accepts it. Throws the errors of
 * `checkPrompt`, `storeInputs` and `acceptGeneration`, and `unavailable` if no provider can serve the
 * model or the process is paused. Stored inputs are removed after a rejection and after a replay. If the
 * database does not confirm whether it accepted the request, it is asked until the client disconnects or
 * SYNC_WAIT_SECONDS have passed; then this throws `unavailable` with the id, and the generation is canceled
 * unless the request has an idempotency key.
 */
export async function submitGeneration(ctx: Context, wanted: CreateGeneration): Promise<Accepted> {
  const { received, uploads = [], ...submission } = wanted;
  using _wait = recordWait(ctx, wanted);
  await checkPrompt(ctx, wanted.caller, wanted.request.prompt);
  const id = createGenerationId();
  const verified = await verifyInputs(id, received);
  const inputs = [
    ...verified.map(({ input }) => input),
    ...uploads.map(({ uploadId: _uploadId, ...input }) => input),
  ];
  const uploadIds = uploads.map((upload) => upload.uploadId);
  // Checked first, so that nothing is stored for a rejected or repeated request.
  const earlier =
    verified.length > 0 ? await checkAcceptance(ctx, { ...submission, inputs }) : undefined;
  if (earlier !== undefined) return earlier;
  const storedInputs = await storeInputs(ctx, id, verified);
  try {
    const accepted = await acceptServed(ctx, { ...submission, id, inputs, uploadIds });
    if (accepted.replayed) await deleteInputs(ctx, storedInputs);
    return accepted;
  } catch (error) {
    // An accepted generation needs its inputs, so only a certain rejection removes them.
    if (isAcceptanceUnknown(error)) {
      const { caller, idempotencyKey } = submission;
      const doubtful = { id, accountId: caller.accountId, idempotencyKey, storedInputs };
      throw settleUnconfirmed(ctx, doubtful, error);
    }
    if (error instanceof AppError) await deleteInputs(ctx, storedInputs);
    throw error;
  }
}

// A request that repeats an earlier one gets its result even while no new one is accepted.
async function acceptServed(ctx: Context, submission: Submission): Promise<Accepted> {
  const refusal = await findRefusal(ctx, submission);
  if (refusal === undefined) return acceptGeneration(ctx, submission);
  const earlier = await checkAcceptance(ctx, submission);
  if (earlier !== undefined) return earlier;
  const details = { retryAfterSeconds: RETRY_SECONDS };
  throw new AppError("unavailable", `${refusal} Try again later.`, { details });
}

/** Returns why no new generation of this model is accepted, or undefined. */
async function findRefusal(ctx: Context, { request }: Submission): Promise<string | undefined> {
  if (ctx.workerStatus.pauseReasons().includes("operator"))
    return "The service is paused for maintenance.";
  const model = await modelCache.findCachedModel(ctx.db, request.model);
  if (model === undefined || isServed(ctx, model.routeProviders)) return undefined;
  return "No provider of this model is available.";
}
