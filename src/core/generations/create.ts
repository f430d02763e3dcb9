import type { Context } from "../../context.ts";
import { type Accepted, accept, newId, type Submission } from "./accept.ts";
import { dropInputs, keepInputs, type ReceivedImage } from "./inputs.ts";

/** A request as a dialect has translated it, with the pictures that came along. */
export type Order = Omit<Submission, "id" | "inputs"> & { received: ReceivedImage[] };

/**
 * Creates a generation: keeps its inputs, then accepts it. Throws what `keepInputs` and `accept`
 * throw; then, and where an earlier equal request is answered, nothing is left behind.
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
    await dropInputs(ctx, inputs);
    throw error;
  }
}
