import type { Context } from "../app/context.ts";
import * as plans from "../core/billing/plans.ts";
import { listPrices } from "../core/billing/prices.ts";
import { dialects, listOperations, loadDocument, type Reply, type Spec } from "./documents.ts";
import { resolveReference } from "../openapi/reference.ts";
import type { Language } from "./languages.ts";
import { table } from "./markdown.ts";
import { getTexts } from "./translations.ts";

/** Returns the table of APIs with key prefixes and downloads. */
export async function dialectTable(language: Language): Promise<string> {
  const say = getTexts[language];
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

/** Returns the tables of error codes per API: status, code, condition and charging. */
export async function errorTables(language: Language): Promise<string> {
  const say = getTexts[language];
  const sections = await eachDocument(language, (spec, dialect) => {
    const rows = listErrors(spec).map(({ status, code, when, charged }) => [
      status,
      `\`${code}\``,
      when,
      say[charged],
    ]);
    const head = [say.status, say.code, say.when, say.charged];
    return `## ${spec.info.title}\n\n[${say.reference}](/docs/${dialect})\n\n${table(head, rows)}`;
  });
  return sections.join("\n\n");
}

/** Returns the errors of a document without duplicates, sorted by status. */
function listErrors(spec: Spec) {
  const replies = [
    ...Object.entries(spec["x-unrouted"]),
    ...listOperations(spec).flatMap(({ operation }) => Object.entries(operation.responses)),
  ];
  const errors = replies.flatMap(([status, reply]) =>
    (resolveReference<Reply>(spec, reply)["x-errors"] ?? []).map((error) => ({ status, ...error })),
  );
  const once = new Map(errors.map((each) => [`${each.status} ${each.code} ${each.when}`, each]));
  return [...once.values()].toSorted((a, b) => a.status.localeCompare(b.status));
}

/** Returns the table of current prices. */
export async function priceTable(ctx: Context, language: Language): Promise<string> {
  const say = getTexts[language];
  const titles = new Map(
    await eachDocument(language, (spec, dialect) => [dialect, spec.info.title] as const),
  );
  const any = (value: string) => (value === "*" ? say.any : `\`${value}\``);
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
  const say = getTexts[language];
  const titles = await eachDocument(language, (spec, dialect) => [dialect, spec.info.title]);
  const listed = await plans.listPlanAccess(ctx);
  const rows = [...Map.groupBy(listed, ({ name }) => name)].flatMap(([name, access]) =>
    titles.filter(isForKeys).map(([dialect, title]) => {
      const own = access.find((each) => each.dialect === dialect);
      const limit = (value: number | null | undefined) =>
        own?.allowed === false ? say.closed : (value?.toLocaleString(language) ?? say.unlimited);
      return [name, title ?? "", limit(own?.requestsPerHour), limit(own?.runningLimit)];
    }),
  );
  return table([say.plan, say.api, say.requestsPerHour, say.runningLimit], rows);
}

/** Whether an API has keys, and so plans and prices. The Account API uses sessions. */
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
