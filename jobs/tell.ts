import type { Context } from "../src/context.ts";
import { requeue } from "../src/core/webhooks/deliver.ts";
import { tellExpiring } from "../src/core/webhooks/deliveries.ts";

/** Tells of what no request has caused, and takes up deliveries that were left lying. */
export async function tell(ctx: Context): Promise<void> {
  const batches = await tellExpiring(ctx);
  if (batches > 0) ctx.log.info("expiring_credits_told", { batches });
  const requeued = await requeue(ctx);
  if (requeued > 0) ctx.log.warn("webhooks_requeued", { requeued });
}
