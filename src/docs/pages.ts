import { pages } from "../../generated/docs.ts";
import type { Context } from "../app/context.ts";
import { clientMatrix } from "./client-matrix.ts";
import { dialects, loadDocument } from "./documents.ts";
import type { Language } from "./languages.ts";
import { limitTables } from "./limits.ts";
import { createRenderCache, type RenderCache } from "./render-cache.ts";
import { renderReference } from "./reference-markdown.ts";
import { describeDemoModels } from "./demo-models.ts";
import { errorTables } from "./error-tables.ts";
import { eventBodies, eventHeaderTable, eventTable } from "./events.ts";
import { modelCards } from "./model-cards.ts";
import { hasKeyPlaceholder, renderSamples } from "./samples.ts";
import { sizeTable } from "./size-table.ts";
import { withSyncWait } from "./sync-wait.ts";
import { dialectTable, planTable, priceTable } from "./tables.ts";
import { docsTexts } from "./translations.ts";

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
  "models",
  "generations",
  "inputs",
  "batches",
  "webhooks",
  "idempotency",
  "errors",
  "testing",
  "limits",
  "prices",
  "clients",
  "mcp",
  "prompts",
  "service",
  "changelog",
];

/** Returns a guide's title in a language. */
export function getPageTitle(guide: string, language: Language): string {
  return /^# (.*)$/m.exec(readPageText(guide, language))?.[1] ?? guide;
}

/** Whether a page has an example with a key placeholder. */
export function usesKey(guide: string): boolean {
  return (
    guides.includes(guide) && listPlaceholders(readPageText(guide, "en")).some(hasKeyPlaceholder)
  );
}

// All pages in all languages under one URL.
const MAX_CACHED = 100;
// One cache per server: pages state its settings.
const caches = new WeakMap<View["ctx"]["config"], RenderCache<string>>();

/** Returns a guide or a dialect's reference as Markdown; undefined if there is none. */
export async function renderMarkdown(view: View, name: string): Promise<string | undefined> {
  if (!guides.includes(name) && !dialects.includes(name)) return undefined;
  if (isFromDatabase(view, name)) return render(view, name);
  const { ctx, language, baseUrl } = view;
  const cache = caches.get(ctx.config) ?? createRenderCache(MAX_CACHED);
  caches.set(ctx.config, cache);
  return cache(`${name} ${language} ${baseUrl}`, () => render(view, name));
}

/** Whether a page shows values that admins change while the server runs. */
function isFromDatabase({ language }: View, name: string): boolean {
  const values = ["plans", "prices", "models", "demoModels"];
  return (
    guides.includes(name) &&
    listPlaceholders(readPageText(name, language)).some((each) => values.includes(each))
  );
}

async function render(view: View, name: string): Promise<string> {
  const { ctx, language, baseUrl } = view;
  if (guides.includes(name)) return fill(view, readPageText(name, language));
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
  const filled = await Promise.all(
    listPlaceholders(text).map(async (name) => {
      const value = (await values[name]?.()) ?? renderSamples(name, view.baseUrl);
      if (value === undefined) throw new Error(`Unknown placeholder {{${name}}}.`);
      return [name, value] as const;
    }),
  );
  return filled.reduce(
    (result, [name, value]) => result.replaceAll(`{{${name}}}`, () => value),
    text,
  );
}

function listPlaceholders(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{([\w.-]+)\}\}/g)].map(([, name]) => name ?? ""))];
}

/** The values of the placeholders in pages that are not samples, from the spec and the database. */
function getPageValues({
  ctx,
  language,
  baseUrl,
}: View): Record<string, () => string | Promise<string>> {
  const { never, released, held } = docsTexts[language];
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
    sizes: () => sizeTable(language),
    clientMatrix: () => clientMatrix(language),
    demoModels: () => describeDemoModels(ctx, language),
    events: () => eventTable(language),
    eventHeaders: () => eventHeaderTable(language),
    eventBodies: () => eventBodies(language),
    never: () => never,
    released: () => released,
    held: () => held,
  };
}
