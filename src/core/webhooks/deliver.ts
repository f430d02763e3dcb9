import * as queries from "../../../generated/queries/webhooks.ts";
import type { Context } from "../../app/context.ts";
import type { PostOutcome } from "../../outbound/outbound.ts";
import { findDeliveryBody } from "./delivery-body.ts";
import type { WebhookFormat } from "./events.ts";
import { unsealOldSecret, unsealSecret } from "./secret.ts";

const TIMEOUT_MS = 5_000;
const MAX_BODY_BYTES = 4_096;
const MAX_HEADERS = 40;
const MAX_HEADER_BYTES = 500;
const REQUEUE_BATCH_SIZE = 200;

/**
 * Makes the next attempt of a delivery if one is due. The first attempt stores the body, so that all
 * attempts send the same bytes, unless URLs of images expire. The outcome and its consequences are recorded
 * in one statement; after a crash before it the same attempt is repeated with the same id.
 */
export async function attemptDelivery(
  ctx: Context,
  deliveryId: string,
  format: WebhookFormat,
): Promise<void> {
  const rendered = await findDeliveryBody(ctx, deliveryId, format);
  // The delivery was erased.
  if (rendered === undefined) return;
  const [due] = await queries.startDelivery.run({ deliveryId, body: rendered }, ctx.db);
  if (due === undefined) return;
  const { endpointId, url, event, body, number, startedAt } = due;
  const oldSecret = due.oldSecret && unsealOldSecret(ctx, endpointId, due.oldSecret);
  const secrets: [string, ...string[]] = [unsealSecret(ctx, endpointId, due.secret)];
  if (oldSecret) secrets.push(oldSecret);
  const headers = format.toHeaders({ deliveryId, event, body, startedAt, secrets });
  const outcome = await ctx.outbound.post(url, { headers, body, deadlineMs: TIMEOUT_MS });
  const result = { requestHeaders: headers, ...toDeliveryOutcome(outcome) };
  const [row] = await queries.endDeliveryAttempt.run({ deliveryId, number, ...result }, ctx.db);
  ctx.metrics.recordDeliveryAttempt(outcome.kind === "answered" ? outcome.status : undefined);
  const log = { deliveryId, endpointId, about: event, attempt: number, state: row?.state };
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
      failure: null,
      responseHeaders: truncateHeaders(outcome.headers),
      responseBody: truncate(outcome.bodyText, MAX_BODY_BYTES),
    };
  }
  const failure = outcome.kind === "refused" ? outcome.kind : outcome.reason;
  return { status: null, failure, responseHeaders: {}, responseBody: null };
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
