import * as queries from "../../generated/queries/models.ts";
import type { Context } from "../context.ts";
import { AppError } from "../errors.ts";

/** The models on offer, with the price of one picture of each tier in a dialect. */
export function list(ctx: Context, dialect: string) {
  return queries.listModels.run({ dialect }, ctx.db);
}

/** One model on offer. Throws `invalid_request` where there is none of that name. */
export async function get(ctx: Context, id: string) {
  const [model] = await queries.findModel.run({ id }, ctx.db);
  if (model !== undefined) return model;
  throw new AppError("invalid_request", "There is no such model: see the list of models.", {
    details: { issues: [{ path: ["model"], reason: "is not a model on offer" }] },
  });
}

/** The first model on offer, for a dialect that names none. Throws `unavailable` where there is none. */
export async function getFirst(ctx: Context, dialect: string) {
  const [model] = await list(ctx, dialect);
  if (model !== undefined) return model;
  throw new AppError("unavailable", "There is no model on offer right now. Try again later.");
}

/** Every price, most general first. */
export function listPrices(ctx: Context) {
  return queries.listPrices.run(undefined, ctx.db);
}

/** Sets the credits of one picture; "*" stands for any dialect, model, tier or quality. */
export async function setPrice(ctx: Context, price: queries.ISetPriceParams) {
  const [row] = await queries.setPrice.run(price, ctx.db);
  return row;
}
