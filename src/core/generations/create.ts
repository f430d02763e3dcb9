import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import type { ClaimedUpload } from "../uploads.ts";
import { type Accepted, accept, newId, type Submission } from "./accept.ts";
import { dropInputs, keepInputs, type ReceivedImage } from "./inputs.ts";

/** A request as a dialect has translated it, with the pictures it works on. */
export type Order = Omit<Submission, "id" | "inputs" | "uploadIds"> & {
  /** Those that came along with it. */
  received: ReceivedImage[];
  /** Those that were uploaded before; they stay whatever becomes of the request. */
  uploads?: ClaimedUpload[];
};

/**
 * Creates a generation: keeps its inputs, then accepts it. Throws what `keepInputs` and `accept`
 * throw; after a refusal, and where an earlier equal request is answered, nothing is left behind.
 */
export async function create(ctx: Context, order: Order): Promise<Accepted> {
  const { received, uploads = [], ...submission } = order;
  const id = newId();
  const kept = await keepInputs(ctx, id, received);
  const inputs = [...kept, ...uploads.map(({ uploadId: _uploadId, ...input }) => input)];
  const uploadIds = uploads.map((upload) => upload.uploadId);
  try {
    const accepted = await accept(ctx, { ...submission, id, inputs, uploadIds });
    if (accepted.replayed) await dropInputs(ctx, kept);
    return accepted;
  } catch (error) {
    // Any other error may have hidden an acceptance, and what was accepted needs its inputs.
    if (error instanceof AppError) await dropInputs(ctx, kept);
    throw error;
  }
}
