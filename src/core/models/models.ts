import * as queries from "../../../generated/queries/models.ts";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";
import { type Actor, CLI } from "../audit/actor.ts";
import * as modelCache from "./model-cache.ts";

/** Lists the enabled models with the price of one image of each tier in a dialect. */
export function listModels(ctx: Context, dialect: string) {
  return queries.listModels.run({ dialect }, ctx.db);
}

/** Returns an enabled model. Throws `invalid_request` with the available models for an unknown one. */
export async function getModel(ctx: Context, id: string) {
  const model = await modelCache.findCachedModel(ctx.db, id);
  if (model !== undefined) return model;
  const available = (await listModels(ctx, "hub")).map((each) => each.id);
  const message = `model: unknown model. Available models: ${available.join(", ") || "none"}.`;
  throw new AppError("invalid_request", message, {
    details: { issues: [{ path: ["model"], reason: "is not an available model" }] },
  });
}

/**
 * Returns the model for a request without one: the explicit default of the dialect if it is enabled,
 * otherwise the first enabled model of the list. Throws `unavailable` without any enabled model.
 */
export async function getDefaultModel(ctx: Context, dialect: string) {
  const rows = await listModels(ctx, dialect);
  const model = rows.find(({ isDefault }) => isDefault) ?? rows[0];
  if (model !== undefined) return model;
  throw new AppError("unavailable", "No model is available. Try again later.");
}

/** Lists the aliases of enabled models that are no model's id. */
export function listAliases(ctx: Context) {
  return queries.listOfferedAliases.run(undefined, ctx.db);
}

/** Lists all models, including disabled ones, with their routes as "provider:model". */
export function listAllModels(ctx: Context) {
  return queries.listAllModels.run(undefined, ctx.db);
}

/** Returns one model of `listAllModels`. Throws `not_found`. */
export async function getListedModel(ctx: Context, id: string) {
  const model = (await listAllModels(ctx)).find((each) => each.id === id);
  if (model === undefined) throw toUnknownModelError(id);
  return model;
}

/** A provider that can serve a model, and the provider's name of it. */
export interface RouteName {
  provider: string;
  providerModel: string;
}

/** A model, without its routes. */
export interface Model {
  id: string;
  name: string;
  /** Vendor of the model, which can differ from the providers of its routes. */
  provider: string;
  providerModel: string;
  maxImages: number;
  referenceImageLimit: number;
  position: number;
  enabled: boolean;
  /** Dialects that use this model for a request without a model. */
  defaultFor: string[];
  /** Optional request fields that it honors, of `CAPABILITIES`. */
  capabilities: string[];
}

/** Dialects whose default model can be set: plus has no model field, and the playground uses hub. */
export const DEFAULT_DIALECTS = ["hub", "plus"] as const;

/** A new model. Without `position` it is the last; without `defaultFor` no default changes. */
export type NewModel = Omit<Model, "enabled" | "position" | "defaultFor" | "capabilities"> & {
  [Name in "position" | "defaultFor"]?: Model[Name] | undefined;
};

/**
 * Adds a model and writes an audit entry. It is enabled if every request for it has a price. Otherwise it is
 * disabled, no default changes, and the first request without a price is returned. Throws
 * `invalid_request` if the id exists.
 */
export async function addModel(
  ctx: Context,
  model: NewModel,
  actor: Actor = CLI,
): Promise<string | undefined> {
  assertDefaultDialects(model.defaultFor);
  const [row] = await queries.addModel.run({ ...actor, ...model }, ctx.db);
  modelCache.invalidateModelCache(ctx.db);
  if (row?.added !== true)
    throw new AppError("invalid_request", `The model ${model.id} already exists.`);
  const [disabled] = await queries.findUnpriced.run({ id: model.id }, ctx.db);
  return disabled?.unpriced ?? undefined;
}

/** Changes of a model. Undefined members do not change. */
export type ModelChange = {
  [Name in keyof Omit<Model, "id">]?: Model[Name] | undefined;
};

/**
 * Changes a model and writes an audit entry. `defaultFor` adds dialects to those that use this model by
 * default. Throws `not_found`, and `invalid_request` if an enabled model would have no price for a request.
 */
export async function changeModel(
  ctx: Context,
  id: string,
  { actor = CLI, ...change }: ModelChange & { actor?: Actor },
): Promise<void> {
  assertDefaultDialects(change.defaultFor);
  const [row] = await queries.setModel
    .run({ ...actor, ...change, id }, ctx.db)
    .catch((error: unknown) => Promise.reject(toChangeError(error)));
  modelCache.invalidateModelCache(ctx.db);
  if (row?.found !== true) throw toUnknownModelError(id);
}

