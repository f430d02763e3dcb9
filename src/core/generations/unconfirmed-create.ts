import * as queries from "../../../generated/queries/generations.ts";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";
import { deleteInputs } from "./inputs.ts";
import type { StoredInput } from "./request.ts";

// Longer than a statement may run on the server: what was sent before an outage has ended by then.
const STATEMENT_MS = 10_000;
const PAUSE_MS = { shortest: 500, longest: 1_500 };

/** Whether the database, or whatever else is needed, is away for now. */
export function isUnavailable(error: unknown): error is AppError {
  return error instanceof AppError && error.code === "unavailable";
}

/** The same error with the id of the generation that the caller may ask for later. */
export function withId(error: AppError, generationId: string): AppError {
  const message =
    `The service is unavailable at the moment. Generation ${generationId} is accepted: ` +
    "ask for it by its id instead of sending the request again.";
  const details = { ...error.details, generationId };
  return new AppError("unavailable", message, { cause: error.cause, details });
}

/** `unavailable` for a request of which nobody knows whether it was accepted; it is then canceled. */
export function unknownAcceptance(error: AppError, generationId: string): AppError {
  const message =
    `The service is unavailable at the moment, and generation ${generationId} may have been ` +
    "accepted. It is canceled as soon as possible: look it up by its id before you try again.";
  const details = { ...error.details, generationId };
  return new AppError("unavailable", message, { cause: error.cause, details });
}

/**
 * Reads something about an accepted generation, again and again while the database is away. Throws
 * `unavailable` with the id once the caller is gone or has waited for SYNC_WAIT_SECONDS.
 */
export async function readThroughOutage<Seen>(
  ctx: Context,
  { id, signal }: { id: string; signal: AbortSignal },
  look: () => Promise<Seen>,
): Promise<Seen> {
  const timeout = AbortSignal.timeout(ctx.config.syncWaitMs);
  const over = AbortSignal.any([signal, ctx.closing, timeout]);
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      if (!(await pause(over))) throw withId(error, id);
    }
  }
}

/** A generation that may have been accepted although its caller was answered `unavailable`. */
export interface Doubtful {
  id: string;
  accountId: string;
  /** The inputs that were stored for it alone. */
  kept: StoredInput[];
}

/**
 * Cancels a generation that may have been accepted, as soon as the database can be asked. If it was not
 * accepted, its inputs are removed. Ends when this process does.
 */
export async function withdraw(ctx: Context, { id, accountId, kept }: Doubtful): Promise<void> {
  let absentSince: number | undefined;
  do {
    const outcome = await queries.cancelGeneration
      .run({ id, accountId }, ctx.db.background)
      .then(([row]) => row?.outcome ?? "absent")
      .catch(() => "unavailable");
    if (outcome === "absent") absentSince ??= performance.now();
    else if (outcome !== "unavailable") {
      ctx.log.warn("generation_withdrawn", { generationId: id, outcome });
      return;
    }
    // The statement that was sent may still run on the server when it can be asked again.
    if (absentSince !== undefined && performance.now() - absentSince > STATEMENT_MS) {
      await deleteInputs(ctx, kept);
      return;
    }
  } while (await pause(ctx.closing));
  ctx.log.error("generation_not_withdrawn", { generationId: id, accountId });
}

/** Waits about a second. Returns false where the signal has aborted. */
async function pause(signal: AbortSignal): Promise<boolean> {
  const { shortest, longest } = PAUSE_MS;
  if (!signal.aborted) await Bun.sleep(shortest + Math.random() * (longest - shortest));
  return !signal.aborted;
}
