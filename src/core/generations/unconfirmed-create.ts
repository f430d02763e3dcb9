import * as queries from "../../../generated/queries/generations.ts";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";
import { deleteInputs } from "./inputs.ts";
import type { StoredInput } from "./request.ts";

// Longer than the statement timeout of the server, after which a statement sent before an outage has ended.
const STATEMENT_TIMEOUT_MS = 10_000;
const PAUSE_MS = { shortest: 500, longest: 1_500 };

/** Returns whether the database, or another dependency, is temporarily unavailable. */
export function isUnavailable(error: unknown): error is AppError {
  return error instanceof AppError && error.code === "unavailable";
}

/** Returns whether an error leaves open whether a generation was accepted. */
export function isAcceptanceUnknown(error: unknown): error is AppError {
  return isUnavailable(error) && error.details.acceptanceUnknown === true;
}

/** Returns the same error with the id of the accepted generation. */
function withId(error: AppError, generationId: string): AppError {
  const message =
    `The service is temporarily unavailable. Generation ${generationId} was accepted. ` +
    "Retrieve it by its id instead of sending the request again.";
  const details = { ...error.details, generationId };
  return new AppError("unavailable", message, { cause: error.cause, details });
}

/** Returns `unavailable` for a request that may have been accepted. The generation is then canceled. */
export function unknownAcceptance(error: AppError, generationId: string): AppError {
  const message =
    `The service is temporarily unavailable, and generation ${generationId} may have been ` +
    "accepted. It will be canceled. Check it by its id before you try again.";
  const details = { ...error.details, generationId };
  return new AppError("unavailable", message, { cause: error.cause, details });
}

/**
 * Reads data of an accepted generation, and retries while the database is unavailable. Throws `unavailable`
 * with the id when the client disconnects or after SYNC_WAIT_SECONDS.
 */
export async function readThroughOutage<Result>(
  ctx: Context,
  { id, signal }: { id: string; signal: AbortSignal },
  look: () => Promise<Result>,
): Promise<Result> {
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

/** A generation that may have been accepted although the client received `unavailable`. */
interface Doubtful {
  id: string;
  accountId: string;
  /** The inputs that were stored only for this generation. */
  storedInputs: StoredInput[];
}

/**
 * Cancels a generation that may have been accepted, as soon as the database is available. If it was not
 * accepted, removes its inputs. Ends when this process stops.
 */
export async function cancelUnconfirmed(
  ctx: Context,
  { id, accountId, storedInputs }: Doubtful,
): Promise<void> {
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
    // The statement sent before may still run on the server after it is available again.
    if (absentSince !== undefined && performance.now() - absentSince > STATEMENT_TIMEOUT_MS) {
      await deleteInputs(ctx, storedInputs);
      return;
    }
  } while (await pause(ctx.closing));
  ctx.log.error("generation_not_withdrawn", { generationId: id, accountId });
}

/**
 * Has a generation whose acceptance a crash can have undone canceled, as soon as the database is available.
 * Returns the error for its client.
 */
export function withdrawUnconfirmed(
  ctx: Context,
  { id, accountId }: Pick<Doubtful, "id" | "accountId">,
): AppError {
  // If it was undone, the inputs are removed as orphans.
  cancelUnconfirmed(ctx, { id, accountId, storedInputs: [] }).catch((cause: unknown) =>
    ctx.log.error("generation_not_withdrawn", { generationId: id, accountId, cause }),
  );
  return unknownAcceptance(new AppError("unavailable", "The acceptance was not confirmed."), id);
}

/** Waits about a second. Returns false if the signal has aborted. */
async function pause(signal: AbortSignal): Promise<boolean> {
  const { shortest, longest } = PAUSE_MS;
  if (!signal.aborted) await Bun.sleep(shortest + Math.random() * (longest - shortest));
  return !signal.aborted;
}
