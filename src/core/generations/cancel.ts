import * as queries from "../../../generated/queries/generations.ts";
import type { Context } from "../../app/context.ts";
import { type Generation, loadGeneration } from "./find.ts";

/**
 * Calls a generation off and answers it as it is then. What no provider has been asked for ends at
 * once and costs nothing. Where a call is under way its worker breaks it off; pictures that have
 * come by then are delivered and paid for. One that has ended stays as it is. Throws `not_found`.
 */
export async function requestCancel(
  ctx: Context,
  accountId: string,
  id: string,
): Promise<Generation> {
  const known = await loadGeneration(ctx, accountId, id);
  const [row] = await queries.cancelGeneration.run({ id: known.id, accountId }, ctx.db);
  ctx.log.info("generation_canceled", { generationId: known.id, outcome: row?.outcome });
  return loadGeneration(ctx, accountId, known.id);
}

/** A worker's ear for the cancel of the generation it has in hand. */
export interface CancelWatch {
  /** Aborts once the generation has been called off. */
  signal: AbortSignal;
  stop(): void;
}

/** Listens until stopped. */
export function watchCancel(ctx: Context, generationId: string): CancelWatch {
  const canceled = new AbortController();
  const done = new AbortController();

  async function listen(): Promise<void> {
    while (!canceled.signal.aborted) {
      await ctx.canceled.next(generationId, done.signal);
      if (await isRequested()) canceled.abort(new Error("the generation was canceled"));
    }
  }

  // A read that fails says nothing: the next one comes within seconds.
  async function isRequested(): Promise<boolean> {
    try {
      const [row] = await queries.findCancelRequest.run({ id: generationId }, ctx.db);
      return row?.requested ?? false;
    } catch (cause) {
      ctx.log.warn("cancel_undelivered", { generationId, cause });
      return false;
    }
  }

  // Rejects when it is stopped, and for no other reason.
  listen().catch(() => undefined);
  return { signal: canceled.signal, stop: () => done.abort() };
}
