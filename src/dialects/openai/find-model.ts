import type { Context } from "../../app/context.ts";
import { listCapabilities } from "../../core/models/capabilities.ts";
import { findCachedModelByName } from "../../core/models/model-cache.ts";
import { AppError } from "../../foundation/errors.ts";

/** Returns a model by its id or alias, or undefined if this server does not offer it. */
export async function findOfferedModel(ctx: Context, id: string) {
  const model = await findCachedModelByName(ctx.db, id);
  return model && { ...model, honored: listCapabilities(ctx, model) };
}

/** Returns a model by its id or alias. Throws `not_found` with the path of the field `model`. */
export async function getOfferedModel(ctx: Context, id: string) {
  const model = await findOfferedModel(ctx, id);
  if (model !== undefined) return model;
  const quoted = /^[\w.:/-]{1,100}$/.test(id) ? ` '${id}'` : "";
  throw new AppError("not_found", `The model${quoted} does not exist. See the list of models.`, {
    details: { issues: [{ path: ["model"], reason: "is not an available model" }] },
  });
}
