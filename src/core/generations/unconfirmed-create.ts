import * as queries from "../../../generated/queries/generations.ts";
import { pauseInOutage, readCommitted } from "../../app/committed-read.ts";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";
import { deleteInputs } from "./inputs.ts";
import type { StoredInput } from "./request.ts";

// Longer than the statement timeout of the server, after which a statement sent before an outage has ended.
const STATEMENT_TIMEOUT_MS = 10_000;

/** Returns whether the database, or another dependency, is temporarily unavailable. */
export function isUnavailable(error: unknown): error is AppError {
  return error instanceof AppError && error.code === "unavailable";
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

/** Reads data of an accepted generation (see `readCommitted`). Throws `unavailable` with the id. */
export function readThroughOutage<Result>(
  ctx: Context,
  { id, signal }: { id: string; signal: AbortSignal },
  look: () => Promise<Result>,
): Promise<Result> {
  return readCommitted(ctx, { signal, toError: (error) => withId(error, id) }, look);
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
  } while (await pauseInOutage(ctx.closing));
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
