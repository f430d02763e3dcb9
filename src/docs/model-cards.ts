import type { Context } from "../app/context.ts";
import * as models from "../core/models/models.ts";
import { RATIOS, TIERS } from "../core/models/sizes.ts";
import type { Language } from "./languages.ts";
import { table } from "./markdown.ts";
import { getTexts } from "./translations.ts";

/** Returns one table per enabled model, with the fields of the model list. */
export async function modelCards(ctx: Context, language: Language): Promise<string> {
  const rows = await models.listModels(ctx, "hub");
  return rows.map((model) => `### ${model.name}\n\n${renderCard(model, language)}`).join("\n\n");
}

type Model = Awaited<ReturnType<typeof models.listModels>>[number];

function renderCard(model: Model, language: Language): string {
  const say = getTexts[language];
  const prices = { "1K": model.price1k, "2K": model.price2k, "4K": model.price4k };
  const rows = [
    ["id", code(model.id)],
    ["provider", model.provider],
    ["provider_model", code(model.providerModel)],
    ["credits", TIERS.map((tier) => `${tier}: ${prices[tier] ?? 0}`).join(" | ")],
    ["default", [code("auto"), code("1K")].join(", ")],
    ["qualities", TIERS.map(code).join(", ")],
    ["aspect_ratios", ["auto", ...RATIOS].map(code).join(", ")],
    ["reference_image_limit", String(model.referenceImageLimit)],
    ["max_images", String(Math.min(model.maxImages, 4))],
  ];
  return table(
    [say.field, say.value],
    rows.map(([name = "", value = ""]) => [code(name), value]),
  );
}

function code(text: string): string {
  return `\`${text}\``;
}
