import * as queries from "../../../generated/queries/generations.ts";
import type { Context } from "../../app/context.ts";
import type { Attempt, ProviderRequest } from "../../providers/provider.ts";
import * as sizes from "../models/sizes.ts";
import { writeReference } from "./attempt-reference.ts";
import { sendClaim } from "./claim-statement.ts";
import type { RunSlot, RunSlots } from "./run-slots.ts";
import { toProviderUser } from "./provider-user.ts";
import { retryDuringOutage } from "../../foundation/retry-during-outage.ts";
import * as partials from "./previews.ts";
import type { GenerationOptions, StoredInput } from "./request.ts";
import type { RouteNames } from "./provider-routing.ts";
import { commitWithRetry, recordTaskId } from "./task-ids.ts";

// Added to the provider's timeout: downloading inputs, storing images, the final statement.
const MARGIN_SECONDS = 120;

/** The process that runs jobs. */
export interface Worker {
  /** Changes when the process was declared dead by others and registers again. */
  id: string;
  /**
   * The runs of this process by the id of their generation, or by an arbitrary id until it is known. Each
   * generation runs at most once at a time.
   */
  running: Map<string, Run>;
  /** Aborts at the end of a drain: running generations are then released. */
  draining: AbortSignal;
  /** The slots of this process. Undefined: no provider is limited to a share of them. */
  slots?: RunSlots;
}

/** A run of a generation in this process. */
export interface Run {
  /** Undefined until the generation is claimed. */
  claim: Claim | undefined;
  /** Whether the reply to its claim was lost: it may have any generation of this worker. */
  isReplyLost?: boolean;
  /**
   * When it began to claim a generation whose reply is not known, in milliseconds of `performance.now`: its
   * first one, or the next one with the statement that finishes its own.
   */
  claimingSince?: number | undefined;
  /** Whether its generation has finished, and only cleanup is left. */
  isFinished?: boolean;
  /** The slot of this process in which it runs. */
  slot?: RunSlot | undefined;
  /** Resolves when the run ends, with or without an error. */
  over: Promise<unknown>;
}

/** The right of one worker to run a generation. Every write carries the worker id and the claim number. */
export interface Claim {
  /** Changes when the worker registers again and keeps the claim. */
  workerId: string;
  number: number;
  attemptId: string;
  /** "sent" if a worker died during a provider call. */
  attemptState: queries.attempt_state;
  /** The provider of the open attempt. Before the first call: the provider of the settings. */
  provider: string;
  /** How many calls of the attempt may have been accepted. */
  calls: number;
  /** Time from the acceptance to the claim. */
  queuedSeconds: number;
  /** Whether this process has accepted the generation and runs it without a job. */
  isDirect: boolean;
  /** Whether the first call is already recorded as sent, by the statement that claimed the generation. */
  isCallRecorded: boolean;
  /** Whether a client waits for the images as base64 in this process. */
  keepsBase64?: boolean | undefined;
  taskIds: string[];
  /** Deadline in milliseconds of `performance.now`. */
  endsAt: number;
  /** Whether a cancel was requested while the previous worker ran the generation. */
  cancelRequested: boolean;
  generation: ClaimedGeneration;
}

/** A generation as its worker needs it. */
export type ClaimedGeneration = Pick<
  queries.IClaimNextGenerationsResult,
  "id" | "accountId" | "prompt" | "n" | "size" | "aspectRatio" | "endUser"
> &
  RouteNames &
  Pick<ProviderRequest, "tier" | "quality"> & { options: GenerationOptions; inputs: StoredInput[] };

/** A claim, and whether more generations were queued after it. */
export interface Claimed {
  held: Claim;
  hasMore: boolean;
}

/**
 * Claims a generation for a job, in a statement that is shared with others that wait: that of the job if it
 * was recovered or released, otherwise the one that starts next. Returns undefined if there is none, or this
 * worker was declared dead, and "limited" if providers had to be passed over that have their share of the
 * slots. Retries while the database is unavailable.
 */
export async function claimGeneration(
  ctx: Context,
  worker: Worker,
  { generationId, run }: { generationId: string | undefined; run: Run },
): Promise<Claimed | "limited" | undefined> {
  const runSeconds = toRunSeconds(ctx.config);
  const patience = { endsAt: performance.now() + 1000 * runSeconds, ended: worker.draining };
  const runId = crypto.randomUUID();
  let endsAt = patience.endsAt;
  const claimed = await retryDuringOutage(patience, async () => {
    // Changes while the statement is retried.
    endsAt = performance.now() + 1000 * runSeconds;
    try {
      return await sendClaim(ctx, worker, { generationId, runId, runSeconds, run });
    } catch (error) {
      run.isReplyLost = true;
      throw error;
    }
  });
  if (claimed === undefined || claimed === "limited") return claimed;
  return toClaimed(ctx, claimed.row, { workerId: claimed.workerId, endsAt });
}

