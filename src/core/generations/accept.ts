import * as queries from "../../../generated/queries/acceptance.ts";
import type { Context } from "../../app/context.ts";
import { isOutcomeUnknown } from "../../database/outage.ts";
import { AppError, type ErrorCode } from "../../foundation/errors.ts";
import { checkPrompt, SUSPENDED } from "../moderation/moderation.ts";
import { isAwaited, toCheckParameters, toItem } from "./accept-parameters.ts";
import { findPlanPolicy } from "../billing/plan-policies.ts";
import type { GenerationOptions } from "./request.ts";
import { acceptInBatch } from "./batch-accept.ts";
import { prepareDirectRun, startDirectRun } from "./direct-run.ts";
import type { Generation } from "./find.ts";
import { decideInOrder, watchResponse } from "./interrupted-responses.ts";
import { findLocalWorker } from "./local-worker.ts";
import { retryDuringOutage } from "../../foundation/retry-during-outage.ts";
import type { Submission } from "./submission.ts";

/** A decision of the database on a request. */
type Decision = Pick<
  queries.ICheckAcceptanceResult,
  "outcome" | "generationId" | "costCredits" | "createdAt"
>;

/** An accepted request. */
export interface Accepted {
  generationId: string;
  /** Whether an earlier, equal request created this generation. */
  replayed: boolean;
  costCredits: number;
  /** When the generation was accepted. Of a replay, when this request was. */
  createdAt: Date;
  /** The finished generation, if it runs in this process. Undefined if it has to be read. */
  directResult?: Promise<Generation | undefined>;
}

/**
 * Returns the id of a new generation: 122 random bits, because the public URLs of its images contain it.
 */
export function createGenerationId(): string {
  return crypto.randomUUID();
}

/**
 * Accepts a request: holds its credits and inserts the generation and its job in one statement. Nothing has
 * changed if it throws: `invalid_key` for a disabled account and for a key that was revoked since its
 * authentication, `account_suspended`, `insufficient_credits`, `monthly_cap_reached`, `key_budget_reached`,
 * `concurrency_limited`, `idempotency_mismatch`, or `unavailable` without `acceptanceUnknown`. With
 * `acceptanceUnknown` the request may have been accepted.
 */
export async function acceptGeneration(ctx: Context, wanted: Submission): Promise<Accepted> {
  // Not AbortSignal.timeout, whose timer would outlive the request.
  const end = performance.now() + ctx.config.syncWaitMs;
  const isAbandoned = () =>
    wanted.signal?.aborted === true || ctx.closing.aborted || performance.now() > end;
  const addedOptions = { ...wanted.addedOptions, ...(await findPlanOptions(ctx, wanted)) };
  const submission = { ...wanted, addedOptions };
  const run = await prepareDirectRun(ctx, submission);
  const item = toItem(submission, run?.claim);
  let directResult: Accepted["directResult"];
  try {
    const { fingerprint } = item;
    const [decision, accepted] = await decideInOrder(ctx, { ...wanted, fingerprint }, async () => {
      const deciding = acceptInBatch(ctx.db, item, isAbandoned);
      void run?.preparation.start();
      const decision = await deciding;
      const accepted = toAccepted(decision);
      watchResponse(ctx, { ...wanted, ...accepted, fingerprint });
      return [decision, accepted] as const;
    });
    if (!accepted.replayed) countAccepted(ctx, submission, accepted);
    if (run === undefined || decision.attemptId === null) {
      if (isAwaited(submission)) findLocalWorker(ctx)?.slots.admitJob();
      return accepted;
    }
    directResult = startDirectRun(run, { attemptId: decision.attemptId, ...accepted });
    return { ...accepted, directResult };
  } finally {
    if (directResult === undefined) {
      run?.preparation.discard();
      run?.[Symbol.dispose]();
    }
  }
}

async function findPlanOptions(
  ctx: Context,
  { caller }: Submission,
): Promise<Partial<GenerationOptions>> {
  const policy = await findPlanPolicy(ctx.db, caller.accountId);
  return {
    ...(policy?.minModeration === "auto" && { moderation: "auto" }),
    ...(policy?.imageMetadata === "remove" && { removeMetadata: true }),
    ...(ctx.span && { traceparent: ctx.span.traceparent }),
  };
}

