import * as queries from "../../../generated/queries/deliveries.ts";
import {
  archiveDeliveries as archiveEnded,
  deleteOldDeliveries,
  notifyExpiringGrants,
} from "../../../generated/queries/webhooks.ts";
import type { Context } from "../../app/context.ts";
import { splitPage } from "../../database/bounded-page.ts";
import { isUuid, toNotFoundError } from "../../foundation/ids.ts";
import type { WebhookEvent } from "./events.ts";

/** The state of a delivery. */
export type DeliveryState = queries.delivery_state;

/** Why an attempt got no response. */
export type DeliveryFailure = queries.delivery_failure;

// Rows that one page examines at most, for filters that match few deliveries.
const PAGE_WINDOW = 5_000;

/** An event for one endpoint. */
export type Delivery = Omit<queries.IListDeliveriesResult, "isMatch" | "isEnd">;

/** One request to an endpoint and its response. */
export type DeliveryAttempt = Omit<
  queries.IListAttemptsResult,
  "requestHeaders" | "responseHeaders"
> & {
  requestHeaders: Record<string, string>;
  responseHeaders: Record<string, string>;
};

const RETENTION_DAYS = 30;
// Accounts of this many grants are locked until the statement ends.
const GRANT_BATCH_SIZE = 500;

/**
 * Lists the deliveries of an endpoint, newest first. Returns the id for the next page. A page can have
 * fewer entries than `limit` although more follow, because a page examines a limited number of rows.
 */
export async function listDeliveries(
  ctx: Context,
  endpointId: string,
  page: {
    states?: DeliveryState[] | undefined;
    event?: WebhookEvent | undefined;
    beforeId?: string | undefined;
    limit: number;
  },
): Promise<{ deliveries: Delivery[]; nextId: string | undefined }> {
  const { states, event, beforeId, limit } = page;
  const wanted = { endpointId, states, event, beforeId, limit: limit + 1, window: PAGE_WINDOW };
  const { shown, last } = splitPage(
    await queries.listDeliveries.run(wanted, ctx.db.history),
    limit,
  );
  return { deliveries: shown, nextId: last?.id };
}

/** Returns deliveries of an account by id. Ids of other accounts are omitted. */
export async function findDeliveries(ctx: Context, accountId: string, ids: string[]) {
  return ids.length === 0 ? [] : queries.findDeliveries.run({ accountId, ids }, ctx.db);
}

/** Returns a delivery of an endpoint. Throws `not_found`. */
export async function getDelivery(
  ctx: Context,
  endpoint: { id: string; accountId: string },
  id: string,
): Promise<Delivery> {
  const rows = isUuid(id) ? await findDeliveries(ctx, endpoint.accountId, [id]) : [];
  const found = rows.find((row) => row.endpointId === endpoint.id);
  if (found === undefined) throw toNotFoundError();
  return found;
}

/** Lists the attempts of a delivery, oldest first. */
export async function listDeliveryAttempts(
  ctx: Context,
  deliveryId: string,
): Promise<DeliveryAttempt[]> {
  // Only `attemptDelivery` writes these columns, from headers.
  return (await queries.listAttempts.run({ deliveryId }, ctx.db)) as DeliveryAttempt[];
}

/**
 * Resends deliveries of an endpoint with the same id and body: one delivery, or all failed ones that were
 * created since a time. Returns how many. A pending delivery does not change.
 */
export async function resendDelivery(
  ctx: Context,
  endpointId: string,
  which: { deliveryId: string } | { since: Date },
): Promise<number> {
  const wanted =
    "since" in which
      ? { endpointId, deliveryId: null, since: which.since }
      : { endpointId, deliveryId: which.deliveryId, since: null };
  return (await queries.resendDeliveries.run(wanted, ctx.db)).length;
}

/** Sends a sample event once, also to a disabled endpoint. Returns the delivery id. */
export async function sendTestEvent(
  ctx: Context,
  endpointId: string,
  event: WebhookEvent,
): Promise<string> {
  const id = Bun.randomUUIDv7();
  await queries.sendTestEvent.run({ id, endpointId, event }, ctx.db);
  return id;
}

/** Emits `credits.expiring` for grants that expire within 72 hours, once each. Returns how many. */
export async function notifyExpiring(ctx: Context): Promise<number> {
  let total = 0;
  for (;;) {
    const [row] = await notifyExpiringGrants.run({ limit: GRANT_BATCH_SIZE }, ctx.db);
    if (row === undefined || row.notified === 0) return total;
    total += row.notified;
  }
}

/** Deletes deliveries that were created 30 days ago and have ended, `limit` per table. Returns how many. */
export async function cleanUpDeliveries(ctx: Context, limit: number): Promise<number> {
  const [row] = await deleteOldDeliveries.run({ days: RETENTION_DAYS, limit }, ctx.db);
  return row?.removed ?? 0;
}

/**
 * Moves the `limit` oldest deliveries that ended a day ago, with their attempts, to the partitions of their
 * months. Returns how many.
 */
export async function archiveDeliveries(ctx: Context, limit: number): Promise<number> {
  const [row] = await archiveEnded.run({ limit }, ctx.db);
  return row?.archived ?? 0;
}
