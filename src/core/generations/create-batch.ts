import { createHash } from "node:crypto";
import * as queries from "../../../generated/queries/batches.ts";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";
import type { Caller } from "../accounts/key-authentication.ts";
import { findFiles } from "../media/files.ts";
import { getBatch, KEPT_DAYS, type RequestBatch } from "./request-batches.ts";

/** How long the requests of a batch may take. */
const WINDOW_SECONDS = 86_400;
const MOST_UNFINISHED = 20;
const MOST_BATCHES = 1_000;

/** A batch to create. */
interface NewBatch {
  caller: Pick<Caller, "accountId" | "keyId" | "runningLimit">;
  endpoint: string;
  inputFileId: string;
  metadata: Record<string, string> | null;
  outputLifeSeconds: number | undefined;
  idempotencyKey: string | undefined;
  isRetry: boolean | undefined;
}

/**
 * Creates a batch, or returns the one that an equal request has created. Throws `invalid_request` for a file
 * that cannot be its input, `idempotency_mismatch`, and `conflict` if the account has too many batches.
 */
export async function createBatch(ctx: Context, wanted: NewBatch): Promise<RequestBatch> {
  const { caller, inputFileId, idempotencyKey, isRetry, ...fields } = wanted;
  const { accountId, keyId, runningLimit } = caller;
  const content = JSON.stringify([inputFileId, fields]);
  const identity = {
    ...{ accountId, keyId },
    idempotencyKey: idempotencyKey ?? null,
    isRetry: isRetry ?? false,
    fingerprint: createHash("sha256").update(content).digest(),
  };
  // The input of an earlier, equal request may have been deleted since.
  if (!(await isRepeated(ctx, identity))) await checkInputFile(ctx, accountId, inputFileId);
  const [row] = await queries.createBatch.run(
    {
      ...{ id: Bun.randomUUIDv7(), inputFileId, ...identity, ...fields },
      runningLimit: runningLimit ?? null,
      outputLifeSeconds: fields.outputLifeSeconds ?? null,
      windowSeconds: WINDOW_SECONDS,
      ...{ maxUnfinished: MOST_UNFINISHED, maxBatches: MOST_BATCHES },
    },
    ctx.db,
  );
  if (row?.outcome === "mismatch") {
    const message =
      "This Idempotency-Key was used with another request: use a new key for a new request.";
    throw new AppError("idempotency_mismatch", message);
  }
  if (row?.batchId == null) throw await createFullError(ctx, accountId);
  return getBatch(ctx, accountId, row.batchId);
}

/** Returns whether an earlier request with the same idempotency key, or a retried one, created a batch. */
async function isRepeated(
  ctx: Context,
  identity: queries.IIsRepeatedBatchParams,
): Promise<boolean> {
  if (identity.idempotencyKey === null && !identity.isRetry) return false;
  const [row] = await queries.isRepeatedBatch.run(identity, ctx.db);
  return row?.isRepeated ?? false;
}

/** Returns the error for an account with too many batches, which a customer can cancel but not delete. */
async function createFullError(ctx: Context, accountId: string): Promise<AppError> {
  const [row] = await queries.countBatches.run({ accountId }, ctx.db);
  const message =
    row !== undefined && row.count >= MOST_BATCHES
      ? `The account has ${MOST_BATCHES} batches, each of which is kept for up to ${KEPT_DAYS} days ` +
        "after its end. Wait until older ones are deleted, and send more requests in each batch."
      : `The account has ${MOST_UNFINISHED} unfinished batches. ` +
        "Wait for one of them to finish, or cancel one.";
  return new AppError("conflict", message);
}

/** Throws `invalid_request` unless the account has the file with the purpose `batch`. */
async function checkInputFile(ctx: Context, accountId: string, fileId: string): Promise<void> {
  const [file] = await findFiles(ctx, accountId, [fileId]);
  if (file?.purpose === "batch") return;
  const reason = "is not the ID of a file of this account with the purpose batch";
  const details = { issues: [{ path: ["input_file_id"], reason }] };
  throw new AppError("invalid_request", `input_file_id: ${reason}.`, { details });
}
