import type { Context } from "../app/context.ts";
import * as models from "../core/models/models.ts";
import type { Language } from "./languages.ts";
import { code } from "./markdown.ts";
import { docsTexts } from "./translations.ts";

/** Returns a sentence that names the models that the demo provider serves on this server. */
export async function describeDemoModels(ctx: Context, language: Language): Promise<string> {
  const say = docsTexts[language];
  const served = (await models.listAllModels(ctx)).filter(({ enabled, routes }) => {
    // A model without routes is served by the provider of the PROVIDER setting.
    if (routes.length === 0) return enabled && ctx.config.provider === "demo";
    return enabled && routes.some((route) => route.startsWith("demo:"));
  });
  if (served.length === 0) return say.noDemoModels;
  return say.demoModels.replace("{models}", served.map(({ id }) => code(id)).join(", "));
}
