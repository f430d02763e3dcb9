import type { Context } from "../src/app/context.ts";
import { runSteps } from "../src/app/isolation.ts";
import { requeueDeliveries } from "../src/core/webhooks/deliver.ts";
import { notifyExpiring } from "../src/core/webhooks/deliveries.ts";

/** Emits expiry events, and requeues deliveries whose job was lost. */
export async function notifyWebhooks(ctx: Context): Promise<void> {
  const { expiring = 0, requeued = 0 } = await runSteps(ctx, "notify", {
    expiring: () => notifyExpiring(ctx),
    requeued: () => requeueDeliveries(ctx),
  });
  if (expiring > 0) ctx.log.info("credits_expiring_notified", { grants: expiring });
  if (requeued > 0) ctx.log.warn("webhooks_requeued", { requeued });
}
