import type { Context } from "../app/context.ts";
import * as plans from "../core/billing/plans.ts";
import { listPrices } from "../core/billing/prices.ts";
import { dialects, loadDocument, type Spec } from "./documents.ts";
import type { Language } from "./languages.ts";
import { code, plain, table } from "./markdown.ts";
import { docsTexts } from "./translations.ts";

/** Returns the table of APIs with key prefixes and downloads. */
export async function dialectTable(language: Language): Promise<string> {
  const say = docsTexts[language];
  const rows = await eachDocument(language, (spec, dialect) => {
    const schemes = Object.values(spec.components.securitySchemes ?? {});
    const key = schemes.map(({ description }) => /Bearer ([^`]*)`/.exec(description)?.[1])[0];
    return [
      `[${spec.info.title}](/docs/${dialect})`,
      spec.info.summary,
      key === undefined ? "" : `\`${key}\``,
      `[OpenAPI](/openapi/${dialect}.json), [${say.postman}](/postman/${dialect}.json)`,
    ];
  });
  return table([say.api, say.purpose, say.key, say.downloads], rows);
}

/** Returns the table of current prices. */
export async function priceTable(ctx: Context, language: Language): Promise<string> {
  const say = docsTexts[language];
  const titles = new Map(
    await eachDocument(language, (spec, dialect) => [dialect, spec.info.title] as const),
  );
  const any = (value: string) => (value === "*" ? say.any : code(value));
  const order = ({ dialect }: { dialect: string }) => dialects.indexOf(dialect);
  const prices = (await listPrices(ctx)).toSorted((a, b) => order(a) - order(b));
  const rows = prices.map((price) => [
    titles.get(price.dialect) ?? say.any,
    any(price.model),
    any(price.tier),
    any(price.quality),
    String(price.credits),
  ]);
  return table([say.api, say.model, say.tier, say.quality, say.credits], rows);
}

/** Returns the table of plans with their current limits. */
export async function planTable(ctx: Context, language: Language): Promise<string> {
  const say = docsTexts[language];
  const titles = await eachDocument(language, (spec, dialect) => [dialect, spec.info.title]);
  const listed = await plans.listPlanAccess(ctx);
  const rows = [...Map.groupBy(listed, ({ name }) => name)].flatMap(([name, access]) =>
    titles.filter(isForKeys).map(([dialect, title]) => {
      const own = access.find((each) => each.dialect === dialect);
      const count = (value: number | null | undefined) =>
        value?.toLocaleString(language) ?? say.unlimited;
      const limits = (ofKey: number | null | undefined, ofAccount: number | null | undefined) => {
        if (own?.allowed === false) return say.closed;
        const isUnlimited = (ofKey ?? ofAccount) == null;
        return isUnlimited ? say.unlimited : `${count(ofKey)} / ${count(ofAccount)}`;
      };
      return [
        plain(name),
        title ?? "",
        limits(own?.requestsPerHour, own?.accountRequestsPerHour),
        limits(own?.runningLimit, own?.accountRunningLimit),
      ];
    }),
  );
  return table([say.plan, say.api, say.requestsPerHour, say.runningLimit], rows);
}

/** Whether an API has keys of its own, and so plans and prices. The Account API has none. */
export function isForKeys([dialect]: (string | undefined)[]): boolean {
  return dialect !== "account";
}

/** Maps each dialect's document to a value. */
export async function eachDocument<T>(
  language: Language,
  take: (spec: Spec, dialect: string) => T,
): Promise<T[]> {
  return Promise.all(
    dialects.map(async (dialect) => take(await loadDocument(dialect, language), dialect)),
  );
}
