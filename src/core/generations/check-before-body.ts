import * as queries from "../../../generated/queries/acceptance.ts";
import type { Context } from "../../app/context.ts";
import { toRejectionError } from "./accept.ts";
import { settleInterruptions } from "./interrupted-responses.ts";
import type { Submission } from "./submission.ts";

/** A request whose headers were received, but not its body. */
type Announced = Pick<Submission, "caller" | "dialect" | "idempotencyKey" | "isRetry">;

/**
 * Rejects a request that could not be accepted at any price, before its body is read: throws `invalid_key`
 * for a disabled account, `account_suspended`, `insufficient_credits`, `monthly_cap_reached`,
 * `key_budget_reached` or `concurrency_limited`, computed with the lowest price. A request that may repeat
 * an earlier one passes.
 */
export async function checkBeforeBody(ctx: Context, announced: Announced): Promise<void> {
  const { caller, dialect, idempotencyKey = null, isRetry = null } = announced;
  await settleInterruptions(ctx.db, caller.keyId);
  const [row] = await queries.refuseBeforeBody.run(
    {
      accountId: caller.accountId,
      keyId: caller.keyId ?? null,
      runningLimit: caller.runningLimit ?? null,
      ...{ dialect, idempotencyKey, isRetry },
    },
    ctx.db,
  );
  if (row !== undefined) throw toRejectionError({ ...row, isLeast: true });
}
