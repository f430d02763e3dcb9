import * as queries from "../../../generated/queries/generations.ts";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";
import { toNotFoundError } from "../../foundation/ids.ts";
import type { Actor } from "../audit/actor.ts";
import { type Generation, loadGeneration } from "./find.ts";
import { getOperatorGeneration } from "./operator-generations.ts";

/**
 * Requests the cancel of a generation and returns its current state. A generation for which no provider was
 * called is canceled at once and costs nothing. If a call is running, its worker aborts it; images that
 * have arrived by then are delivered and charged. A finished generation does not change. Throws
 * `not_found`.
 */
export async function requestCancel(
  ctx: Context,
  accountId: string,
  id: string,
): Promise<Generation> {
  const generation = await loadGeneration(ctx, accountId, id);
  const [row] = await queries.cancelGeneration.run({ id: generation.id, accountId }, ctx.db);
  ctx.log.info("generation_canceled", { generationId: generation.id, outcome: row?.outcome });
  if (row?.outcome === "canceled") countCanceled(ctx, generation, generation.quotedCredits);
  return loadGeneration(ctx, accountId, generation.id);
}

/**
 * Cancels a generation of any account and writes an audit entry. Returns "canceled", or "requested" if its
 * worker was asked to abort it. Throws `not_found`, and `conflict` if it has finished.
 */
export async function cancelForOperator(
  ctx: Context,
  generationId: string,
  actor: Actor,
): Promise<"canceled" | "requested"> {
  const { generation } = await getOperatorGeneration(ctx, generationId);
  const [row] = await queries.adminCancelGeneration.run({ ...actor, generationId }, ctx.db);
  const outcome = row?.outcome ?? undefined;
  if (outcome === undefined) throw toNotFoundError();
  if (outcome === "already") throw new AppError("conflict", "The generation has already finished.");
  if (outcome === "canceled") countCanceled(ctx, generation, generation.heldCredits);
  return outcome;
}

// The worker that ends a call counts the other generations.
function countCanceled(
  ctx: Context,
  { dialect, model }: { dialect: string; model: string },
  released: number,
): void {
  const ended = { status: "canceled", runSeconds: undefined, captured: 0, released };
  ctx.metrics.recordFinished({ dialect, model, ...ended });
}

/** Watches for a cancel request while a worker runs the generation. */
interface CancelWatch {
  /** Aborts when a cancel was requested. */
  signal: AbortSignal;
  stop(): void;
}

/** Watches until `stop` is called. */
export function watchCancel(ctx: Context, generationId: string): CancelWatch {
  const canceled = new AbortController();
  const done = new AbortController();

  async function listen(): Promise<void> {
    while (!canceled.signal.aborted) {
      await ctx.canceled.next(generationId, done.signal);
      if (await isRequested()) canceled.abort(new Error("the generation was canceled"));
    }
  }

  // After a failed read the next poll follows within seconds.
  async function isRequested(): Promise<boolean> {
    try {
      const [row] = await queries.findCancelRequest.run({ id: generationId }, ctx.db);
      return row?.requested ?? false;
    } catch (cause) {
      ctx.log.warn("cancel_request_read_failed", { generationId, cause });
      return false;
    }
  }

  // `next` only rejects after `stop`.
  listen().catch(() => undefined);
  return { signal: canceled.signal, stop: () => done.abort() };
}
