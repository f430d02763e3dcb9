import { setTimeout } from "node:timers/promises";
import type { Context } from "../../app/context.ts";

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 300_000;
const PATIENCE_MS = 3_600_000;

/**
 * Removes objects that nothing in the database names. Never rejects, because nothing depends on it:
 * what the storage does not remove now is tried again for an hour, while this process runs.
 */
export async function removeUnneeded(ctx: Context, keys: string[]): Promise<void> {
  if (keys.length === 0) return;
  try {
    await ctx.storage.remove(keys);
  } catch (cause) {
    ctx.log.warn("objects_not_removed_yet", { keys, cause });
    void removeLater(ctx, keys);
  }
}

async function removeLater(ctx: Context, keys: string[]): Promise<void> {
  const until = AbortSignal.any([ctx.closing, AbortSignal.timeout(PATIENCE_MS)]);
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(LONGEST_PAUSE_MS, 2 * pauseMs)) {
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
