import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { type Accepted, accept, newId, type Submission } from "./accept.ts";
import { dropInputs, keepInputs, type ReceivedImage } from "./inputs.ts";

/** A request as a dialect has translated it, with the pictures that came along. */
export type Order = Omit<Submission, "id" | "inputs"> & { received: ReceivedImage[] };

/**
 * Creates a generation: keeps its inputs, then accepts it. Throws what `keepInputs` and `accept`
 * throw; after a refusal, and where an earlier equal request is answered, nothing is left behind.
 */
export async function create(ctx: Context, order: Order): Promise<Accepted> {
  const { received, ...submission } = order;
  const id = newId();
  const inputs = await keepInputs(ctx, id, received);
  try {
    const accepted = await accept(ctx, { ...submission, id, inputs });
    if (accepted.replayed) await dropInputs(ctx, inputs);
    return accepted;
  } catch (error) {
    // Any other error may have hidden an acceptance, and what was accepted needs its inputs.
    if (error instanceof AppError) await dropInputs(ctx, inputs);
    throw error;
  }
}
