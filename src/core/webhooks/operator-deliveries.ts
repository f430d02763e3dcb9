import * as queries from "../../../generated/queries/deliveries.ts";
import type { Context } from "../../app/context.ts";
import { splitPage } from "../../database/bounded-page.ts";
import { assertChanged, isUuid, toNotFoundError } from "../../foundation/ids.ts";
import type { Actor } from "../audit/actor.ts";
import type { DeliveryState } from "./deliveries.ts";

// Rows that one page examines at most, for filters that match few deliveries.
const PAGE_WINDOW = 5_000;

/** A delivery of any account, with its owner and its endpoint. */
export type OperatorDelivery = Omit<queries.IListOperatorDeliveriesResult, "isMatch" | "isEnd">;

/**
 * Lists the deliveries of all accounts or of one, newest first. Returns the id for the next page. A page can
 * have fewer entries than `limit` although more follow, because a page examines a limited number of rows.
 */
export async function listOperatorDeliveries(
  ctx: Context,
  page: {
    accountId?: string | undefined;
    states?: DeliveryState[] | undefined;
    beforeId?: string | undefined;
    limit: number;
  },
): Promise<{ deliveries: OperatorDelivery[]; nextId: string | undefined }> {
  const { accountId, states, beforeId, limit } = page;
  if (![accountId, beforeId].every((id) => id === undefined || isUuid(id)))
    return { deliveries: [], nextId: undefined };
  const wanted = { accountId, states, beforeId, limit: limit + 1, window: PAGE_WINDOW };
  const rows = await queries.listOperatorDeliveries.run(wanted, ctx.db);
  const { shown, last } = splitPage(rows, limit);
  return { deliveries: shown, nextId: last?.id };
}

const REFUSALS: Record<string, string> = {
  pending: "The delivery is still pending.",
  disabled: "The endpoint of the delivery is disabled or deleted, so that it gets no events.",
};

/**
 * Sends a delivery of any account again, with the same id and body, and writes an audit entry. Throws
 * `not_found`, and `conflict` if it is pending or its endpoint is disabled or deleted.
 */
export async function resendForOperator(
  ctx: Context,
  deliveryId: string,
  actor: Actor,
): Promise<void> {
  if (!isUuid(deliveryId)) throw toNotFoundError();
  const [row] = await queries.resendForOperator.run({ ...actor, deliveryId }, ctx.db);
  assertChanged(row?.outcome, REFUSALS);
}
