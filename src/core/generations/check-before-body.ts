import * as queries from "../../../generated/queries/generations.ts";
import type { Context } from "../../app/context.ts";
import { refusal, type Submission } from "./accept.ts";

/** A request of which only the headers have come. */
export type Announced = Pick<Submission, "caller" | "dialect" | "idempotencyKey" | "resent">;

/**
 * Throws what `accept` would throw for any request of this caller, by the cheapest price there is:
 * `insufficient_credits`, `monthly_cap_reached`, `concurrency_limited`. What may repeat an earlier request
 * passes.
 */
export async function refuseBeforeBody(ctx: Context, announced: Announced): Promise<void> {
  const { caller, dialect, idempotencyKey = null, resent = null } = announced;
  const [row] = await queries.refuseBeforeBody.run(
    {
      accountId: caller.accountId,
      keyId: caller.keyId ?? null,
      runningLimit: caller.runningLimit ?? null,
      ...{ dialect, idempotencyKey, resent },
    },
    ctx.db,
  );
  if (row !== undefined) throw refusal({ ...row, isLeast: true });
}
