import type { components, operations } from "../../../../../generated/account/server.ts";
import type { Call } from "../../../../openapi/handlers.ts";
import type { Context } from "../../../../app/context.ts";
import * as catalogue from "../../../../core/billing/catalog.ts";
import * as models from "../../../../core/models/models.ts";
import type { SignedIn } from "../../../../core/accounts/sessions.ts";

type Own<Name extends keyof operations> = Call<operations[Name], SignedIn>;
type Schemas = components["schemas"];

/** Administration of models, plans and prices. */
export const catalogueRoutes = {
  listPrices,
  replacePrices,
  listAdminModels,
  putModel,
  listPlans,
  putPlan,
};

async function listPrices(call: Own<"listPrices">) {
  return call.reply(200, await toPricesResponse(call.ctx));
}

async function replacePrices(call: Own<"replacePrices">) {
  const { ctx, caller, body } = call;
  await catalogue.replacePrices(ctx, caller.accountId, body.data);
  return call.reply(200, await toPricesResponse(ctx));
}

async function listAdminModels(call: Own<"listAdminModels">) {
  const data = (await catalogue.listModels(call.ctx)).map(toModel);
  return call.reply(200, { data });
}

async function putModel(call: Own<"putModel">) {
  const { ctx, caller, body } = call;
  await catalogue.putModel(ctx, caller.accountId, body);
  return call.reply(200, toModel(await catalogue.getModel(ctx, body.id)));
}

function toModel(model: catalogue.ListedModel): Schemas["AdminModel"] {
  // A check constraint allows only the values of the document.
  return { ...model, default_for: model.default_for as Schemas["DefaultDialect"][] };
}

async function listPlans(call: Own<"listPlans">) {
  const plans = await catalogue.listPlans(call.ctx);
  // Dialects are written only by handlers, with values of the document.
  return call.reply(200, { data: plans as Schemas["Plan"][] });
}

async function putPlan(call: Own<"putPlan">) {
  const { ctx, caller, body } = call;
  await catalogue.putPlan(ctx, caller.accountId, body);
  return call.reply(200, body);
}

async function toPricesResponse(ctx: Context): Promise<Schemas["PriceList"]> {
  const rows = await models.listPrices(ctx);
  // Check constraints and the command line allow only the values of the document.
  return { data: rows as Schemas["Price"][] };
}
