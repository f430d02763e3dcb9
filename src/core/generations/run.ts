import type { Context } from "../../context.ts";
import type { ProviderOutcome } from "../../providers/provider.ts";
import * as scratch from "../scratch.ts";
import { call, type Work } from "./call.ts";
import { watchCancel } from "./cancel.ts";
import { type Claim, claim, inputPath, type Worker } from "./claim.ts";
import {
  canceledEnding,
  emptyEnding,
  type Ending,
  endingOf,
  finish,
  successOf,
  unknownEnding,
} from "./ending.ts";
import { addPlaceholders } from "./placeholders.ts";
import { findStored, store } from "./store.ts";

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
  await using own = scratch.open(ctx, "attempt");
  const held = await claim(ctx, worker, generationId);
  if (held === undefined) return;
  const folder = await own.made;
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
    if (outcome === "finished") await addPlaceholders(ctx, generationId, ending.images);
  } finally {
    cancel.stop();
  }
}

// Undefined: let go without an ending; another worker takes the generation up.
async function draw(ctx: Context, worker: Worker, work: Work): Promise<Ending | undefined> {
  const { held, folder } = work;
  if (held.attemptState === "sent") {
    const provider = ctx.providers.get(held.provider);
    const mayGoOn = provider !== undefined && (provider.repeatable || provider.resumable);
    const stored = await findStored(ctx, held.generation, folder);
    const whole = stored.length === held.generation.n;
    if (whole || (stored.length > 0 && !mayGoOn))
      return successOf(stored, { outcome: "images", message: "found in storage" });
    if (held.cancelRequested) return calledOff(ctx, held, "the worker died during the call");
    if (!mayGoOn) return unknownEnding("the worker died during the call");
  }
  if (!(await fetchInputs(ctx, work)) && held.calls === 0) {
    return emptyEnding({ outcome: "not_sent", message: "a reference picture is gone" });
  }
  const outcome = await call(ctx, worker, work);
  if (outcome === undefined) return undefined;
  if (outcome.kind === "images") return keep(ctx, held, outcome);
  const answered = outcome.kind !== "unknown" && outcome.kind !== "not_accepted";
  if (answered || !work.canceled.aborted) return told(ctx, held, outcome);
  if (outcome.kind === "unknown") return calledOff(ctx, held, String(outcome.cause));
  return canceledEnding({ outcome: outcome.kind, message: String(outcome.cause) });
}

// The call had left: what it cost, nobody has said.
function calledOff(ctx: Context, held: Claim, message: string): Ending {
  const isFree = ctx.providers.get(held.provider)?.repeatable === true;
  return canceledEnding({ outcome: "unknown", message, spendUnknown: !isFree });
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

async function keep(
  ctx: Context,
  held: Claim,
  outcome: Extract<ProviderOutcome, { kind: "images" }>,
): Promise<Ending> {
  const { kind, images, ...details } = outcome;
  const attempt = { outcome: kind, ...details };
  if (outcome.spendUnknown) tellUnknown(ctx, held, "some of its pictures never came");
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
  if (kind === "unknown") tellUnknown(ctx, held, cause);
  else if (kind === "blocked" || kind === "rejected" || kind === "failed") {
    const generationId = held.generation.id;
    ctx.log.warn("provider_refused", {
      generationId,
      provider: held.provider,
      outcome: kind,
      message: outcome.message,
      cause,
    });
  }
  return endingOf(outcome);
}

function tellUnknown(ctx: Context, held: Claim, cause: unknown): void {
  const { generation, provider, taskIds } = held;
  const fields = { generationId: generation.id, provider, taskIds, cause };
  ctx.log.error("provider_spend_unknown", fields);
}
