import { setTimeout } from "node:timers/promises";
import * as queries from "../../../generated/queries/generations.ts";
import type { Context } from "../../app/context.ts";
import { LEAST_FREE_BYTES } from "../../storage/storage-health.ts";
import * as sizes from "../models/sizes.ts";
import type { Claim, ClaimedGeneration, Worker } from "./claim.ts";

// How long a claimed generation waits for disk space, and the poll interval.
const MAX_WAIT_MS = 20_000;
const POLL_MS = 250;
// Delay before a released generation is queued again.
const RELEASE_PAUSE_SECONDS = 5;

/**
 * Reserves disk space for the largest response that the generation can produce. Waits while there is too
 * little space or while the storage fails. Returns undefined if that lasts too long or `ended` aborts: then
 * nothing may be sent.
 */
export async function reserveScratch(
  ctx: Context,
  generation: ClaimedGeneration,
  ended: AbortSignal,
): Promise<Disposable | undefined> {
  const wanted = computeTempBytes(generation);
  const until = AbortSignal.any([ended, AbortSignal.timeout(MAX_WAIT_MS)]);
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
 * Releases a claimed generation: at once if this worker drains, else after a pause. Nothing may be sent
 * afterwards.
 */
export async function releaseGeneration(
  ctx: Context,
  worker: Worker,
  held: Claim,
): Promise<undefined> {
  const { workerId, number: claim, generation, isCallRecorded } = held;
  const isDraining = worker.draining.aborted || ctx.closing.aborted;
  const pauseSeconds = isDraining ? 0 : RELEASE_PAUSE_SECONDS;
  const given = { generationId: generation.id, workerId, claim, pauseSeconds, isCallRecorded };
  const [row] = await queries.releaseGeneration.run(given, ctx.db);
  const wantedBytes = computeTempBytes(generation);
  const fields = { generationId: generation.id, wantedBytes, released: row?.released };
  ctx.log[isDraining ? "info" : "warn"]("generation_released", fields);
}

// An uncompressed pixel has 4 bytes, and no delivered format needs more.
const BYTES_PER_PIXEL = 4;
const HEADER_BYTES = 65_536;
// Maximum pixels that a provider chooses if no size is given.
const MAX_PIXELS = { "1K": 1_600_000, "2K": 4_300_000, "4K": 8_300_000 };

/** Returns the maximum size of the files of one attempt: its inputs and its images. */
export function computeTempBytes(generation: ClaimedGeneration): number {
  const { n, size, tier, options, inputs } = generation;
  const exact = sizes.parseSize(size);
  const pixels = exact === undefined ? MAX_PIXELS[tier] : exact.width * exact.height;
  const perImage = 1 + (options.partialImages ?? 0) + (options.webp ? 1 : 0);
  const received = n * perImage * (pixels * BYTES_PER_PIXEL + HEADER_BYTES);
  return received + inputs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

function pause(until: AbortSignal): Promise<boolean> {
  return setTimeout(POLL_MS, true, { signal: until }).catch(() => false);
}
