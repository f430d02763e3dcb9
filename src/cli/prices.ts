import * as models from "../core/models.ts";
import { command } from "./command.ts";
import { dialects } from "./first-run.ts";
import { inHouse } from "./house.ts";
import { credits, defaulted, oneOf, required, text } from "./options.ts";
import { table } from "./terminal.ts";

const ANY = "*";
const TIERS = [ANY, "1K", "2K", "4K"] as const;
const QUALITIES = [ANY, "low", "medium", "high", "auto"] as const;

/** Lists the prices. */
export const pricesList = command({
  name: "prices list",
  summary: "List what one picture costs; * stands for any",
  options: {},
  async run(job) {
    const prices = await inHouse(job, (ctx) => models.listPrices(ctx));
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
  summary: "Set what one picture costs; the price that names the most wins",
  options: {
    dialect: defaulted(oneOf("DIALECT", [ANY, ...dialects()]), ANY, "For one dialect"),
    model: defaulted(text("MODEL"), ANY, "For one model"),
    tier: defaulted(oneOf("TIER", TIERS), ANY, "For 1K, 2K or 4K"),
    quality: defaulted(oneOf("QUALITY", QUALITIES), ANY, "For low, medium, high or auto"),
    credits: required(credits, "Credits of one picture"),
  },
  async run(job, price) {
    await inHouse(job, async (ctx) => {
      if (price.model !== ANY) await models.get(ctx, price.model);
      await models.setPrice(ctx, price);
    });
    const { dialect, model, tier, quality } = price;
    const place = `dialect ${dialect}, model ${model}, tier ${tier}, quality ${quality}`;
    job.terminal.answer(price, [`One picture now costs ${price.credits} credits (${place}).`]);
  },
});
