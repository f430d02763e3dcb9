import * as queries from "../../../generated/queries/models.ts";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";
import * as keptModels from "./model-cache.ts";

/** The models on offer, with the price of one picture of each tier in a dialect. */
export function listModels(ctx: Context, dialect: string) {
  return queries.listModels.run({ dialect }, ctx.db);
}

/**
 * One model on offer. Throws `invalid_request`, with the models there are, where there is none of that
 * name.
 */
export async function getModel(ctx: Context, id: string) {
  const model = await keptModels.findCachedModel(ctx.db, id);
  if (model !== undefined) return model;
  const others = (await listModels(ctx, "hub")).map((each) => each.id);
  const message = `model: unknown model. Available models: ${others.join(", ") || "none"}.`;
  throw new AppError("invalid_request", message, {
    details: { issues: [{ path: ["model"], reason: "is not a model on offer" }] },
  });
}

/**
 * Returns the model for a request without one: the explicit default of the dialect if it is enabled,
 * otherwise the first enabled model of the list. Throws `unavailable` without any enabled model.
 */
export async function getFirst(ctx: Context, dialect: string) {
  const rows = await listModels(ctx, dialect);
  const model = rows.find(({ isDefault }) => isDefault) ?? rows[0];
  if (model !== undefined) return model;
  throw new AppError("unavailable", "There is no model on offer right now. Try again later.");
}

/** Every model there is, also those that are not on offer, with its routes as "provider:model". */
export function listAllModels(ctx: Context) {
  return queries.listAllModels.run(undefined, ctx.db);
}

/** A model as the list of models tells of it. */
export interface Model {
  id: string;
  name: string;
  /** Whose model it is, which is not always who draws it: see its routes. */
  provider: string;
  providerModel: string;
  maxImages: number;
  referenceImageLimit: number;
  position: number;
  enabled: boolean;
  /** Dialects that use this model for a request without a model. */
  defaultFor: string[];
}

/** Dialects whose default model can be set: plus has no model field, and the playground uses hub. */
export const DEFAULT_DIALECTS = ["hub", "plus"] as const;

/** A model to add. Without `position` it comes last; without `defaultFor` no default changes. */
export type NewModel = Omit<Model, "enabled" | "position" | "defaultFor"> & {
  [Name in "position" | "defaultFor"]?: Model[Name] | undefined;
};

/**
 * Puts a model on offer, with its line in the audit log. Throws `invalid_request` where the name is
 * taken.
 */
export async function addModel(ctx: Context, model: NewModel): Promise<void> {
  const wanted = { actorId: null, model: { id: model.id, ...toColumns(model) } };
  const [row] = await queries.addModel.run(wanted, ctx.db);
  if (row?.added !== true)
    throw new AppError("invalid_request", `There is a model ${model.id} already.`);
}

/** What of a model may be changed. */
export type ModelChange = {
  [Name in keyof Omit<Model, "id">]?: Model[Name] | undefined;
};

/**
 * Changes what is named and leaves the rest, with its line in the audit log. `defaultFor` adds to the
 * dialects that have this model as their default. Throws `not_found` where
 * there is no such model.
 */
export async function changeModel(ctx: Context, id: string, change: ModelChange): Promise<void> {
  const wanted = { actorId: null, id, change: toColumns(change) };
  const [row] = await queries.setModel.run(wanted, ctx.db);
  if (row?.found !== true) throw unknown(id);
}

/** What is given of a model, by the names of its columns. */
function toColumns(model: ModelChange): Record<string, queries.Json> {
  const { providerModel, maxImages, referenceImageLimit, defaultFor, ...same } = model;
  const columns: Record<string, queries.Json | undefined> = {
    ...{ ...same, provider_model: providerModel, max_images: maxImages },
    ...{ reference_image_limit: referenceImageLimit, default_for: defaultFor },
  };
  const given = Object.entries(columns).flatMap(([name, value]): [string, queries.Json][] =>
    value === undefined ? [] : [[name, value]],
  );
  return Object.fromEntries(given);
}

/** A provider that may draw a model, and its own name of it. */
export interface RouteName {
  provider: string;
  providerModel: string;
}

/**
 * Gives a model these routes, in order, and no others, with its line in the audit log. Throws
 * `not_found`.
 */
export async function setRoutes(ctx: Context, model: string, routes: RouteName[]): Promise<void> {
  const providers = routes.map((route) => route.provider);
  const providerModels = routes.map((route) => route.providerModel);
  const wanted = { actorId: null, model, providers, providerModels };
  const [row] = await queries.setModelRoutes.run(wanted, ctx.db);
  if (row?.found !== true) throw unknown(model);
}

function unknown(id: string): AppError {
  return new AppError("not_found", `There is no model ${id}: see the list of models.`);
}

/** Every price, most general first. */
export function listPrices(ctx: Context) {
  return queries.listPrices.run(undefined, ctx.db);
}

/** What one picture costs; "*" stands for any. */
export interface Price {
  dialect: string;
  model: string;
  tier: string;
  quality: string;
  credits: number;
}

/** Sets one price and leaves the others, with its line in the audit log. */
export async function setPrice(ctx: Context, price: Price): Promise<void> {
  await queries.setPrice.run({ actorId: null, price: { ...price } }, ctx.db);
}
