import { collections, documents, spec } from "../../generated/docs.ts";
import { loadDocument, type Spec } from "./documents.ts";
import type { Language } from "./languages.ts";
import { fullText, siteMap } from "./llms.ts";
import type { View } from "./pages.ts";
import type { CompressedResponse } from "./respond.ts";
import { getSessionCookieName } from "./session-cookie.ts";
import { withSyncWait } from "./sync-wait.ts";

const JSON_TYPE = "application/json";
const TEXT = "text/plain; charset=utf-8";
// The base URL in generated collections.
const PLACEHOLDER_URL = "http://localhost:3000";

/** Returns an OpenAPI document, a Postman collection or a file for language models. */
export async function findDownload(
  view: View,
  pathname: string,
): Promise<CompressedResponse | undefined> {
  if (pathname === "/openapi.yaml") return { body: spec, type: "application/yaml; charset=utf-8" };
  if (pathname === "/llms.txt") return { body: await siteMap(view), type: TEXT };
  if (pathname === "/llms-full.txt") return { body: await fullText(view), type: TEXT };
  const [, kind, dialect = ""] = /^\/(openapi|postman)\/(\w+)\.json$/.exec(pathname) ?? [];
  if (!Object.hasOwn(documents, dialect)) return undefined;
  return kind === "openapi" ? findDocument(view, dialect) : findCollection(view, dialect);
}

/** Returns a document with the URL and the session cookie of this server, for clients generated from it. */
async function findDocument(
  { ctx, language, baseUrl }: View,
  dialect: string,
): Promise<CompressedResponse> {
  const document = await loadDocument(dialect, language);
  const servers = document.servers.map((server) => ({ ...server, url: baseUrl }));
  const own = { ...document, servers, components: withSessionCookie(document, baseUrl) };
  const text = JSON.stringify(own, null, 2);
  const body = withSyncWait(text, ctx.config.syncWaitMs);
  return { body, type: JSON_TYPE, headers: { "content-language": language } };
}

function withSessionCookie({ components }: Spec, baseUrl: string): Spec["components"] {
  const { Session, ...others } = components.securitySchemes ?? {};
  if (Session === undefined) return components;
  const session = { ...Session, name: getSessionCookieName(baseUrl) };
  return { ...components, securitySchemes: { Session: session, ...others } };
}

async function findCollection(
  { language, baseUrl }: View,
  dialect: string,
): Promise<CompressedResponse | undefined> {
  const collection = await collections[dialect]?.();
  if (collection === undefined) return undefined;
  const translate = await createTranslator(dialect, language);
  const replace = (key: string, value: unknown) => {
    if (value === PLACEHOLDER_URL) return baseUrl;
    if (typeof value !== "string" || !TRANSLATED.has(key)) return value;
    return translate(value).replaceAll("](/", `](${baseUrl}/`);
  };
  const headers = {
    "content-disposition": `attachment; filename="darkroom-${dialect}.postman.json"`,
    "content-language": language,
  };
  return { body: JSON.stringify(collection, replace, 2), type: JSON_TYPE, headers };
}

// Members of a collection with texts of the document.
const TRANSLATED = new Set(["name", "description", "content"]);
// The generator appends this to the name of a request with a form.
const FORM_SUFFIX = " (form)";

/** Returns a function that translates a text of the English document; other texts stay unchanged. */
async function createTranslator(
  dialect: string,
  language: Language,
): Promise<(text: string) => string> {
  const [english, translated] = await Promise.all([
    loadDocument(dialect, "en"),
    loadDocument(dialect, language),
  ]);
  const titles = english.tags.map(({ name }, index): [string, string] => {
    return [name, translated.tags[index]?.["x-displayName"] ?? name];
  });
  const texts = new Map([...pairTexts(english, translated), ...titles]);
  return (text) => {
    const suffix = text.endsWith(FORM_SUFFIX) ? FORM_SUFFIX : "";
    const base = text.slice(0, text.length - suffix.length);
    return (texts.get(base.trim()) ?? base) + suffix;
  };
}

/** Pairs the texts at the same place of two documents that differ only in their language. */
function pairTexts(english: unknown, translated: unknown): [string, string][] {
  if (typeof english === "string" && typeof translated === "string")
    return [[english.trim(), translated.trim()]];
  if (typeof english !== "object" || english === null) return [];
  // Both documents have the same members.
  const other = translated as Record<string, unknown>;
  return Object.entries(english).flatMap(([key, value]) => pairTexts(value, other[key]));
}
