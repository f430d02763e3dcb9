import type { Context } from "../src/context.ts";
import * as idempotency from "../src/core/idempotency.ts";

/** Removes what is kept for a while only. */
export async function reap(ctx: Context): Promise<void> {
  const removed = await idempotency.reap(ctx);
  if (removed > 0) ctx.log.info("reaped", { idempotencyKeys: removed });
}
