import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import * as queries from "../../../generated/queries/generations.ts";
import type { Context } from "../../context.ts";
import type { ProviderOutcome } from "../../providers/provider.ts";
import {
  attemptOf,
  type Claim,
  claim,
  inputPath,
  toProviderRequest,
  type Worker,
} from "./claim.ts";
import { watchCancel } from "./cancel.ts";
import {
  canceledEnding,
  emptyEnding,
  type Ending,
  endingOf,
  finish,
  successOf,
  unknownEnding,
} from "./ending.ts";
import { findStored, store } from "./store.ts";

// How often a call that was certainly not accepted is made again, and how long at most between.
const MOST_TRIES = 4;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Does the work of one generation, if it is still to do: claim, draw, store, finish. A provider call
 * that may have been paid is never made twice. Returns quietly where the claim is lost on the way.
 * Where it throws, it may be called again and goes on from what is on record.
 */
export async function run(ctx: Context, worker: Worker, generationId: string): Promise<void> {
  const { running } = worker;
  if (running.has(generationId)) return;
  running.add(generationId);
  try {
    await runOnce(ctx, worker, generationId);
  } finally {
    running.delete(generationId);
  }
}

async function runOnce(ctx: Context, worker: Worker, generationId: string): Promise<void> {
  const held = await claim(ctx, worker, generationId);
  if (held === undefined) return;
  const parent = join(ctx.config.dataDir, "tmp");
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, "attempt-"));
  const cancel = watchCancel(ctx, generationId);
  try {
    const ending = await draw(ctx, worker, { held, folder, canceled: cancel.signal });
    if (ending === undefined) return;
    const outcome = await finish(ctx, held, ending);
    ctx.log.info("generation_ended", {
      generationId,
      status: ending.status,
      images: ending.images.length,
      attempt: ending.attempt.outcome,
      outcome,
    });
  } finally {
    cancel.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Work {
  held: Claim;
  folder: string;
  /** Aborts once the generation's owner has called it off. */
  canceled: AbortSignal;
}

// Undefined: let go without an ending; another worker takes the generation up.
async function draw(ctx: Context, worker: Worker, work: Work): Promise<Ending | undefined> {
  const { held, folder } = work;
  if (held.attemptState === "sent") {
    const stored = await findStored(ctx, held.generation, folder);
    const whole = stored.length === held.generation.n;
    if (whole || (stored.length > 0 && !ctx.provider.repeatable))
      return successOf(stored, { outcome: "images", message: "found in storage" });
    if (held.cancelRequested) return calledOff(ctx, "the worker died during the call");
    const resumable = ctx.provider.resumable && held.taskIds.length > 0;
    if (!ctx.provider.repeatable && !resumable)
      return unknownEnding("the worker died during the call");
  }
  if (!(await fetchInputs(ctx, work))) {
    return emptyEnding({ outcome: "not_sent", message: "a reference picture is gone" });
  }
  const outcome = await call(ctx, worker, work);
  if (outcome === undefined) return undefined;
  if (outcome.kind === "images") return keep(ctx, held, outcome);
  const answered = outcome.kind !== "unknown" && outcome.kind !== "not_accepted";
  if (answered || !work.canceled.aborted) return told(ctx, held, outcome);
  if (outcome.kind === "unknown") return calledOff(ctx, String(outcome.cause));
  return canceledEnding({ outcome: outcome.kind, message: String(outcome.cause) });
}

// The call had left: what it cost, nobody has said.
function calledOff(ctx: Context, message: string): Ending {
  return canceledEnding({ outcome: "unknown", message, spendUnknown: !ctx.provider.repeatable });
}

// False where one is gone for good; throws where the storage does not answer.
async function fetchInputs(ctx: Context, { held, folder }: Work): Promise<boolean> {
  const found = await Promise.all(
    held.generation.inputs.map(({ storageKey }, position) =>
      ctx.storage.fetchTo(storageKey, inputPath(folder, position)),
    ),
  );
  return !found.includes(undefined);
}

async function call(
  ctx: Context,
  worker: Worker,
  work: Work,
): Promise<ProviderOutcome | undefined> {
  const { held, folder } = work;
  const timeout = AbortSignal.timeout(ctx.config.providerTimeoutMs);
  const signal = AbortSignal.any([worker.draining, timeout, work.canceled]);
  const request = toProviderRequest(held.generation, folder);
  for (let attempt = 1; ; attempt++) {
    const outcome = await measured(ctx, () =>
      ctx.provider.generate(request, attemptOf(ctx, held, { folder, signal })),
    );
    if (worker.draining.aborted && outcome.kind === "unknown" && ctx.provider.repeatable)
      return undefined;
    if (outcome.kind !== "not_accepted" || attempt === MOST_TRIES) return outcome;
    if (work.canceled.aborted) return outcome;
    const pauseMs = Math.min(outcome.retryAfterMs ?? 500 * 2 ** attempt, LONGEST_PAUSE_MS);
    const rested = await pause(pauseMs, signal);
    if (!rested && !worker.draining.aborted) return outcome;
    const next = await openNext(ctx, held, outcome.cause);
    if (next === undefined || !rested) return undefined;
    held.attemptId = next;
  }
}

async function measured(
  ctx: Context,
  call: () => Promise<ProviderOutcome>,
): Promise<ProviderOutcome> {
  const began = performance.now();
  const outcome = await call();
  const seconds = (performance.now() - began) / 1000;
  ctx.metrics.attempted({ provider: ctx.provider.name, outcome: outcome.kind, seconds });
  return outcome;
}

async function openNext(ctx: Context, held: Claim, cause: unknown): Promise<string | undefined> {
  const attempt = { id: held.attemptId, outcome: "not_accepted", message: String(cause) };
  const { workerId, number } = held;
  const provider = ctx.provider.name;
  const rows = await queries.nextAttempt.run(
    { attempt, workerId, claim: number, provider },
    ctx.db,
  );
  return rows[0]?.attemptId;
}

async function keep(
  ctx: Context,
  held: Claim,
  outcome: Extract<ProviderOutcome, { kind: "images" }>,
): Promise<Ending> {
  const { kind, images, ...details } = outcome;
  const attempt = { outcome: kind, ...details };
  try {
    const stored = await store(ctx, held.generation, images);
    return stored.length > 0 ? successOf(stored, attempt) : emptyEnding(attempt);
  } catch (cause) {
    ctx.log.error("pictures_not_stored", { generationId: held.generation.id, cause });
    return emptyEnding({ ...attempt, message: `not stored: ${cause}` });
  }
}

function told(
  ctx: Context,
  held: Claim,
  outcome: Exclude<ProviderOutcome, { kind: "images" }>,
): Ending {
  const { kind } = outcome;
  const cause = "cause" in outcome ? outcome.cause : undefined;
  const fields = {
    generationId: held.generation.id,
    provider: ctx.provider.name,
    outcome: kind,
    cause,
  };
  if (kind === "operator_fault") ctx.log.error("provider_needs_operator", fields);
  else if (kind === "unknown") ctx.log.error("provider_spend_unknown", fields);
  else ctx.log.warn("provider_refused", fields);
  return endingOf(outcome);
}

async function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(true), ms);
  const stop = () => resolve(false);
  signal.addEventListener("abort", stop, { once: true });
  const whole = await promise;
  clearTimeout(timer);
  signal.removeEventListener("abort", stop);
  return whole && !signal.aborted;
}