/**
 * Replaces the routes of a model, in order of preference, and writes an audit entry. Throws `not_found`,
 * and `invalid_request` for an unknown or repeated provider.
 */
export async function setRoutes(
  ctx: Context,
  { model, routes }: { model: string; routes: RouteName[] },
  actor: Actor = CLI,
): Promise<void> {
  assertRoutes(routes);
  const providers = routes.map((route) => route.provider);
  const providerModels = routes.map((route) => route.providerModel);
  const wanted = { ...actor, model, providers, providerModels };
  const [row] = await queries.setModelRoutes.run(wanted, ctx.db);
  modelCache.invalidateModelCache(ctx.db);
  if (row?.found !== true) throw toUnknownModelError(model);
}

/**
 * Makes an alias a name of a model, or of none if `model` is null, and writes an audit entry of each model
 * that changes. Throws `not_found` for an unknown model or alias.
 */
export async function setAlias(
  ctx: Context,
  { alias, model }: { alias: string; model: string | null },
  actor: Actor = CLI,
): Promise<void> {
  const [row] = await queries.setModelAlias.run({ ...actor, alias, model }, ctx.db);
  modelCache.invalidateModelCache(ctx.db);
  if (row?.found === true) return;
  if (model !== null) throw toUnknownModelError(model);
  throw new AppError("not_found", `There is no alias ${alias}: see the list of models.`);
}

/**
 * A complete model to write. Without routes the provider of the PROVIDER setting serves it. Without
 * `position` a new model is the last and an existing one stays in its place; without `defaultFor` no
 * default changes; without `aliases` and `capabilities` these do not change.
 */
export type ModelWithRoutes = Omit<
  Model,
  "provider" | "providerModel" | "position" | "defaultFor" | "capabilities"
> & {
  routes: RouteName[];
  /** Other names that the OpenAI-compatible API accepts. Those of other models become names of this one. */
  aliases?: string[] | undefined;
} & { [Name in "position" | "defaultFor" | "capabilities"]?: Model[Name] | undefined };

/**
 * Creates or replaces a model with its routes and writes an audit entry. Throws `invalid_request` for an
 * unknown or repeated provider, and if an enabled model would have no price for a request.
 */
export async function putModel(
  ctx: Context,
  { routes, ...model }: ModelWithRoutes,
  actor: Actor,
): Promise<void> {
  assertRoutes(routes);
  assertDefaultDialects(model.defaultFor);
  const providers = routes.map((route) => route.provider);
  const providerModels = routes.map((route) => route.providerModel);
  const [row] = await queries.putModel.run(
    { ...actor, ...model, providers, providerModels },
    ctx.db,
  );
  modelCache.invalidateModelCache(ctx.db);
  if (row?.unpriced) throw toUnpricedError(row.unpriced);
}

/** The SQLSTATE of `require_prices`. */
const UNPRICED = "DR001";

function toChangeError(error: unknown): unknown {
  const isUnpriced = error instanceof Error && "code" in error && error.code === UNPRICED;
  return isUnpriced && "detail" in error ? toUnpricedError(String(error.detail)) : error;
}

function toUnpricedError(unpriced: string): AppError {
  const message =
    `The enabled model would have no price for ${unpriced}. ` +
    "Set this price first, or save the model disabled until it has all prices.";
  return new AppError("invalid_request", message, {
    details: { issues: [{ path: ["enabled"], reason: `leaves without a price: ${unpriced}` }] },
  });
}

const KNOWN_PROVIDERS = ["openai", "kie", "demo"];
const PROVIDER_MODEL = /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}$/;

function assertRoutes(routes: RouteName[]): void {
  for (const { provider, providerModel } of routes) {
    if (!KNOWN_PROVIDERS.includes(provider))
      throw invalid("providers", `must be one of ${KNOWN_PROVIDERS.join(", ")}`);
    if (!PROVIDER_MODEL.test(providerModel))
      throw invalid("providers", "has an invalid provider_model");
  }
  if (new Set(routes.map(({ provider }) => provider)).size < routes.length)
    throw invalid("providers", "must not repeat an entry");
}

function assertDefaultDialects(dialects: string[] = []): void {
  const isKnown = (name: string) => DEFAULT_DIALECTS.some((known) => known === name);
  if (!dialects.every(isKnown))
    throw invalid("default_for", `must be one of ${DEFAULT_DIALECTS.join(", ")}`);
}

function toUnknownModelError(id: string): AppError {
  return new AppError("not_found", `There is no model ${id}: see the list of models.`);
}

function invalid(field: string, reason: string): AppError {
  return new AppError("invalid_request", `${field} ${reason}.`, {
    details: { issues: [{ path: [field], reason }] },
  });
}
