import * as queries from "../../../generated/queries/admin.ts";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";
import * as keptModels from "../models/model-cache.ts";
import { DEFAULT_DIALECTS, listAllModels, type Price } from "../models/models.ts";
import { list as listPlanRows } from "./plans.ts";
import { unusableProviders } from "../models/usable-providers.ts";

/**
 * Replaces the whole list of prices, with its line in the audit log. Throws `invalid_request` where a
 * combination comes twice, or a model on offer would be left without a price.
 */
export async function replacePrices(
  ctx: Context,
  actorId: string | null,
  prices: Price[],
): Promise<void> {
  const places = prices.map(({ credits: _credits, ...place }) =>
    JSON.stringify(Object.entries(place).sort()),
  );
  refuseTwice("data", places);
  // pgtyped's Json knows no interfaces.
  const wanted = { actorId, prices: prices as unknown as queries.Json };
  const [row] = await queries.replacePrices.run(wanted, ctx.db);
  refuseUnpriced("data", row?.unpriced);
}

/** A model and who draws it. */
export interface Model {
  id: string;
  name: string;
  /** The first that takes work first; empty: the provider of the settings. */
  providers: { provider: string; provider_model: string }[];
  max_images: number;
  reference_image_limit: number;
  /** Left out: a new model comes last, another one stays where it is. */
  position?: number | undefined;
  enabled: boolean;
  /** Dialects that use this model for a request without a model. Left out: unchanged. */
  default_for?: string[] | undefined;
}

/** A model as the list returns it. */
export interface ListedModel extends Model {
  position: number;
  default_for: string[];
  /** Those of `providers` that cannot serve it, see `unusableProviders`. */
  unusable_providers: string[];
}

/** Every model with its providers, also those that are not on offer. */
export async function listModels(ctx: Context): Promise<ListedModel[]> {
  return (await listAllModels(ctx)).map((row) => toListed(ctx, row));
}

/** Returns one model. Throws `not_found` where there is none of that id. */
export async function getModel(ctx: Context, id: string): Promise<ListedModel> {
  const row = (await listAllModels(ctx)).find((each) => each.id === id);
  if (row === undefined) throw new AppError("not_found", `There is no model ${id}.`);
  return toListed(ctx, row);
}

function toListed(
  ctx: Context,
  row: Awaited<ReturnType<typeof listAllModels>>[number],
): ListedModel {
  const providers = row.routes.map(toProviderRoute);
  const names = providers.map(({ provider }) => provider);
  return {
    id: row.id,
    name: row.name,
    providers,
    max_images: row.maxImages,
    reference_image_limit: row.referenceImageLimit,
    position: row.position,
    enabled: row.enabled,
    default_for: row.defaultFor,
    unusable_providers: unusableProviders(ctx.providers, names),
  };
}

function toProviderRoute(route: string): Model["providers"][number] {
  const [provider = "", ...rest] = route.split(":");
  return { provider, provider_model: rest.join(":") };
}

const KNOWN_PROVIDERS = ["openai", "kie", "demo"];
const PROVIDER_MODEL = /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}$/;

/**
 * Writes a model, new or not, with its line in the audit log. Throws `invalid_request` for an unknown
 * provider, one that comes twice, and a model on offer without a price.
 */
export async function putModel(ctx: Context, actorId: string | null, model: Model): Promise<void> {
  for (const { provider, provider_model } of model.providers) {
    if (!KNOWN_PROVIDERS.includes(provider)) {
      throw invalid("providers", `may name ${KNOWN_PROVIDERS.join(", ")}`);
    }
    if (!PROVIDER_MODEL.test(provider_model)) {
      throw invalid("providers", "has a provider_model that cannot be the name of a model");
    }
  }
  refuseTwice(
    "providers",
    model.providers.map(({ provider }) => provider),
  );
  const unknown = model.default_for?.find((name) => !DEFAULT_DIALECTS.some((own) => own === name));
  if (unknown !== undefined)
    throw invalid("default_for", `may name ${DEFAULT_DIALECTS.join(", ")}`);
  // pgtyped's Json knows no interfaces.
  const wanted = { actorId, model: model as unknown as queries.Json };
  const [row] = await queries.putModel.run(wanted, ctx.db);
  keptModels.invalidateModelCache(ctx.db);
  refuseUnpriced("enabled", row?.unpriced);
}

/** A plan with its word on each dialect; one without a word is open and without limits. */
export interface Plan {
  id: string;
  name: string;
  monthly_credit_cap: number | null;
  monthly_grant_credits: number;
  access: {
    dialect: string;
    allowed: boolean;
    requests_per_hour: number | null;
    running_limit: number | null;
  }[];
}

/** Every plan. */
export async function listPlans(ctx: Context): Promise<Plan[]> {
  const rows = await listPlanRows(ctx);
  return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((own) => {
    const [plan] = own;
    if (plan === undefined) return [];
    const access = own.flatMap(({ dialect, allowed, requestsPerHour, runningLimit }) => {
      if (dialect == null) return [];
      const limits = {
        requests_per_hour: requestsPerHour ?? null,
        running_limit: runningLimit ?? null,
      };
      return [{ dialect, allowed: allowed ?? true, ...limits }];
    });
    const { id, name, monthlyCreditCap, monthlyGrantCredits } = plan;
    const amounts = {
      monthly_credit_cap: monthlyCreditCap,
      monthly_grant_credits: monthlyGrantCredits,
    };
    return [{ id, name, ...amounts, access }];
  });
}

/**
 * Writes a plan, new or not, with its line in the audit log. Throws `invalid_request` for a dialect
 * that comes twice.
 */
export async function putPlan(ctx: Context, actorId: string | null, plan: Plan): Promise<void> {
  refuseTwice(
    "access",
    plan.access.map(({ dialect }) => dialect),
  );
  // pgtyped's Json knows no interfaces.
  await queries.putPlan.run({ actorId, plan: plan as unknown as queries.Json }, ctx.db);
}

function refuseTwice(field: string, names: string[]): void {
  if (new Set(names).size < names.length) throw invalid(field, "names something twice");
}

function refuseUnpriced(field: string, unpriced: string | null | undefined | void): void {
  if (unpriced) throw invalid(field, `leaves without a price: ${unpriced}`);
}

function invalid(field: string, reason: string): AppError {
  return new AppError("invalid_request", `${field} ${reason}.`, {
    details: { issues: [{ path: [field], reason }] },
  });
}
