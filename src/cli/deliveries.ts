import * as accounts from "../core/accounts/accounts.ts";
import { CLI } from "../core/audit/actor.ts";
import * as deliveries from "../core/webhooks/operator-deliveries.ts";
import { fromOperatorDelivery } from "../dialects/account/operator-mapping.ts";
import { toDeliveryStates } from "../dialects/account/webhook-mapping.ts";
import { command } from "./command.ts";
import { argument, defaulted, email, id, oneOf, optional, REASON, wholeNumber } from "./options.ts";
import { withRuntime } from "./runtime.ts";
import { table } from "./terminal.ts";

const STATUSES = ["pending", "delivered", "failed"] as const;

const listedId = id("delivery list");

/** Lists webhook deliveries of all accounts. */
export const deliveryList = command({
  name: "delivery list",
  summary: "List webhook deliveries of all accounts, newest first",
  options: {
    status: optional(oneOf("STATUS", STATUSES), `Only with this status: ${STATUSES.join(", ")}`),
    email: optional(email, "Only of the account with this email address"),
    limit: defaulted(wholeNumber(1_000), 50, "How many at most; 50 by default"),
    before: optional(
      listedId,
      "Only deliveries after this one in the list: `next` of the last page",
    ),
  },
  async run(context, { status, email, limit, before: beforeId }) {
    const { deliveries: rows, nextId } = await withRuntime(context, async (ctx) => {
      const account =
        email === undefined ? undefined : await accounts.getAccountByEmail(ctx, email);
      const page = { accountId: account?.id, states: toDeliveryStates(status), limit, beforeId };
      return deliveries.listOperatorDeliveries(ctx, page);
    });
    const listed = rows.map(fromOperatorDelivery);
    const lines = listed.map((row) => [
      ...[row.id, row.status, row.account_email, row.event, String(row.attempt_count)],
      ...[String(row.last_status_code ?? row.last_error ?? "-"), row.created_at, row.url],
    ]);
    const head = ["ID", "STATUS", "EMAIL", "EVENT", "ATTEMPTS", "LAST", "CREATED", "URL"];
    context.terminal.result({ deliveries: listed, next: nextId ?? null }, [
      ...table([head, ...lines]),
      ...(nextId === undefined ? [] : [`More deliveries follow: --before ${nextId}`]),
    ]);
  },
});

/** Sends a webhook delivery again. */
export const deliveryResend = command({
  name: "delivery resend",
  changes: true,
  summary: "Send a finished webhook delivery again, with the same id and body",
  options: { id: argument(listedId, "The id of the delivery"), reason: REASON },
  async run(context, { id, reason = null }) {
    await withRuntime(context, (ctx) => deliveries.resendForOperator(ctx, id, { ...CLI, reason }));
    context.terminal.result({ id }, [`The delivery ${id} is pending again.`]);
  },
});
