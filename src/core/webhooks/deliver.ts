import * as queries from "../../../generated/queries/webhooks.ts";
import type { Context } from "../../app/context.ts";
import type { PostOutcome } from "../../outbound/outbound.ts";
import { unsealSecret } from "./secret.ts";
import { createWebhookHeaders } from "./sign.ts";

const TIMEOUT_MS = 5_000;
const MAX_BODY_BYTES = 4_096;
const MAX_HEADERS = 40;
const MAX_HEADER_BYTES = 500;
const REQUEUE_BATCH_SIZE = 200;

/**
 * Makes the next attempt of a delivery if one is due. The outcome and its consequences are recorded in one
 * statement; after a crash before it the same attempt is repeated with the same id.
 */
export async function attemptDelivery(ctx: Context, deliveryId: string): Promise<void> {
  const [due] = await queries.startDelivery.run({ deliveryId }, ctx.db);
  if (due === undefined) return;
  const { endpointId, url, event, body, number } = due;
  const secrets: [string, ...string[]] = [unsealSecret(ctx, endpointId, due.secret)];
  if (due.oldSecret != null) secrets.push(unsealSecret(ctx, endpointId, due.oldSecret));
  const headers = createWebhookHeaders({ deliveryId, event, body, at: due.startedAt, secrets });
  const outcome = await ctx.outbound.post(url, { headers, body, deadlineMs: TIMEOUT_MS });
  const result = { requestHeaders: headers, ...toDeliveryOutcome(outcome) };
  const [row] = await queries.endDeliveryAttempt.run({ deliveryId, number, result }, ctx.db);
  const log = { deliveryId, endpointId, about: event, attempt: number, verdict: row?.verdict };
  if (outcome.kind === "answered") ctx.log.info("webhook_sent", { ...log, status: outcome.status });
  else
    ctx.log.info("webhook_delivery_failed", {
      ...log,
      outcome: outcome.kind,
      cause: outcome.cause,
    });
}

/** Queues due deliveries whose job was lost. Returns how many. */
export async function requeueDeliveries(ctx: Context): Promise<number> {
  const [row] = await queries.requeueDeliveries.run({ limit: REQUEUE_BATCH_SIZE }, ctx.db);
  return row?.requeued ?? 0;
}

function toDeliveryOutcome(outcome: PostOutcome) {
  if (outcome.kind === "answered") {
    return {
      status: outcome.status,
      responseHeaders: truncateHeaders(outcome.headers),
      responseBody: truncate(outcome.bodyText, MAX_BODY_BYTES),
    };
  }
  return {
    failure: outcome.kind === "refused" ? "refused" : outcome.reason,
    responseHeaders: {},
  };
}

function truncateHeaders(headers: Headers): Record<string, string> {
  const pairs = [...headers].slice(0, MAX_HEADERS);
  return Object.fromEntries(
    pairs.map(([name, value]) => [name, truncate(value, MAX_HEADER_BYTES)]),
  );
}

// Truncated between characters, without the null characters that Postgres cannot store.
function truncate(text: string, maxBytes: number): string {
  const bytes = Buffer.from(text.replaceAll("\0", "\ufffd")).subarray(0, maxBytes);
  return new TextDecoder().decode(bytes, { stream: true });
}
