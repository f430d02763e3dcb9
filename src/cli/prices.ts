import * as models from "../core/models/models.ts";
import { listMoreSpecific, type PriceKey, removePrice } from "../core/billing/prices.ts";
import { command } from "./command.ts";
import { dialects } from "./first-run.ts";
import { withRuntime } from "./runtime.ts";
import { credits, defaulted, oneOf, required, text } from "./options.ts";
import { table } from "./terminal.ts";

const ANY = "*";
const TIERS = [ANY, "1K", "2K", "4K"] as const;
const QUALITIES = [ANY, "low", "medium", "high", "auto"] as const;

const PRICE_KEY = {
  dialect: defaulted(oneOf("DIALECT", [ANY, ...dialects()]), ANY, "For one dialect"),
  model: defaulted(text("MODEL"), ANY, "For one model"),
  tier: defaulted(oneOf("TIER", TIERS), ANY, "For 1K, 2K or 4K"),
  quality: defaulted(oneOf("QUALITY", QUALITIES), ANY, "For low, medium, high or auto"),
};

/** Lists the prices. */
export const pricesList = command({
  name: "prices list",
  summary: "List what one picture costs; * stands for any",
  options: {},
  async run(job) {
    const prices = await withRuntime(job, (ctx) => models.listPrices(ctx));
    const rows = prices.map(({ dialect, model, tier, quality, credits }) => [
      ...[dialect, model, tier, quality, String(credits)],
    ]);
    const head = ["DIALECT", "MODEL", "TIER", "QUALITY", "CREDITS"];
    job.terminal.answer({ prices }, table([head, ...rows]));
  },
});

/** Sets one price. */
export const pricesSet = command({
  name: "prices set",
  changes: true,
  summary: "Set what one picture costs; the price that names the most wins",
  options: { ...PRICE_KEY, credits: required(credits, "Credits of one image") },
  async run(job, price) {
    const all = await withRuntime(job, async (ctx) => {
      if (price.model !== ANY) await models.getModel(ctx, price.model);
      await models.setPrice(ctx, price);
      return models.listPrices(ctx);
    });
    const more_specific = listMoreSpecific(price, all);
    job.terminal.answer({ ...price, more_specific }, [
      `One image now costs ${creditsText(price)} (${describe(price)}).`,
      ...(more_specific.length === 0 ? [] : ["These more specific prices still apply instead:"]),
      ...more_specific.map((other) => `  ${creditsText(other)} (${describe(other)})`),
    ]);
  },
});

/** Removes one price. */
export const pricesRemove = command({
  name: "prices remove",
  changes: true,
  summary: "Remove a price, unless a model would be left without one",
  options: PRICE_KEY,
  async run(job, price) {
    await withRuntime(job, (ctx) => removePrice(ctx, price));
    job.terminal.answer(price, [`The price is removed (${describe(price)}).`]);
  },
});

function describe({ dialect, model, tier, quality }: PriceKey): string {
  return `dialect ${dialect}, model ${model}, tier ${tier}, quality ${quality}`;
}

function creditsText({ credits }: { credits: number }): string {
  return credits === 1 ? "1 credit" : `${credits} credits`;
}
