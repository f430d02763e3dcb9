import { setTimeout } from "node:timers/promises";
import type { Context } from "../../app/context.ts";

const FIRST_PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 300_000;
const RETRY_PERIOD_MS = 3_600_000;

/**
 * Removes objects that no row references. Never rejects, because no caller depends on the removal.
 * Failed removals are retried for an hour while this process runs.
 */
export async function removeUnneeded(ctx: Context, keys: string[]): Promise<void> {
  if (keys.length === 0) return;
  try {
    await ctx.storage.remove(keys);
  } catch (cause) {
    ctx.log.warn("object_removal_retried", { keys, cause });
    void removeLater(ctx, keys);
  }
}

async function removeLater(ctx: Context, keys: string[]): Promise<void> {
  const until = AbortSignal.any([ctx.closing, AbortSignal.timeout(RETRY_PERIOD_MS)]);
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(MAX_PAUSE_MS, 2 * pauseMs)) {
    const signal = { signal: until, ref: false };
    const isOpen = await setTimeout(pauseMs, true, signal).catch(() => false);
    if (!isOpen) return ctx.log.error("objects_not_removed", { keys });
    const isRemoved = await ctx.storage.remove(keys).then(
      () => true,
      () => false,
    );
    if (isRemoved) return ctx.log.info("objects_removed", { keys });
  }
}
