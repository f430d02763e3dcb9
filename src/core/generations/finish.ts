import * as queries from "../../../generated/queries/generations.ts";
import type { Context } from "../../app/context.ts";
import { reportSuspension } from "../moderation/moderation.ts";
import { type Claim, type Claimed, toClaimed, type Worker } from "./claim.ts";
import { type Ending, toSuccess } from "./ending.ts";
import { type Finish, type FinishRow, type NextRun, sendFinish } from "./finish-statement.ts";
import type { StoredImage } from "./store-images.ts";

/** Whether a generation was finished, had finished before, or the claim was lost. */
export type FinishOutcome = queries.finish_outcome;

/** The result of a finishing statement. */
interface Finished {
  outcome: FinishOutcome;
  /** When the generation finished. Null if it has not. */
  finishedAt: Date | null;
  /** The claim of the next generation. Null if there was none. Undefined if none was wanted. */
  next?: Claimed | null;
}

/**
 * Finishes a generation, in a statement that is shared with others that wait. Nothing has changed unless the
 * outcome is "finished". For `next`, the statement also claims the generation that starts next.
 */
export function finishGeneration(
  ctx: Context,
  { worker, held, next }: { worker: Worker; held: Claim; next?: NextRun | undefined },
  ending: Ending,
): Promise<Finished> {
  const { workerId, number: claim, attemptId, provider, isDirect } = held;
  const attempt = { id: attemptId, provider, ...ending.attempt };
  const { id, accountId } = held.generation;
  return finish(ctx, { id, accountId, ending, attempt, worker, workerId, claim, isDirect, next });
}

/** Fails an unfinished generation after its deadline, regardless of its worker. */
export function failOverdue(ctx: Context, generationId: string): Promise<Finished> {
  const ending: Omit<Ending, "attempt"> = {
    status: "failed",
    images: [],
    errorCode: "generation_failed",
    errorMessage: "Image generation took too long. Nothing was charged.",
    isOurFault: true,
  };
  return finish(ctx, { id: generationId, ending });
}

/** Finishes an unfinished generation, regardless of its worker, with images that were found in storage. */
export function finishOverdue(
  ctx: Context,
  generationId: string,
  found: { images: StoredImage[]; attempt: { id: string; provider: string | undefined } },
): Promise<Finished> {
  const ending = toSuccess(found.images, { outcome: "images", message: "found in storage" });
  const attempt = { ...found.attempt, ...ending.attempt };
  return finish(ctx, { id: generationId, ending, attempt });
}

async function finish(ctx: Context, wanted: Finish): Promise<Finished> {
  const { id, ending, isDirect = false } = wanted;
  const endsAt = performance.now() + 1000 * (wanted.next?.runSeconds ?? 0);
  const row = await sendFinish(ctx, wanted);
  const isFinished = row?.outcome === "finished";
  // Requests that wait for a direct run get its result first.
  if (!isDirect || !isFinished) ctx.finished.publish(id);
  if (isFinished) countFinished(ctx, ending, row);
  if (isFinished && ending.status === "blocked") await reportSuspension(ctx, id);
  const next = row?.next && toClaimed(ctx, row.next.row, { workerId: row.next.workerId, endsAt });
  const { outcome = "already", finishedAt = null } = row ?? {};
  return { outcome, finishedAt, ...(next !== undefined && { next }) };
}

function countFinished(ctx: Context, { status, images }: Finish["ending"], row: FinishRow): void {
  const { dialect, model, unitCredits, n, runSeconds } = row;
  ctx.metrics.recordFinished({
    dialect,
    model,
    status,
    runSeconds: runSeconds ?? undefined,
    captured: images.length * unitCredits,
    released: (n - images.length) * unitCredits,
  });
}
