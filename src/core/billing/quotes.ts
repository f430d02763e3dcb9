import * as queries from "../../../generated/queries/prices.ts";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";
import { toNotFoundError } from "../../foundation/ids.ts";

/** The properties that determine the price of an image. */
interface Priced {
  dialect: string;
  model: string;
  tier: string;
  quality: string;
}

interface Quote {
  unitCredits: number;
  /** Credits that the account can spend. */
  spendable: number;
  /** Credits left under the plan's monthly cap. Null: no cap. */
  monthLeft: number | null;
}

/** Returns the current price of an image, computed by the same function as for accepted requests. */
export async function getQuote(ctx: Context, accountId: string, priced: Priced): Promise<Quote> {
  const { dialect, model, tier, quality } = priced;
  const [row] = await queries.findQuote.run({ accountId, dialect, model, tier, quality }, ctx.db);
  if (row === undefined) throw toNotFoundError();
  const { unitCredits, spendable, monthLeft = null } = row;
  if (unitCredits == null) {
    throw new AppError("internal", "The request could not be priced.", { cause: priced });
  }
  return { unitCredits, spendable, monthLeft: monthLeft ?? null };
}
