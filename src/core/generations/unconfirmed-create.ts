import * as queries from "../../../generated/queries/generations.ts";
import { readCommitted } from "../../app/committed-read.ts";
import type { Context } from "../../app/context.ts";
import { createBackoff } from "../../foundation/backoff.ts";
import { AppError, isUnavailable } from "../../foundation/errors.ts";
import { isImageMissing } from "../media/missing-image.ts";
import { deleteInputs } from "./inputs.ts";
import type { StoredInput } from "./request.ts";

// Longer than the statement timeout of the server, after which a statement sent before an outage has ended.
const STATEMENT_TIMEOUT_MS = 10_000;
const PAUSES = { firstMs: 1_500, longestMs: 1_500, jitter: 0.6 };

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

/** Returns the error of a create that may have been accepted. Its generation is canceled. */
function toWithdrawnError(error: AppError, generationId: string): AppError {
  const message =
    `The service is temporarily unavailable, and generation ${generationId} may have been ` +
    "accepted. It will be canceled. Check it by its id before you try again.";
  const details = { ...error.details, generationId };
  return new AppError("unavailable", message, { cause: error.cause, details });
}

/** Returns the error of a create that may have been accepted. Its generation continues. */
function toRepeatableError({ cause, details }: AppError, generationId: string): AppError {
  const message =
    `The service is temporarily unavailable, and generation ${generationId} may have been ` +
    "accepted. Send the request again with the same idempotency key.";
  // Without the id in the details, with which clients would not send it again.
  return new AppError("unavailable", message, { cause, details });
}

/**
 * Reads data of an accepted generation (see `readCommitted`). Throws `unavailable` with the id, and at once
 * and without it if an image does not exist.
 */
export function readThroughOutage<Result>(
  ctx: Context,
  { id, signal }: { id: string; signal: AbortSignal },
  look: () => Promise<Result>,
): Promise<Result> {
  const toError = (error: AppError) => withId(error, id);
  const isRetryable = (error: unknown): error is AppError =>
    isUnavailable(error) && !isImageMissing(error);
  return readCommitted(ctx, { signal, toError, isRetryable }, look);
}

/** A generation that may have been accepted although the client received `unavailable`. */
interface Doubtful {
  id: string;
  accountId: string;
  /** With a key the client can repeat the request, and gets this generation. */
  idempotencyKey?: string | undefined;
  /** The inputs that were stored only for this generation. */
  storedInputs: StoredInput[];
}

/**
 * Returns the error for the client of a create that may have been accepted. With an idempotency key the
 * generation continues, because a repeated request may have got it already. Without one it is canceled as
 * soon as the database is available.
 */
export function settleUnconfirmed(ctx: Context, doubtful: Doubtful, error: AppError): AppError {
  const { id, accountId, idempotencyKey } = doubtful;
  // If it was not accepted, its inputs are removed as orphans.
  if (idempotencyKey !== undefined) return toRepeatableError(error, id);
  cancelUnconfirmed(ctx, doubtful).catch((cause: unknown) =>
    ctx.log.error("generation_not_withdrawn", { generationId: id, accountId, cause }),
  );
  return toWithdrawnError(error, id);
}

/**
 * Cancels a generation that may have been accepted, as soon as the database is available, unless a retry
 * that names itself has got it. If it was not accepted, removes its inputs. Ends when this process stops.
 */
async function cancelUnconfirmed(
  ctx: Context,
  { id, accountId, storedInputs }: Doubtful,
): Promise<void> {
  const backoff = createBackoff(PAUSES);
  let absentSince: number | undefined;
  do {
    const outcome = await queries.withdrawGeneration
      .run({ id, accountId }, ctx.db.background)
      .then(([row]) => row?.outcome ?? "absent")
      .catch(() => "unavailable");
    if (outcome === "unavailable") {
      absentSince = undefined;
      continue;
    }
    if (outcome !== "absent") {
      ctx.log.warn("generation_withdrawn", { generationId: id, outcome });
      return;
    }
    absentSince ??= performance.now();
    // The statement sent before may still run on the server after it is available again.
    if (performance.now() - absentSince > STATEMENT_TIMEOUT_MS) {
      await deleteInputs(ctx, storedInputs);
      return;
    }
  } while (await backoff.wait(ctx.closing));
  ctx.log.error("generation_not_withdrawn", { generationId: id, accountId });
}

/**
 * Returns the error for the client of a generation whose acceptance a crash can have undone. See
 * `settleUnconfirmed`.
 */
export function settleUndurable(
  ctx: Context,
  { id, accountId, idempotencyKey }: Omit<Doubtful, "storedInputs">,
): AppError {
  const error = new AppError("unavailable", "The acceptance was not confirmed.");
  // If it was undone, the inputs are removed as orphans.
  return settleUnconfirmed(ctx, { id, accountId, idempotencyKey, storedInputs: [] }, error);
}
