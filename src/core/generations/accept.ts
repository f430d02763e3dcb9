import * as queries from "../../../generated/queries/generations.ts";
import type { Context } from "../../app/context.ts";
import { AppError, type ErrorCode } from "../../foundation/errors.ts";
import type { Caller } from "../accounts/keys.ts";
import { checkPrompt } from "../moderation/moderation.ts";
import * as sizes from "../models/sizes.ts";
import { acceptInBatch } from "./batch-accept.ts";
import { computeFingerprint, type GenerationRequest, type StoredInput } from "./request.ts";

type Row = queries.IAcceptGenerationsResult;

// Time in the queue before a generation fails. Long enough for a full queue; the sweep then releases the
// credits.
const MAX_QUEUE_SECONDS = 3600;

// With `synchronous_commit = off` a commit is durable within three times `wal_writer_delay`, by default 0.6
// s. This is the shortest wait of a client for which a lost commit would still be noticed.
const MIN_AWAITED_MS = 2_000;

/** A request to accept, with its caller and its idempotency data. */
export interface Submission {
  /** From `newId`, because the inputs are already stored under it. */
  id: string;
  caller: Pick<Caller, "accountId" | "runningLimit"> & { keyId?: string };
  dialect: string;
  /** Scope of the idempotency key, one per create operation. */
  route: string;
  request: GenerationRequest;
  inputs: StoredInput[];
  /**
   * Input URLs, if the client sent URLs instead of files. The URLs, not the downloaded bytes, are then part
   * of the fingerprint of the request.
   */
  inputUrls?: string[] | undefined;
  /** The uploads that some of the inputs were copied from. */
  uploadIds?: string[];
  idempotencyKey?: string | undefined;
  /** Whether a client that retries without an idempotency key marked this request as a retry. */
  isRetry?: boolean | undefined;
  /** How long the client waits for the result, in milliseconds. Undefined: it does not wait. */
  waitMs?: number;
  /** Aborts when the client disconnects. */
  signal?: AbortSignal | undefined;
}

export interface Accepted {
  generationId: string;
  /** Whether an earlier, equal request created this generation. */
  replayed: boolean;
  costCredits: number;
}

/**
 * Returns the id of a new generation: 122 random bits, because the public URLs of its images contain it.
 */
export function createGenerationId(): string {
  return crypto.randomUUID();
}

/**
 * Accepts a request: holds its credits and inserts the generation and its job in one statement. Nothing has
 * changed if it throws: `invalid_key` for a disabled account, `insufficient_credits`,
 * `monthly_cap_reached`, `concurrency_limited`, `idempotency_mismatch`, or `unavailable` without
 * `outcomeUnknown`. With `outcomeUnknown` the request may have been accepted.
 */
export async function acceptGeneration(ctx: Context, submission: Submission): Promise<Accepted> {
  const timeout = AbortSignal.timeout(ctx.config.syncWaitMs);
  const disconnected = submission.signal === undefined ? [] : [submission.signal];
  const until = AbortSignal.any([timeout, ctx.closing, ...disconnected]);
  const row = await acceptInBatch(ctx.db, toItem(submission), until);
  const accepted = toAccepted(row);
  if (!accepted.replayed) countAccepted(ctx, submission, row);
  return accepted;
}

/**
 * Dry run of `acceptGeneration`, before input URLs are downloaded. Returns the generation of an earlier,
 * equal request, or undefined if a new one would be created. Throws the same errors, so nothing is
 * downloaded for a caller that cannot pay.
 */
export async function checkAcceptance(
  ctx: Context,
  submission: Omit<Submission, "id" | "inputs" | "uploadIds"> & Partial<Submission>,
): Promise<Accepted | undefined> {
  await checkPrompt(ctx, submission.request.prompt);
  const item = toItem({ inputs: [], ...submission, id: createGenerationId() });
  // pgtyped's Json has no optional members; undefined fields are dropped by JSON.stringify.
  const [row] = await queries.previewAcceptance.run(
    { item: item as unknown as queries.Json },
    ctx.db,
  );
  return row && toAccepted(row);
}

function toAccepted(row: Pick<Row, "outcome" | "generationId" | "costCredits">): Accepted {
  const { outcome, generationId, costCredits } = row;
  const isAccepted = outcome === "accepted" || outcome === "replayed";
  if (!isAccepted || generationId === null) throw toRejectionError(row);
  return { generationId, replayed: outcome === "replayed", costCredits: costCredits ?? 0 };
}

function countAccepted(ctx: Context, { dialect, request }: Submission, row: Row): void {
  ctx.metrics.recordAccepted({ dialect, model: request.model, credits: row.costCredits ?? 0 });
}

function toItem({ caller, request, ...submission }: Submission) {
  return {
    id: submission.id,
    holdId: Bun.randomUUIDv7(),
    accountId: caller.accountId,
    keyId: caller.keyId ?? null,
    runningLimit: caller.runningLimit ?? null,
    dialect: submission.dialect,
    route: submission.route,
    ...request,
    size: sizes.formatSize(request.size),
    inputs: submission.inputs,
    uploadIds: submission.uploadIds ?? [],
    endUser: request.endUser ?? null,
    idempotencyKey: submission.idempotencyKey ?? null,
    fingerprint: computeFingerprint(request, submission),
    resent: submission.isRetry ?? null,
    awaited: (submission.waitMs ?? 0) >= MIN_AWAITED_MS,
    deadlineSeconds: MAX_QUEUE_SECONDS,
  };
}

/**
 * Returns the error of a rejected request. `isLeast`: the cost is that of the cheapest possible request.
 */
export function toRejectionError(
  row: Pick<Row, "outcome" | "costCredits"> & { isLeast?: boolean },
): AppError {
  const costs = row.isLeast ? "Any request costs at least" : "This request costs";
  const cost = `${costs} ${row.costCredits} credits`;
  const rejections: Record<string, [ErrorCode, string]> = {
    insufficient_credits: ["insufficient_credits", `${cost}, more than the account can spend.`],
    monthly_cap_reached: [
      "monthly_cap_reached",
      `${cost}, more than the plan's monthly cap leaves.`,
    ],
    concurrency_limited: [
      "concurrency_limited",
      "The key has as many generations running as it may: wait for one of them to finish.",
    ],
    account_disabled: ["invalid_key", "The account has been disabled."],
    idempotency_mismatch: [
      "idempotency_mismatch",
      "This Idempotency-Key was used with another request: use a new key for a new request.",
    ],
  };
  const rejection = rejections[row.outcome];
  if (rejection === undefined) {
    return new AppError("internal", "The request could not be priced.", { cause: row.outcome });
  }
  const retry = rejection[0] === "concurrency_limited" ? { details: { retryAfterSeconds: 2 } } : {};
  return new AppError(rejection[0], rejection[1], retry);
}
