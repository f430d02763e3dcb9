import * as queries from "../../../generated/queries/deliveries.ts";
import { notifyExpiringGrants, deleteOldDeliveries } from "../../../generated/queries/webhooks.ts";
import type { Context } from "../../app/context.ts";
import { isUuid, toNotFoundError } from "../../foundation/ids.ts";
import type { WebhookEvent } from "./endpoints.ts";
import { createSampleEvent } from "./samples.ts";

export type DeliveryState = "pending" | "succeeded" | "exhausted" | "skipped";

// So many deliveries one page looks at, for a filter that few fit.
const LOOKED_AT = 5_000;

/** One event for one endpoint. */
export type Delivery = Omit<queries.IListDeliveriesResult, "event" | "state" | "fits" | "isEnd"> & {
  event: WebhookEvent;
  state: DeliveryState;
};

/** One request to an endpoint and what came back. */
export type DeliveryAttempt = Omit<
  queries.IListAttemptsResult,
  "requestHeaders" | "responseHeaders"
> & {
  requestHeaders: Record<string, string>;
  responseHeaders: Record<string, string>;
};

const KEPT_DAYS = 30;
// The accounts of so many grants are locked together until the statement ends.
const GRANTS_AT_ONCE = 500;

/**
 * A page of an endpoint's deliveries, the newest first, and the id to go on after. A page may be short
 * and not the last: a filter that few fit is looked for in a bounded stretch at a time.
 */
export async function listDeliveries(
  ctx: Context,
  endpointId: string,
  page: {
    states?: DeliveryState[] | undefined;
    event?: string | undefined;
    beforeId?: string | undefined;
    limit: number;
  },
): Promise<{ deliveries: Delivery[]; nextId: string | undefined }> {
  const { states, event, beforeId, limit } = page;
  const wanted = {
    endpointId,
    limit: limit + 1,
    window: LOOKED_AT,
    states: states ?? null,
    event: event ?? null,
    beforeId: beforeId ?? null,
  };
  const rows = await queries.listDeliveries.run(wanted, ctx.db);
  const shown = rows.filter(({ fits }) => fits).slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : rows.find(({ isEnd }) => isEnd);
  // The `check`s of the table close both columns to these words.
  return { deliveries: shown as Delivery[], nextId: last?.id };
}

/** Deliveries of an account by their ids; a stranger's are left out. */
export async function findAll(ctx: Context, accountId: string, ids: string[]) {
  if (ids.length === 0) return [];
  // The `check`s of the table close both columns to these words.
  const rows = await queries.findDeliveries.run({ accountId, ids }, ctx.db);
  return rows as (Delivery & { body: string; endpointId: string })[];
}

/** One delivery of an endpoint, with the bytes that are sent. Throws `not_found`. */
export async function getDelivery(
  ctx: Context,
  endpoint: { id: string; accountId: string },
  id: string,
): Promise<Delivery & { body: string }> {
  const rows = isUuid(id) ? await findAll(ctx, endpoint.accountId, [id]) : [];
  const found = rows.find((row) => row.endpointId === endpoint.id);
  if (found === undefined) throw toNotFoundError();
  return found;
}

/** The attempts of a delivery, the first one first. */
export async function listDeliveryAttempts(
  ctx: Context,
  deliveryId: string,
): Promise<DeliveryAttempt[]> {
  // `deliver` alone writes these columns, out of headers.
  return (await queries.listAttempts.run({ deliveryId }, ctx.db)) as DeliveryAttempt[];
}

/**
 * Sends deliveries of an endpoint once more, each under the same id with the same bytes: one of
 * them, or all that were made out since a moment and have failed. Answers how many; one that is
 * pending anyway stays as it is.
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

/** Sends an event with made-up data, once, also to a disabled endpoint. Answers the delivery's id. */
export async function sendTest(
  ctx: Context,
  endpointId: string,
  event: WebhookEvent,
): Promise<string> {
  const id = Bun.randomUUIDv7();
  await queries.sendTestEvent.run(
    { id, endpointId, event, data: createSampleEvent(event) },
    ctx.db,
  );
  return id;
}

/** Emits `credits.expiring` for grants that expire within 72 hours, once each. Returns how many. */
export async function notifyExpiring(ctx: Context): Promise<number> {
  let total = 0;
  for (;;) {
    const [row] = await notifyExpiringGrants.run({ limit: GRANTS_AT_ONCE }, ctx.db);
    if (row === undefined || row.notified === 0) return total;
    total += row.notified;
  }
}

/** Forgets deliveries that ended 30 days ago or before, some at a time. Answers how many. */
export async function cleanUpDeliveries(ctx: Context, limit: number): Promise<number> {
  const [row] = await deleteOldDeliveries.run({ days: KEPT_DAYS, limit }, ctx.db);
  return row?.removed ?? 0;
}
