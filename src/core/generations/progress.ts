import type { Context } from "../../app/context.ts";
import { type Generation, loadGeneration, isFinished } from "./find.ts";
import { readThroughOutage } from "./unconfirmed-create.ts";
import * as partials from "./previews.ts";

/** What there is to tell somebody who watches a generation. */
export type ProgressEvent =
  | { kind: "partial"; partial: partials.Preview; generation: Generation }
  /** Nothing has happened for a while. */
  | { kind: "quiet" }
  /** The last: as the generation is then, ended or, where the wait was too short, under way. */
  | { kind: "last"; generation: Generation };

/**
 * Watches a generation until it has ended, in whatever process it is drawn: its previews, each once
 * and in their order, then the end. Giving up costs nothing: the work goes on.
 */
export async function* watchProgress(
  ctx: Context,
  { id, accountId }: { id: string; accountId: string },
  until: { waitMs: number; quietMs: number; signal: AbortSignal },
): AsyncGenerator<ProgressEvent, void> {
  const over = AbortSignal.any([until.signal, ctx.closing, AbortSignal.timeout(until.waitMs)]);
  let last = "0";
  let saidAt = performance.now();
  for (;;) {
    const ear = subscribeToProgress(ctx, id, { signal: over, quietMs: until.quietMs });
    try {
      // Looked at in this order, an ended generation has no preview that comes later.
      const generation = await readThroughOutage(ctx, { id, signal: over }, () =>
        loadGeneration(ctx, accountId, id),
      );
      for (const partial of await partials.listPreviews(ctx, id, last)) {
        last = partial.id;
        saidAt = performance.now();
        yield { kind: "partial", partial, generation };
      }
      if (isFinished(generation) || over.aborted) return yield { kind: "last", generation };
      await ear.heard;
      if (performance.now() - saidAt < until.quietMs || over.aborted) continue;
      saidAt = performance.now();
      yield { kind: "quiet" };
    } finally {
      ear.stop();
    }
  }
}

// Listening begins before looking, so nothing between the two is missed.
function subscribeToProgress(
  ctx: Context,
  id: string,
  { signal, quietMs }: { signal: AbortSignal; quietMs: number },
) {
  const done = new AbortController();
  const timer = setTimeout(() => done.abort(), quietMs);
  const ends = AbortSignal.any([signal, done.signal]);
  const heard = Promise.race([ctx.partials.next(id, ends), ctx.finished.next(id, ends)]).then(
    () => true,
    () => false,
  );
  return {
    heard,
    stop() {
      clearTimeout(timer);
      done.abort();
    },
  };
}
