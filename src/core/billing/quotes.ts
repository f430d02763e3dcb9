import * as queries from "../../../generated/queries/history.ts";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";
import { toNotFoundError } from "../../foundation/ids.ts";

/** What one picture of a kind costs. */
export interface Priced {
  dialect: string;
  model: string;
  tier: string;
  quality: string;
}

export interface Quote {
  unitCredits: number;
  /** What the account can spend at this moment. */
  spendable: number;
  /** What the plan's monthly cap leaves; null without a cap. */
  monthLeft: number | null;
}

/** What a picture would cost an account at this moment, by the function that accepted work is priced by. */
export async function getQuote(ctx: Context, accountId: string, priced: Priced): Promise<Quote> {
  const { dialect, model, tier, quality } = priced;
  const [row] = await queries.quote.run({ accountId, dialect, model, tier, quality }, ctx.db);
  if (row === undefined) throw toNotFoundError();
  const { unitCredits, spendable, monthLeft = null } = row;
  if (unitCredits == null) {
    throw new AppError("internal", "The request could not be priced.", { cause: priced });
  }
  return { unitCredits, spendable, monthLeft: monthLeft ?? null };
}