/** Converts the row of a claim. `endsAt`: see `Claim`. */
export function toClaimed(
  ctx: Context,
  row: queries.IClaimNextGenerationsResult,
  { workerId, endsAt }: Pick<Claim, "workerId" | "endsAt">,
): Claimed {
  const { claim: number, dialect, queuedSeconds } = row;
  if (number === 1) ctx.metrics.recordStarted({ dialect, queuedSeconds });
  const held: Claim = {
    workerId,
    number,
    attemptId: row.attemptId,
    attemptState: row.isCallRecorded ? "intent" : row.attemptState,
    provider: row.attemptProvider,
    calls: row.calls,
    queuedSeconds,
    isDirect: false,
    isCallRecorded: row.isCallRecorded,
    taskIds: row.taskIds,
    endsAt,
    cancelRequested: row.cancelRequested,
    // Only `acceptGeneration` writes these columns, from a GenerationRequest and its inputs.
    generation: row as unknown as ClaimedGeneration,
  };
  return { held, hasMore: row.hasMore };
}

/** Returns how long a claim lasts. */
export function toRunSeconds({ providerTimeoutMs }: Context["config"]): number {
  return Math.ceil(providerTimeoutMs / 1000) + MARGIN_SECONDS;
}

/** Returns the provider's request. The inputs are in the directory of the attempt. */
export function toProviderRequest(
  ctx: Pick<Context, "secrets" | "config">,
  generation: ClaimedGeneration,
  folder: string,
): ProviderRequest {
  const { options } = generation;
  const local = generation.inputs.map((input, position) => ({
    path: inputPath(folder, position),
    contentType: input.contentType,
    sizeBytes: input.sizeBytes,
  }));
  const mask = options.mask === undefined ? undefined : local[options.mask];
  const markup = options.markup === undefined ? undefined : local[options.markup];
  return {
    generationId: generation.id,
    model: generation.providerModel,
    prompt: generation.prompt,
    n: generation.n,
    size: sizes.parseSize(generation.size) ?? "auto",
    aspectRatio: generation.aspectRatio,
    tier: generation.tier,
    quality: generation.quality,
    background: options.background,
    outputFormat: options.outputFormat,
    ...(options.outputCompression === undefined
      ? {}
      : { outputCompression: options.outputCompression }),
    moderation: ctx.config.minModeration === "auto" ? "auto" : options.moderation,
    user: toProviderUser(ctx, generation),
    inputs: local.filter((image) => image !== mask && image !== markup),
    ...(mask === undefined ? {} : { mask }),
    ...(markup === undefined ? {} : { markup }),
    ...options.optional,
    partialImages: options.partialImages ?? 0,
  };
}

/** Returns the path of an input in the directory of an attempt. */
export function inputPath(folder: string, position: number): string {
  return `${folder}/input-${position}`;
}

/**
 * Creates the callbacks with which a provider commits what it is about to do. `sent` throws if the claim is
 * lost; results of a call that was already sent are recorded even then.
 */
export function createAttempt(
  ctx: Context,
  held: Claim,
  where: Pick<Attempt, "folder" | "signal" | "traceparent">,
): Attempt {
  const { attemptId, number: claim, provider } = held;
  const generationId = held.generation.id;
  const leftMs = () => held.endsAt - performance.now();
  return {
    ...where,
    keepsBase64: held.keepsBase64,
    callsSent: held.calls,
    taskIds: [...held.taskIds],
    get reference() {
      return writeReference(ctx, attemptId);
    },
    async findTaskIds() {
      const [row] = await queries.findTaskIds.run({ attemptId }, ctx.db);
      return row?.taskIds ?? [];
    },
    async sent() {
      const isRecorded = held.isCallRecorded;
      held.isCallRecorded = false;
      if (isRecorded) return;
      const mark = { attemptId, workerId: held.workerId, claim, provider };
      const [row] = await queries.markAttemptSent.run(mark, ctx.db);
      if (row?.marked !== true) throw new Error(`claim ${claim} of this generation is lost`);
    },
    async notAccepted() {
      await commitWithRetry(ctx, leftMs(), () =>
        queries.revertAttemptCall.run({ attemptId }, ctx.db),
      );
    },
    onPartial(index, image) {
      const claimKey = { generationId, workerId: held.workerId, claim };
      const { removeMetadata = false } = held.generation.options;
      return partials.storePreview(ctx, claimKey, { index, image, removeMetadata });
    },
    async taskCreated(taskId) {
      held.taskIds.push(taskId);
      await recordTaskId(ctx, { generationId, attemptId, taskId }, leftMs());
    },
  };
}
