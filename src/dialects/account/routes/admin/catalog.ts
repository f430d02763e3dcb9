import type { components } from "../../../../../generated/account/server.ts";
import type { Context } from "../../../../app/context.ts";
import { toActor } from "../../../../core/audit/actor.ts";
import * as plans from "../../../../core/billing/plans.ts";
import * as prices from "../../../../core/billing/prices.ts";
import * as legacySizes from "../../../../core/models/legacy-sizes.ts";
import * as models from "../../../../core/models/models.ts";
import { formatSize, parseSize } from "../../../../core/models/sizes.ts";
import { unusableProviders } from "../../../../core/models/usable-providers.ts";
import type { PixelSize } from "../../../../providers/provider.ts";
import type { SessionCall } from "../../call.ts";

type Schemas = components["schemas"];

/** Models, plans and prices. */
export const catalogRoutes = {
  listPrices,
  replacePrices,
  listAdminModels,
  putModel,
  listLegacySizes,
  replaceLegacySizes,
  listPlans,
  putPlan,
};

async function listPrices(call: SessionCall<"listPrices">) {
  return call.reply(200, await toPricesResponse(call.ctx));
}

async function replacePrices(call: SessionCall<"replacePrices">) {
  const { ctx, body } = call;
  await prices.replacePrices(ctx, body.data, toActor(call.caller, body.reason));
  return call.reply(200, await toPricesResponse(ctx));
}

async function listAdminModels(call: SessionCall<"listAdminModels">) {
  const rows = await models.listAllModels(call.ctx);
  return call.reply(200, { data: rows.map((row) => fromModel(call.ctx, row)) });
}

async function putModel(call: SessionCall<"putModel">) {
  const { ctx, body } = call;
  const { id, name, position, enabled } = body;
  const routes = body.providers.map(({ provider, provider_model: providerModel }) => ({
    provider,
    providerModel,
  }));
  const model = {
    id,
    name,
    position,
    enabled,
    routes,
    maxImages: body.max_images,
    referenceImageLimit: body.reference_image_limit,
    defaultFor: body.default_for,
    aliases: body.aliases,
    capabilities: body.capabilities,
  };
  await models.putModel(ctx, model, toActor(call.caller, body.reason ?? null));
  return call.reply(200, fromModel(ctx, await models.getListedModel(ctx, id)));
}

type ModelRow = Awaited<ReturnType<typeof models.listAllModels>>[number];

function fromModel(ctx: Context, row: ModelRow): Schemas["AdminModel"] {
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
    // The table's constraint allows only the values of the OpenAPI document.
    default_for: row.defaultFor as Schemas["DefaultDialect"][],
    aliases: row.aliases,
    // As above.
    capabilities: row.capabilities as Schemas["Capability"][],
    unusable_providers: unusableProviders(ctx.providers, names),
  };
}

function toProviderRoute(route: string): Schemas["AdminModel"]["providers"][number] {
  const [provider = "", ...rest] = route.split(":");
  // Only providers that the core knows are written.
  return { provider, provider_model: rest.join(":") } as Schemas["AdminModel"]["providers"][number];
}

async function listLegacySizes(call: SessionCall<"listLegacySizes">) {
  return call.reply(200, await toLegacySizesResponse(call.ctx));
}

async function replaceLegacySizes(call: SessionCall<"replaceLegacySizes">) {
  const { ctx, body } = call;
  const sizes = body.data.map(({ size, generated_size }) => ({
    size: readSize(size),
    generated: readSize(generated_size),
  }));
  await legacySizes.replaceLegacySizes(ctx, sizes, toActor(call.caller, body.reason ?? null));
  return call.reply(200, await toLegacySizesResponse(ctx));
}

async function toLegacySizesResponse(ctx: Context): Promise<Schemas["LegacySizeList"]> {
  const sizes = await legacySizes.listLegacySizes(ctx);
  return {
    data: sizes.map(({ size, generated }) => ({
      size: formatSize(size),
      generated_size: formatSize(generated),
    })),
  };
}

function readSize(text: string): PixelSize {
  const size = parseSize(text);
  if (size === undefined) throw new RangeError("expected a size of the documented pattern");
  return size;
}

async function listPlans(call: SessionCall<"listPlans">) {
  const data = (await plans.listPlans(call.ctx)).map(fromPlan);
  return call.reply(200, { data });
}

async function putPlan(call: SessionCall<"putPlan">) {
  const { ctx, body } = call;
  const plan = {
    id: body.id,
    name: body.name,
    monthlyCreditCap: body.monthly_credit_cap,
    monthlyGrantCredits: body.monthly_grant_credits,
    retentionDays: body.retention_days,
    maxKeyDays: body.max_key_days,
    priority: body.priority,
    blockedPerDay: body.blocked_per_day,
    minModeration: body.min_moderation,
    imageMetadata: body.image_metadata,
    access: body.access.map((entry) => ({
      dialect: entry.dialect,
      allowed: entry.allowed,
      requestsPerHour: entry.requests_per_hour,
      runningLimit: entry.running_limit,
      accountRequestsPerHour: entry.account_requests_per_hour ?? null,
      accountRunningLimit: entry.account_running_limit ?? null,
    })),
  };
  const saved = await plans.putPlan(ctx, plan, toActor(call.caller, body.reason ?? null));
  return call.reply(200, fromPlan(saved));
}

function fromPlan(plan: plans.PlanWithAccess): Schemas["Plan"] {
  return {
    id: plan.id,
    name: plan.name,
    monthly_credit_cap: plan.monthlyCreditCap,
    monthly_grant_credits: plan.monthlyGrantCredits,
    retention_days: plan.retentionDays,
    max_key_days: plan.maxKeyDays,
    priority: plan.priority,
    blocked_per_day: plan.blockedPerDay,
    min_moderation: plan.minModeration,
    image_metadata: plan.imageMetadata,
    access: plan.access.map((entry): Schemas["Plan"]["access"][number] => ({
      // Only dialects of the OpenAPI document are written.
      dialect: entry.dialect as Schemas["Plan"]["access"][number]["dialect"],
      allowed: entry.allowed,
      requests_per_hour: entry.requestsPerHour,
      running_limit: entry.runningLimit,
      account_requests_per_hour: entry.accountRequestsPerHour,
      account_running_limit: entry.accountRunningLimit,
    })),
  };
}

async function toPricesResponse(ctx: Context): Promise<Schemas["PriceList"]> {
  return { data: (await prices.listPrices(ctx)).map(fromPrice) };
}

function fromPrice(row: Awaited<ReturnType<typeof prices.listPrices>>[number]): Schemas["Price"] {
  // The table's constraints and the command line allow only the values of the OpenAPI document.
  return {
    dialect: row.dialect as Schemas["Price"]["dialect"],
    model: row.model,
    tier: row.tier as Schemas["Price"]["tier"],
    quality: row.quality as Schemas["Price"]["quality"],
    credits: row.credits,
  };
}
