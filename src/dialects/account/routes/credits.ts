import type { operations } from "../../../../generated/account/server.ts";
import type { Call } from "../../../openapi/handlers.ts";
import * as credits from "../../../core/billing/grants.ts";
import type { SignedIn } from "../../../core/accounts/sessions.ts";
import { AppError } from "../../../foundation/errors.ts";
import { fromGrant } from "../mapping.ts";

/** The balance of the account. */
export const creditRoutes = { getCredits };

async function getCredits(call: Call<operations["getCredits"], SignedIn>) {
  const { ctx, caller } = call;
  const { accountId } = caller;
  const [balance, month, grants] = await Promise.all([
    credits.findBalance(ctx, accountId),
    credits.getMonth(ctx, accountId),
    credits.listGrants(ctx, accountId),
  ]);
  if (balance === undefined) throw new AppError("not_found", "The account no longer exists.");
  const [next] = balance.expiring;
  return call.reply(200, {
    credits: balance.spendable,
    held: balance.held,
    plan: { id: month.planId, name: month.planName },
    month: { spent: month.spent, cap: month.monthlyCreditCap },
    next_expiration: next
      ? { credits: next.credits, expires_at: new Date(next.expiresAt).toISOString() }
      : null,
    batches: grants.map(fromGrant),
  });
}
