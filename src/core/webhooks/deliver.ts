import * as queries from "../../../generated/queries/webhooks.ts";
import type { Context } from "../../app/context.ts";
import type { PostOutcome } from "../../outbound/outbound.ts";
import { unsealSecret } from "./secret.ts";
import { createWebhookHeaders } from "./sign.ts";

const TIMEOUT_MS = 5_000;
const KEPT_REPLY = 4_096;
const KEPT_HEADERS = 40;
const KEPT_HEADER = 500;
const REQUEUED_AT_ONCE = 200;

/**
 * Makes the next attempt of a delivery, if one is due. Its outcome and what follows are recorded in
 * one statement; a crash before that leads to the same attempt once more, under the same id.
 */
export async function attemptDelivery(ctx: Context, deliveryId: string): Promise<void> {
  const [due] = await queries.startDelivery.run({ deliveryId }, ctx.db);
  if (due === undefined) return;
  const { endpointId, url, event, body, number } = due;
  const secrets: [string, ...string[]] = [unsealSecret(ctx, endpointId, due.secret)];
  if (due.oldSecret != null) secrets.push(unsealSecret(ctx, endpointId, due.oldSecret));
  const headers = createWebhookHeaders({ deliveryId, event, body, at: due.startedAt, secrets });
  const outcome = await ctx.outbound.post(url, { headers, body, deadlineMs: TIMEOUT_MS });
  const told = { requestHeaders: headers, ...toDeliveryOutcome(outcome) };
  const [row] = await queries.endDeliveryAttempt.run({ deliveryId, number, told }, ctx.db);
  const log = { deliveryId, endpointId, about: event, attempt: number, verdict: row?.verdict };
  if (outcome.kind === "answered") ctx.log.info("webhook_sent", { ...log, status: outcome.status });
  else
    ctx.log.info("webhook_delivery_failed", {
      ...log,
      outcome: outcome.kind,
      cause: outcome.cause,
    });
}

/** Takes up deliveries that nobody works on although they are due. Answers how many. */
export async function requeueDeliveries(ctx: Context): Promise<number> {
  const [row] = await queries.requeueDeliveries.run({ limit: REQUEUED_AT_ONCE }, ctx.db);
  return row?.requeued ?? 0;
}

function toDeliveryOutcome(outcome: PostOutcome) {
  if (outcome.kind === "answered") {
    return {
      status: outcome.status,
      responseHeaders: keptHeaders(outcome.headers),
      responseBody: kept(outcome.bodyText, KEPT_REPLY),
    };
  }
  return {
    failure: outcome.kind === "refused" ? "refused" : outcome.reason,
    responseHeaders: {},
  };
}

function keptHeaders(headers: Headers): Record<string, string> {
  const pairs = [...headers].slice(0, KEPT_HEADERS);
  return Object.fromEntries(pairs.map(([name, value]) => [name, kept(value, KEPT_HEADER)]));
}

// Cut between characters, without what a database does not store.
function kept(text: string, mostBytes: number): string {
  const bytes = Buffer.from(text.replaceAll("\0", "\ufffd")).subarray(0, mostBytes);
  return new TextDecoder().decode(bytes, { stream: true });
}
