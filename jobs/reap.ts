import type { Context } from "../src/context.ts";
import * as idempotency from "../src/core/idempotency.ts";
import * as uploads from "../src/core/uploads.ts";

/** Removes what is kept for a while only. */
export async function reap(ctx: Context): Promise<void> {
  const removed = {
    idempotencyKeys: await idempotency.reap(ctx),
    uploads: await uploads.reap(ctx),
  };
  if (Object.values(removed).some((count) => count > 0)) ctx.log.info("reaped", removed);
}
