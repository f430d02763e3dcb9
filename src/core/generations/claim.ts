import * as queries from "../../../generated/queries/generations.ts";
import type { Context } from "../../app/context.ts";
import type { Attempt, ProviderRequest } from "../../providers/provider.ts";
import * as sizes from "../models/sizes.ts";
import { writeReference } from "./attempt-reference.ts";
import { outlast } from "./retry-during-outage.ts";
import * as partials from "./previews.ts";
import type { GenerationOptions, StoredInput } from "./request.ts";
import type { RouteNames } from "./provider-routing.ts";
import { committed, recordTaskId } from "./task-ids.ts";

// Beyond the provider's own time: fetching the inputs, storing the pictures, the last statement.
const MARGIN_SECONDS = 120;

/** The process that runs jobs. */
export interface Worker {
  /** Changes when the process, declared dead by others, goes on under a new one. */
  id: string;
  /** The generations that this process runs, each once at a time. */
  running: Map<string, Run>;
  /** Aborts at the end of a drain: what still runs is to let go. */
  draining: AbortSignal;
}

/** One run of a generation in this process. */
export interface Run {
  /** Undefined until it is made. */
  claimGeneration: Claim | undefined;
  /** Resolves when the run is over, however it ended. */
  over: Promise<unknown>;
}

/** One generation in the hands of one worker; every write of it carries worker and claim. */
export interface Claim {
  /** Changes when the worker registers again and still has the claim. */
  workerId: string;
  number: number;
  attemptId: string;
  /** "sent" where a worker died with a call under way. */
  attemptState: "intent" | "sent";
  /** Whom the open attempt was sent to, or, before that, the provider of the settings. */
  provider: string;
  /** How many calls of the attempt may have been accepted. */
  calls: number;
  taskIds: string[];
  /** When its deadline comes, in milliseconds of `performance.now`. */
  endsAt: number;
  /** Called off while another worker, dead by now, had it in hand. */
  cancelRequested: boolean;
  generation: ClaimedGeneration;
}

export type ClaimedGeneration = Pick<
  queries.IClaimGenerationResult,
  "id" | "accountId" | "prompt" | "n" | "size" | "aspectRatio" | "endUser"
> &
  RouteNames &
  Pick<ProviderRequest, "tier" | "quality"> & { options: GenerationOptions; inputs: StoredInput[] };

/**
 * Claims a generation that is still to do. Undefined where the claim is refused: another worker has it,
 * it has ended, or this worker was declared dead. Waits while the database is away.
 */
export async function claim(
  ctx: Context,
  worker: Worker,
  generationId: string,
): Promise<Claim | undefined> {
  const runSeconds = Math.ceil(ctx.config.providerTimeoutMs / 1000) + MARGIN_SECONDS;
  const patience = { endsAt: performance.now() + 1000 * runSeconds, draining: worker.draining };
  let workerId = worker.id;
  let endsAt = patience.endsAt;
  const [row] = await outlast(patience, () => {
    // Both change while the database is away.
    workerId = worker.id;
    endsAt = performance.now() + 1000 * runSeconds;
    const wanted = { generationId, workerId, provider: ctx.config.provider, runSeconds };
    return queries.claimGeneration.run(wanted, ctx.db);
  });
  if (row === undefined) return undefined;
  const { claim: number, dialect, queuedSeconds } = row;
  if (number === 1) ctx.metrics.started({ dialect, queuedSeconds });
  return {
    workerId,
    number,
    attemptId: row.attemptId,
    attemptState: row.attemptState === "sent" ? "sent" : "intent",
    provider: row.attemptProvider,
    calls: row.calls,
    taskIds: row.taskIds,
    endsAt,
    cancelRequested: row.cancelRequested,
    // `accept` alone writes these columns, out of a GenerationRequest and its inputs.
    generation: row as unknown as ClaimedGeneration,
  };
}

/** What the provider is asked for. The inputs lie in the attempt's folder under their position. */
export function toProviderRequest(generation: ClaimedGeneration, folder: string): ProviderRequest {
  const { options } = generation;
  const local = generation.inputs.map((input, position) => ({
    path: inputPath(folder, position),
    contentType: input.contentType,
    sizeBytes: input.sizeBytes,
  }));
  const mask = options.mask === undefined ? undefined : local[options.mask];
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
    moderation: options.moderation,
    ...(generation.endUser === null ? {} : { user: generation.endUser }),
    inputs: local.filter((image) => image !== mask),
    ...(mask === undefined ? {} : { mask }),
    partialImages: options.partialImages ?? 0,
  };
}

/** Where an input lies in an attempt's folder. */
export function inputPath(folder: string, position: number): string {
  return `${folder}/input-${position}`;
}

/**
 * The side of an attempt that commits what the provider is about to do. `sent` throws once the claim
 * is lost; what is known of a call that has left is kept all the same.
 */
export function createAttempt(
  ctx: Context,
  held: Claim,
  where: { folder: string; signal: AbortSignal },
): Attempt {
  const { attemptId, number: claim, provider } = held;
  const generationId = held.generation.id;
  const leftMs = () => held.endsAt - performance.now();
  return {
    ...where,
    callsSent: held.calls,
    taskIds: [...held.taskIds],
    reference: writeReference(ctx, attemptId),
    async findTaskIds() {
      const [row] = await queries.findTaskIds.run({ attemptId }, ctx.db);
      return row?.taskIds ?? [];
    },
    async sent() {
      const mark = { attemptId, workerId: held.workerId, claim, provider };
      const [row] = await queries.markAttemptSent.run(mark, ctx.db);
      if (row?.marked !== true) throw new Error(`claim ${claim} of this generation is lost`);
    },
    async notAccepted() {
      await committed(ctx, leftMs(), () => queries.revertAttemptCall.run({ attemptId }, ctx.db));
    },
    onPartial(index, image) {
      const place = { generationId, workerId: held.workerId, claim };
      return partials.storePreview(ctx, place, { index, image });
    },
    async taskCreated(taskId) {
      held.taskIds.push(taskId);
      await recordTaskId(ctx, { generationId, attemptId, taskId }, leftMs());
    },
  };
}
