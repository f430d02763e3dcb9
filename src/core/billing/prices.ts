import * as queries from "../../../generated/queries/prices.ts";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";
import { type Actor, CLI } from "../audit/actor.ts";

/** The credits of one image. `*` in a key matches any value. */
export interface Price {
  dialect: string;
  model: string;
  tier: string;
  quality: string;
  credits: number;
}

/** The requests that a price applies to. */
export type PriceKey = Omit<Price, "credits">;

const KEY_PARTS = ["dialect", "model", "tier", "quality"] as const;
const ANY = "*";

/** Lists the prices, most general first. */
export function listPrices(ctx: Context) {
  return queries.listPrices.run(undefined, ctx.db);
}

/**
 * Returns the prices that apply instead of `price` to some of its requests: those that match a common
 * request and are more specific, in the order in which `find_price` compares.
 */
export function listMoreSpecific<Other extends PriceKey>(
  price: PriceKey,
  prices: Other[],
): Other[] {
  return prices.filter((other) => overlaps(price, other) && isMoreSpecific(other, price));
}

/** Returns the price of a request, which is the most specific match as in `find_price`. */
export function pickPrice<Each extends PriceKey>(
  prices: Each[],
  request: PriceKey,
): Each | undefined {
  const matching = prices.filter((price) =>
    KEY_PARTS.every((part) => price[part] === ANY || price[part] === request[part]),
  );
  return matching.reduce<Each | undefined>(
    (best, price) => (best === undefined || isMoreSpecific(price, best) ? price : best),
    undefined,
  );
}

/** Sets one price and writes an audit entry. */
export async function setPrice(ctx: Context, price: Price, actor: Actor = CLI): Promise<void> {
  await queries.setPrice.run({ ...actor, ...price }, ctx.db);
}

/**
 * Replaces all prices and writes an audit entry. Throws `invalid_request` for a repeated key, and if an
 * enabled model would have no price for some request.
 */
export async function replacePrices(ctx: Context, prices: Price[], actor: Actor): Promise<void> {
  const keys = prices.map((price) => JSON.stringify(KEY_PARTS.map((part) => price[part])));
  if (new Set(keys).size < keys.length) throw invalidPrices("must not repeat an entry");
  const wanted = {
    ...actor,
    dialects: prices.map(({ dialect }) => dialect),
    models: prices.map(({ model }) => model),
    tiers: prices.map(({ tier }) => tier),
    qualities: prices.map(({ quality }) => quality),
    credits: prices.map(({ credits }) => credits),
  };
  const [row] = await queries.replacePrices.run(wanted, ctx.db);
  const remedy = " Add a price for it, or disable the model first.";
  if (row?.unpriced) throw invalidPrices(`leaves without a price: ${row.unpriced}`, remedy);
}

function invalidPrices(reason: string, remedy = ""): AppError {
  return new AppError("invalid_request", `data ${reason}.${remedy}`, {
    details: { issues: [{ path: ["data"], reason }] },
  });
}

/**
 * Removes one price and writes an audit entry. Throws `not_found`, and `conflict` with the requests that
 * would have no price without it.
 */
export async function removePrice(
  ctx: Context,
  price: PriceKey,
  actor: Actor = CLI,
): Promise<void> {
  const [row] = await queries.removePrice.run({ ...actor, ...price }, ctx.db);
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
  return KEY_PARTS.every(
    (part) => one[part] === other[part] || one[part] === ANY || other[part] === ANY,
  );
}

function isMoreSpecific(one: PriceKey, other: PriceKey): boolean {
  const part = KEY_PARTS.find((each) => (one[each] === ANY) !== (other[each] === ANY));
  return part !== undefined && one[part] !== ANY;
}
