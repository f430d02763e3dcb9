import { setTimeout } from "node:timers/promises";
import * as queries from "../../../generated/queries/generations.ts";
import type { Context } from "../../app/context.ts";
import { LEAST_FREE_BYTES } from "../../storage/storage-health.ts";
import * as sizes from "../models/sizes.ts";
import type { Claim, ClaimedGeneration, Worker } from "./claim.ts";

// How long a claimed generation waits here for others to give space back, and how often it looks.
const PATIENCE_MS = 20_000;
const LOOK_MS = 250;
// How long it is left alone before a worker takes it up again.
const PAUSE_SECONDS = 5;

/**
 * Reserves disk space for the largest response that a generation can bring. Waits while there is too
 * little, or while the storage fails. Undefined where that lasts or `ended` aborts: then nothing may
 * be sent.
 */
export async function reserveScratch(
  ctx: Context,
  generation: ClaimedGeneration,
  ended: AbortSignal,
): Promise<Disposable | undefined> {
  const wanted = scratchBytes(generation);
  const until = AbortSignal.any([ended, AbortSignal.timeout(PATIENCE_MS)]);
  do {
    if (ctx.storageHealth.hasFault()) continue;
    const space = await ctx.disk.reserve(wanted);
    if (space !== undefined) return space;
    const free = await ctx.disk.freeBytes();
    if (free < LEAST_FREE_BYTES) ctx.storageHealth.full();
  } while (await pause(until));
  return undefined;
}

/**
 * Gives a claimed generation back: at once where this worker drains, else for another worker or a
 * later time. Nothing may be sent after it.
 */
export async function release(ctx: Context, worker: Worker, held: Claim): Promise<undefined> {
  const { workerId, number: claim, generation } = held;
  const isEnding = worker.draining.aborted || ctx.closing.aborted;
  const pauseSeconds = isEnding ? 0 : PAUSE_SECONDS;
  const given = { generationId: generation.id, workerId, claim, pauseSeconds };
  const [row] = await queries.releaseGeneration.run(given, ctx.db);
  const wantedBytes = scratchBytes(generation);
  const fields = { generationId: generation.id, wantedBytes, released: row?.released };
  ctx.log[isEnding ? "info" : "warn"]("generation_released", fields);
}

// An uncompressed pixel takes 4 bytes, and no format that is delivered takes more.
const BYTES_PER_PIXEL = 4;
const HEADER_BYTES = 65_536;
// What a provider may choose where no size is given.
const MOST_PIXELS = { "1K": 1_600_000, "2K": 4_300_000, "4K": 8_300_000 };

/** The most bytes that the files of one attempt take: its inputs and all that it may be answered. */
function scratchBytes(generation: ClaimedGeneration): number {
  const { n, size, tier, options, inputs } = generation;
  const exact = sizes.parseSize(size);
  const pixels = exact === undefined ? MOST_PIXELS[tier] : exact.width * exact.height;
  const perImage = 1 + (options.partialImages ?? 0) + (options.webp ? 1 : 0);
  const received = n * perImage * (pixels * BYTES_PER_PIXEL + HEADER_BYTES);
  return received + inputs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

function pause(until: AbortSignal): Promise<boolean> {
  return setTimeout(LOOK_MS, true, { signal: until }).catch(() => false);
}
