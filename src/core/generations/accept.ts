import * as queries from "../../../generated/queries/generations.ts";
import type { Context } from "../../app/context.ts";
import { AppError, type ErrorCode } from "../../foundation/errors.ts";
import type { Caller } from "../accounts/keys.ts";
import { checkPrompt } from "../moderation/moderation.ts";
import * as sizes from "../models/sizes.ts";
import { createBatchAccept } from "./batch-accept.ts";
import { computeFingerprint, type GenerationRequest, type StoredInput } from "./request.ts";

type Row = queries.IAcceptGenerationsResult;

// Long enough for a full queue; the sweep then gives the credits back.
const QUEUE_SECONDS = 3600;

// A commit that did not wait for the disk is there within three times the `wal_writer_delay` of
// Postgres, which is 0.2 s unless somebody has set it.
const AWAITED_MS = 2_000;

/** One request to accept, with who sent it and how it names itself. */
export interface Submission {
  /** From `newId`, because the inputs lie under it already. */
  id: string;
  caller: Pick<Caller, "accountId" | "runningLimit"> & { keyId?: string };
  dialect: string;
  /** Scope of the idempotency key: one name for each way to create. */
  route: string;
  request: GenerationRequest;
  inputs: StoredInput[];
  /**
   * Where the caller named its pictures by address in place of sending them: then the addresses, not
   * what lies there, are what it has asked for, and what an equal request repeats.
   */
  addresses?: string[] | undefined;
  /** The uploads that some of the inputs are copies of. */
  uploadIds?: string[];
  idempotencyKey?: string | undefined;
  /** For clients that resend on their own without a key: whether this one says it is a resend. */
  resent?: boolean | undefined;
  /** How long the caller waits for the end before it is told anything; left out, not at all. */
  waitMs?: number;
  /** Aborts when the caller is gone. */
  signal?: AbortSignal | undefined;
}

export interface Accepted {
  generationId: string;
  /** True where an earlier, equal request had made this generation. */
  replayed: boolean;
  costCredits: number;
}

/** A new generation's id: 122 random bits, since the public addresses of its pictures carry it. */
export function newId(): string {
  return crypto.randomUUID();
}

/**
 * Accepts a request: its credits are held, the generation and its job written, all in one
 * statement. Nothing at all has changed when it throws: `invalid_key` for a disabled account,
 * `insufficient_credits`, `monthly_cap_reached`, `concurrency_limited`, `idempotency_mismatch`, and
 * `unavailable` unless its `outcomeUnknown` says that it may have been accepted.
 */
export async function acceptGeneration(ctx: Context, submission: Submission): Promise<Accepted> {
  const timeout = AbortSignal.timeout(ctx.config.syncWaitMs);
  const gone = submission.signal === undefined ? [] : [submission.signal];
  const until = AbortSignal.any([timeout, ctx.closing, ...gone]);
  const row = await createBatchAccept(ctx.db, toItem(submission), until);
  const accepted = acceptedBy(row);
  if (!accepted.replayed) count(ctx, submission, row);
  return accepted;
}

/**
 * What `accept` would answer at this moment, before the pictures at the request's addresses are
 * fetched: the generation of an equal request, undefined where a new one would be made. Throws what
 * `accept` would: whoever cannot pay has nothing fetched.
 */
export async function checkAcceptance(
  ctx: Context,
  submission: Omit<Submission, "id" | "inputs" | "uploadIds"> & Partial<Submission>,
): Promise<Accepted | undefined> {
  await checkPrompt(ctx, submission.request.prompt);
  const item = toItem({ inputs: [], ...submission, id: newId() });
  // pgtyped's Json cannot say "optional"; undefined fields are dropped on the way.
  const [row] = await queries.foreseeGeneration.run(
    { item: item as unknown as queries.Json },
    ctx.db,
  );
  return row && acceptedBy(row);
}

function acceptedBy(row: Pick<Row, "outcome" | "generationId" | "costCredits">): Accepted {
  const { outcome, generationId, costCredits } = row;
  const isAnswered = outcome === "accepted" || outcome === "replayed";
  if (!isAnswered || generationId === null) throw refusal(row);
  return { generationId, replayed: outcome === "replayed", costCredits: costCredits ?? 0 };
}

function count(ctx: Context, { dialect, request }: Submission, row: Row): void {
  ctx.metrics.accepted({ dialect, model: request.model, credits: row.costCredits ?? 0 });
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
    resent: submission.resent ?? null,
    awaited: (submission.waitMs ?? 0) >= AWAITED_MS,
    deadlineSeconds: QUEUE_SECONDS,
  };
}

/** Returns why a request was not accepted. `isLeast`: the cost is that of the cheapest request. */
export function refusal(
  row: Pick<Row, "outcome" | "costCredits"> & { isLeast?: boolean },
): AppError {
  const costs = row.isLeast ? "Any request costs at least" : "This request costs";
  const cost = `${costs} ${row.costCredits} credits`;
  const refusals: Record<string, [ErrorCode, string]> = {
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
      "This Idempotency-Key was used with another request: send a new key for a new request.",
    ],
  };
  const known = refusals[row.outcome];
  if (known === undefined) {
    return new AppError("internal", "The request could not be priced.", { cause: row.outcome });
  }
  const retry = known[0] === "concurrency_limited" ? { details: { retryAfterSeconds: 2 } } : {};
  return new AppError(known[0], known[1], retry);
}
