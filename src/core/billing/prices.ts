import * as queries from "../../../generated/queries/models.ts";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";
import type { Price } from "../models/models.ts";

/** What a price applies to; `*` stands for any. */
export type PriceKey = Omit<Price, "credits">;

const MATCHED = ["dialect", "model", "tier", "quality"] as const;
const ANY = "*";

/**
 * Returns the prices that apply instead of `price` to some of its requests: those that match a common
 * request and name more, in the order in which `find_price` compares.
 */
export function listMoreSpecific<Other extends PriceKey>(
  price: PriceKey,
  prices: Other[],
): Other[] {
  return prices.filter((other) => overlaps(price, other) && isMoreSpecific(other, price));
}

/**
 * Removes one price, with its entry in the audit log. Throws `not_found`, and `conflict` with the
 * requests that would have no price without it.
 */
export async function removePrice(ctx: Context, price: PriceKey): Promise<void> {
  const [row] = await queries.removePrice.run({ actorId: null, ...price }, ctx.db);
  const unpriced = row?.unpriced;
  if (unpriced == null)
    throw new AppError("not_found", "There is no such price: see the list of prices.");
  if (unpriced.length === 0) return;
  const lines = unpriced.map((line) => `  ${line}`);
  throw new AppError(
    "conflict",
    [
      "Without this price these requests have none. Set another price for them first:",
      ...lines,
    ].join("\n"),
  );
}

function overlaps(one: PriceKey, other: PriceKey): boolean {
  return MATCHED.every(
    (part) => one[part] === other[part] || one[part] === ANY || other[part] === ANY,
  );
}

function isMoreSpecific(one: PriceKey, other: PriceKey): boolean {
  const part = MATCHED.find((each) => (one[each] === ANY) !== (other[each] === ANY));
  return part !== undefined && one[part] !== ANY;
}
