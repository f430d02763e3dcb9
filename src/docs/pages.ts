import { pages, samples } from "../../generated/docs.ts";
import type { Context } from "../app/context.ts";
import { dialects, loadDocument } from "./documents.ts";
import type { Language } from "./languages.ts";
import { limitTables } from "./limits.ts";
import { fence } from "./markdown.ts";
import { renderReference } from "./reference-markdown.ts";
import { withSyncWait } from "./sync-wait.ts";
import { modelCards } from "./model-cards.ts";
import { dialectTable, errorTables, eventTable, planTable, priceTable } from "./tables.ts";
import { getTexts } from "./translations.ts";

/** What the text of a page depends on. */
export interface View {
  ctx: Context;
  language: Language;
  /** Where the reader reaches this server, without a trailing slash. */
  baseUrl: string;
}

/** The guides in the order of the menu; `index` is the landing page. */
export const guides = [
  "index",
  "authentication",
  "errors",
  "limits",
  "idempotency",
  "webhooks",
  "prices",
  "prompts",
  "changelog",
];

/** Returns a guide's title in a language. */
export function getPageTitle(guide: string, language: Language): string {
  return /^# (.*)$/m.exec(readPageText(guide, language))?.[1] ?? guide;
}

/** Whether a page has an example with a key placeholder. */
export function usesKey(guide: string): boolean {
  return guides.includes(guide) && readPageText(guide, "en").includes("$API_KEY");
}

/** Returns a guide or a dialect's reference as Markdown; undefined if there is none. */
export async function renderMarkdown(view: View, name: string): Promise<string | undefined> {
  const { ctx, language, baseUrl } = view;
  if (guides.includes(name)) return fill(view, readPageText(name, language));
  if (!dialects.includes(name)) return undefined;
  const text = renderReference(await loadDocument(name, language), language, baseUrl);
  return withSyncWait(text, ctx.config.syncWaitMs);
}

function readPageText(guide: string, language: Language): string {
  const text = pages[`${language}/${guide}.md`];
  if (text === undefined) throw new Error(`No page ${guide} in ${language}.`);
  return text;
}

async function fill(view: View, text: string): Promise<string> {
  const values = getPageValues(view);
  const names = new Set([...text.matchAll(/\{\{([\w.]+)\}\}/g)].map(([, name]) => name ?? ""));
  const filled = await Promise.all(
    [...names].map(async (name) => {
      const value = values[name];
      if (value === undefined) throw new Error(`Unknown placeholder {{${name}}}.`);
      return [name, await value()] as const;
    }),
  );
  return filled.reduce(
    (result, [name, value]) => result.replaceAll(`{{${name}}}`, () => value),
    text,
  );
}

/** The values of the placeholders in pages, from the spec, the database and the samples. */
function getPageValues({
  ctx,
  language,
  baseUrl,
}: View): Record<string, () => string | Promise<string>> {
  const { never, released, held } = getTexts[language];
  const sample = (name: string, kind: string) => () => fence(kind, samples[name] ?? "");
  return {
    baseUrl: () => baseUrl,
    waitSeconds: () => (ctx.config.syncWaitMs / 1000).toLocaleString(language),
    version: async () => (await loadDocument("hub", "en")).info.version,
    dialects: () => dialectTable(language),
    errors: async () => withSyncWait(await errorTables(language), ctx.config.syncWaitMs),
    limits: () => limitTables(language),
    plans: () => planTable(ctx, language),
    prices: () => priceTable(ctx, language),
    models: () => modelCards(ctx, language),
    events: () => eventTable(language),
    never: () => never,
    released: () => released,
    held: () => held,
    "verify.mjs": sample("verify.mjs", "js"),
    "verify.py": sample("verify.py", "python"),
    "verify.go": sample("verify.go", "go"),
  };
}
