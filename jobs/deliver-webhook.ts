import { z } from "zod";
import type { Context } from "../src/app/context.ts";
import { attemptDelivery } from "../src/core/webhooks/deliver.ts";
import { webhookFormat } from "../src/dialects/webhook-format.ts";

const Payload = z.object({ deliveryId: z.uuid() });

/** Makes one delivery attempt. The database schedules retries; this job is not retried. */
export async function deliverWebhook(ctx: Context, payload: unknown): Promise<void> {
  await attemptDelivery(ctx, Payload.parse(payload).deliveryId, webhookFormat);
}
