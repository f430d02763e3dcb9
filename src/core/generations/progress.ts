import type { Context } from "../../app/context.ts";
import { type Generation, loadGeneration, isFinished } from "./find.ts";
import { readThroughOutage } from "./unconfirmed-create.ts";
import * as partials from "./previews.ts";

/** An event for a client that watches a generation. */
type ProgressEvent =
  | { kind: "partial"; partial: partials.Preview; generation: Generation }
  /** No event for `quietMs`. */
  | { kind: "quiet" }
  /**
   * The last event, with the generation in its current state: finished, or unfinished after the timeout.
   */
  | { kind: "last"; generation: Generation };

/**
 * Watches a generation until it has finished, regardless of the process that runs it: yields each preview
 * once and in order, then the last event. Giving up does not stop the generation.
 */
export async function* watchProgress(
  ctx: Context,
  { id, accountId }: { id: string; accountId: string },
  until: { waitMs: number; quietMs: number; signal: AbortSignal },
): AsyncGenerator<ProgressEvent, void> {
  const over = AbortSignal.any([until.signal, ctx.closing, AbortSignal.timeout(until.waitMs)]);
  let last = "0";
  let lastEventAt = performance.now();
  for (;;) {
    const subscription = subscribeToProgress(ctx, id, { signal: over, quietMs: until.quietMs });
    try {
      const { generation, previews } = await readThroughOutage(
        ctx,
        { id, signal: over },
        async () => ({
          // Before its previews, so a finished generation has no further previews.
          generation: await loadGeneration(ctx, accountId, id),
          previews: await partials.listPreviews(ctx, id, last),
        }),
      );
      for (const partial of previews) {
        last = partial.id;
        lastEventAt = performance.now();
        yield { kind: "partial", partial, generation };
      }
      if (isFinished(generation) || over.aborted) return yield { kind: "last", generation };
      await subscription.event;
      if (performance.now() - lastEventAt < until.quietMs || over.aborted) continue;
      lastEventAt = performance.now();
      yield { kind: "quiet" };
    } finally {
      subscription.stop();
    }
  }
}

// Subscribes before reading, so that no event between the two is missed.
function subscribeToProgress(
  ctx: Context,
  id: string,
  { signal, quietMs }: { signal: AbortSignal; quietMs: number },
) {
  const done = new AbortController();
  const timer = setTimeout(() => done.abort(), quietMs);
  const ends = AbortSignal.any([signal, done.signal]);
  const event = Promise.race([ctx.partials.next(id, ends), ctx.finished.next(id, ends)]).then(
    () => true,
    () => false,
  );
  return {
    event,
    stop() {
      clearTimeout(timer);
      done.abort();
    },
  };
}
