import * as models from "../core/models/models.ts";
import * as billing from "../core/billing/prices.ts";
import { CLI } from "../core/audit/actor.ts";
import { command } from "./command.ts";
import { dialects } from "./first-run.ts";
import { withRuntime } from "./runtime.ts";
import { defaulted, oneOf, REASON, required, text, wholeNumber } from "./options.ts";
import { table } from "./terminal.ts";

const ANY = "*";
const TIERS = [ANY, "1K", "2K", "4K"] as const;
const QUALITIES = [ANY, "low", "medium", "high", "xhigh", "max", "auto"] as const;

const PRICE_KEY = {
  dialect: defaulted(oneOf("DIALECT", [ANY, ...dialects()]), ANY, "API, or * for all"),
  model: defaulted(text("MODEL"), ANY, "Model, or * for all"),
  tier: defaulted(oneOf("TIER", TIERS), ANY, "Resolution tier, or * for all"),
  quality: defaulted(oneOf("QUALITY", QUALITIES), ANY, "Quality, or * for all"),
};

/** Lists the prices. */
export const pricesList = command({
  name: "prices list",
  summary: "List the prices per image; * matches any value",
  options: {},
  async run(context) {
    const prices = await withRuntime(context, (ctx) => billing.listPrices(ctx));
    const rows = prices.map(({ dialect, model, tier, quality, credits }) => [
      ...[dialect, model, tier, quality, String(credits)],
    ]);
    const head = ["DIALECT", "MODEL", "TIER", "QUALITY", "CREDITS"];
    context.terminal.result({ prices }, table([head, ...rows]));
  },
});

/** Sets one price. */
export const pricesSet = command({
  name: "prices set",
  changes: true,
  summary: "Set the price of an image; the most specific price applies",
  options: {
    ...PRICE_KEY,
    credits: required(wholeNumber(1_000_000), "Credits per image"),
    reason: REASON,
  },
  async run(context, { reason = null, ...price }) {
    const all = await withRuntime(context, async (ctx) => {
      if (price.model !== ANY) await models.getListedModel(ctx, price.model);
      await billing.setPrice(ctx, price, { ...CLI, reason });
      return billing.listPrices(ctx);
    });
    const more_specific = billing.listMoreSpecific(price, all);
    context.terminal.result({ ...price, more_specific }, [
      `One image now costs ${formatCredits(price)} (${describe(price)}).`,
      ...(more_specific.length === 0 ? [] : ["These more specific prices still take precedence:"]),
      ...more_specific.map((other) => `  ${formatCredits(other)} (${describe(other)})`),
    ]);
  },
});

/** Removes one price. */
export const pricesRemove = command({
  name: "prices remove",
  changes: true,
  summary: "Remove a price unless a model would be left without one",
  options: { ...PRICE_KEY, reason: REASON },
  async run(context, { reason = null, ...price }) {
    await withRuntime(context, (ctx) => billing.removePrice(ctx, price, { ...CLI, reason }));
    context.terminal.result(price, [`Removed the price (${describe(price)}).`]);
  },
});

function describe({ dialect, model, tier, quality }: billing.PriceKey): string {
  return `dialect ${dialect}, model ${model}, tier ${tier}, quality ${quality}`;
}

function formatCredits({ credits }: { credits: number }): string {
  return credits === 1 ? "1 credit" : `${credits} credits`;
}