/**
 * Decides as `acceptGeneration` would, before input URLs are downloaded. Returns the generation of an
 * earlier, equal request, which this one then has taken over, or undefined if a new one would be created;
 * nothing has changed then. Throws the same errors, so nothing is downloaded for a caller that cannot pay.
 */
export async function checkAcceptance(
  ctx: Context,
  submission: Omit<Submission, "id" | "inputs" | "uploadIds"> & Partial<Submission>,
): Promise<Accepted | undefined> {
  const { id = createGenerationId(), caller, request } = submission;
  await checkPrompt(ctx, caller, request.prompt);
  const parameters = toCheckParameters({ inputs: [], ...submission });
  const { fingerprint } = parameters;
  return decideInOrder(ctx, { ...submission, fingerprint }, async () => {
    const [decision] = await runCheck(ctx, { id, ...parameters });
    if (decision === undefined) return undefined;
    const accepted = toAccepted(decision);
    watchResponse(ctx, { ...submission, ...accepted, fingerprint });
    return accepted;
  });
}

// A check whose reply was lost may have taken over a generation, which only the same id gets again. It is
// repeated until the deadline of the request.
async function runCheck(
  ctx: Context,
  parameters: queries.ICheckAcceptanceParams,
): Promise<queries.ICheckAcceptanceResult[]> {
  const patience = { endsAt: ctx.db.deadline(), ended: ctx.closing };
  const run = () => queries.checkAcceptance.run(parameters, ctx.db);
  return run().catch((error: unknown) => {
    if (!isOutcomeUnknown(error)) throw error;
    return retryDuringOutage(patience, run);
  });
}

function toAccepted(decision: Decision): Accepted {
  const { outcome, generationId, costCredits, createdAt } = decision;
  if (generationId !== null && (outcome === "accepted" || outcome === "replayed")) {
    const replayed = outcome === "replayed";
    return { generationId, replayed, costCredits: costCredits ?? 0, createdAt };
  }
  throw toRejectionError(decision);
}

function countAccepted(
  ctx: Context,
  { dialect, request }: Submission,
  { costCredits: credits }: Accepted,
): void {
  ctx.metrics.recordAccepted({ dialect, model: request.model, credits });
}

/**
 * Returns the error of a rejected request. `isLeast`: the cost is that of the cheapest possible request.
 */
export function toRejectionError(
  decision: Pick<Decision, "outcome" | "costCredits"> & { isLeast?: boolean },
): AppError {
  const costs = decision.isLeast ? "Any request costs at least" : "This request costs";
  const cost = `${costs} ${decision.costCredits} credits`;
  const unexpected: [ErrorCode, string] = ["internal", "The request could not be priced."];
  const rejections: Record<queries.acceptance_outcome, [ErrorCode, string]> = {
    insufficient_credits: [
      "insufficient_credits",
      `${cost}, more than the account can spend. Add credits or request less.`,
    ],
    monthly_cap_reached: [
      "monthly_cap_reached",
      `${cost}, more than the plan's monthly cap leaves. Request less, or wait for the next month.`,
    ],
    key_budget_reached: [
      "key_budget_reached",
      `${cost}, more than the budget of the API key leaves. Raise the budget or request less.`,
    ],
    concurrency_limited: [
      "concurrency_limited",
      "Concurrency limit reached. Retry when a generation has finished.",
    ],
    account_disabled: [
      "invalid_key",
      "The API key has been revoked, or its account has been disabled.",
    ],
    account_suspended: ["account_suspended", SUSPENDED],
    account_locked: [
      "unavailable",
      "Another operation on this account is in progress. Retry in a few seconds.",
    ],
    idempotency_mismatch: [
      "idempotency_mismatch",
      "This Idempotency-Key was used with another request: use a new key for a new request.",
    ],
    no_price: unexpected,
    accepted: unexpected,
    replayed: unexpected,
  };
  const [code, message] = rejections[decision.outcome];
  if (code === "internal") return new AppError(code, message, { cause: decision.outcome });
  const retry = code === "concurrency_limited" ? { details: { retryAfterSeconds: 2 } } : {};
  return new AppError(code, message, retry);
}
