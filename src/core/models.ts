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

/** Every model there is, also those that are not on offer, with its routes as "provider:model". */
export function listAll(ctx: Context) {
  return queries.listAllModels.run(undefined, ctx.db);
}

/** Puts a model on offer. Throws `invalid_request` where the name is taken. */
export async function add(ctx: Context, model: queries.IAddModelParams): Promise<void> {
  const [row] = await queries.addModel.run(model, ctx.db);
  if (row === undefined)
    throw new AppError("invalid_request", `There is a model ${model.id} already.`);
}

/** What of a model may be changed. */
export type ModelChange = {
  [Name in keyof Omit<queries.ISetModelParams, "id">]?: queries.ISetModelParams[Name];
};

/** Changes what is named and leaves the rest. Throws `not_found` where there is no such model. */
export async function set(ctx: Context, id: string, change: ModelChange): Promise<void> {
  const unchanged = {
    ...{ name: null, provider: null, providerModel: null, maxImages: null },
    ...{ referenceImageLimit: null, position: null, enabled: null },
  };
  const named = Object.entries(change).filter(([, value]) => value !== undefined);
  const params = { ...unchanged, ...Object.fromEntries(named), id };
  const [row] = await queries.setModel.run(params, ctx.db);
  if (row === undefined) throw unknown(id);
}

/** A provider that may draw a model, and its own name of it. */
export interface RouteName {
  provider: string;
  providerModel: string;
}

/** Gives a model these routes, in order, and no others. Throws `not_found`. */
export async function setRoutes(ctx: Context, model: string, routes: RouteName[]): Promise<void> {
  const providers = routes.map((route) => route.provider);
  const providerModels = routes.map((route) => route.providerModel);
  const [row] = await queries.setModelRoutes.run({ model, providers, providerModels }, ctx.db);
  if (row?.found !== true) throw unknown(model);
}

function unknown(id: string): AppError {
  return new AppError("not_found", `There is no model ${id}: see the list of models.`);
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
