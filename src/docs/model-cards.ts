import type { Context } from "../app/context.ts";
import { listPrices, pickPrice, type Price } from "../core/billing/prices.ts";
import * as models from "../core/models/models.ts";
import { RATIOS, TIERS } from "../core/models/sizes.ts";
import type { Language } from "./languages.ts";
import { code, plain, table } from "./markdown.ts";
import { eachDocument, isForKeys } from "./tables.ts";
import { docsTexts } from "./translations.ts";

type Model = Awaited<ReturnType<typeof models.listModels>>[number];

// The render qualities of all APIs.
const QUALITIES = ["low", "medium", "high", "auto"];

/** Returns the card of each enabled model: what it supports, its defaults and its prices in each API. */
export async function modelCards(ctx: Context, language: Language): Promise<string> {
  const rows = await models.listModels(ctx, "hub");
  const prices = await listPrices(ctx);
  const titles = await eachDocument(language, (spec, dialect) => [dialect, spec.info.title]);
  const apis = titles.filter(isForKeys);
  const cards = rows.map((model) => {
    const priceRows = apis.flatMap(([dialect = "", title = ""]) =>
      describePrices(prices, { dialect, model: model.id, language }).map((row) => [title, ...row]),
    );
    const say = docsTexts[language];
    const head = [say.api, say.tier, say.quality, say.credits];
    return `## ${plain(model.name)}\n\n${renderCard(model)}\n\n${table(head, priceRows)}`;
  });
  return cards.join("\n\n");
}

function renderCard(model: Model): string {
  const rows = [
    ["id", code(model.id)],
    ["provider", plain(model.provider)],
    ["provider_model", code(model.providerModel)],
    ["credits", describeTierPrices(model)],
    ["default", [code("auto"), code("1K")].join(", ")],
    ["qualities", TIERS.map(code).join(", ")],
    ["render_qualities", QUALITIES.map(code).join(", ")],
    ["aspect_ratios", ["auto", ...RATIOS].map(code).join(", ")],
    ["reference_image_limit", String(model.referenceImageLimit)],
    ["max_images", String(Math.min(model.maxImages, 4))],
  ];
  return table(
    ["", ""],
    rows.map(([name = "", value = ""]) => [code(name), value]),
  );
}

function describeTierPrices(model: Model): string {
  const prices = { "1K": model.price1k, "2K": model.price2k, "4K": model.price4k };
  return TIERS.map((tier) => `${tier}: ${prices[tier] ?? 0}`).join(" | ");
}

/** Returns rows of tier, quality and credits. What the price does not depend on is "any". */
function describePrices(
  prices: Price[],
  { dialect, model, language }: { dialect: string; model: string; language: Language },
): string[][] {
  const { any } = docsTexts[language];
  const credits = (tier: string, quality: string) =>
    pickPrice(prices, { dialect, model, tier, quality })?.credits;
  const areEqual = (values: unknown[]) => new Set(values).size === 1;
  const byTier = TIERS.every((tier) => areEqual(QUALITIES.map((each) => credits(tier, each))));
  const byQuality = QUALITIES.every((each) => areEqual(TIERS.map((tier) => credits(tier, each))));
  const tiers = byQuality ? ["1K"] : TIERS;
  const qualities = byTier ? ["auto"] : QUALITIES;
  return tiers.flatMap((tier) =>
    qualities.flatMap((quality) => {
      const amount = credits(tier, quality);
      if (amount === undefined) return [];
      return [[byQuality ? any : code(tier), byTier ? any : code(quality), String(amount)]];
    }),
  );
}
