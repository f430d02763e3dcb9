import { collections, documents, spec } from "../../generated/docs.ts";
import type { Context } from "../app/context.ts";
import { type Answer, createAnswering } from "./respond.ts";
import { type Asset, loadAssets } from "./assets.ts";
import { dialects, loadDocument } from "./documents.ts";
import { languageCookie, languageOf } from "./languages.ts";
import { fullText, siteMap } from "./llms.ts";
import { toHtml } from "./markdown.ts";
import { guides, markdownOf, titleOf } from "./pages.ts";
import { referencePage } from "./reference.ts";
import { type Place, sessionOf } from "./route.ts";
import { shell } from "./page-layout.ts";
import { withSyncWait } from "./sync-wait.ts";
import { keyDialectOf } from "./test-key.ts";
import { words } from "./translations.ts";

const MARKDOWN = "text/markdown; charset=utf-8";
const JSON_TYPE = "application/json";
const HTML = "text/html; charset=utf-8";
const STRICT = [
  "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'",
  "form-action 'none'; frame-ancestors 'none'",
].join("; ");
// The examples of some guides take a key in.
const KEYED = `${STRICT}; script-src 'self'; connect-src 'self'`;
// Scalar writes its styles into the page, and tries requests on this very server.
const SCALAR = [
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'",
  "img-src 'self' data: blob:; font-src 'self' data:; base-uri 'none'; form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Answers docs and documents; undefined for any path that is neither. */
export type Docs = (request: Request) => Promise<Response | undefined>;

/** The docs of this server, carried inside the program. */
export function createDocs(ctx: Context): Docs {
  const answer = createAnswering();
  // Read at the first page: nobody who only calls the API waits for it.
  let assets: ReturnType<typeof loadAssets> | undefined;
  const site: Site = { ctx, assets: () => (assets ??= loadAssets()) };
  return async (request) => {
    const { pathname } = new URL(request.url);
    const find = findRoom(pathname);
    if (find === undefined) return undefined;
    if (request.method !== "GET" && request.method !== "HEAD") {
      return new Response(null, { status: 405, headers: { allow: "GET, HEAD" } });
    }
    const reader = { language: languageOf(request), session: sessionOf(request) };
    const found = await find(site, pathname, reader);
    return answer(request, withCookie(found ?? (await notFound(site, reader)), request));
  };
}

interface Site {
  ctx: Context;
  assets(): ReturnType<typeof loadAssets>;
}

type Reader = Omit<Place, "name">;
type Find = (site: Site, pathname: string, reader: Reader) => Promise<Answer | undefined>;

function findRoom(pathname: string): Find | undefined {
  if (pathname.startsWith("/docs/assets/")) return findAsset;
  if (pathname === "/docs" || pathname.startsWith("/docs/") || pathname === "/docs.md")
    return findPage;
  if (/^\/openapi(?:\/|\.yaml$)/.test(pathname)) return findDocument;
  if (pathname.startsWith("/postman/")) return findCollection;
  return /^\/llms(?:-full)?\.txt$/.test(pathname) ? findText : undefined;
}

async function findAsset(site: Site, pathname: string): Promise<Answer | undefined> {
  const all: Asset[] = Object.values(await site.assets());
  const asset = all.find(({ path }) => path === pathname);
  return asset && { ...asset, isImmutable: true };
}

async function findPage(site: Site, pathname: string, reader: Reader): Promise<Answer | undefined> {
  const { language } = reader;
  const [, named, ending] = /^\/docs(?:\/([a-z]+))?\/?(\.md)?$/.exec(pathname) ?? [];
  if (named === undefined && !/^\/docs(?:\/|\.md)?$/.test(pathname)) return undefined;
  const name = named ?? "index";
  const headers = { "content-language": language };
  if (ending !== undefined) {
    const body = await markdownOf(site.ctx, name, language);
    return body === undefined ? undefined : { body, type: MARKDOWN, headers };
  }
  const place = { ...reader, name };
  if (dialects.includes(name)) {
    const body = await referencePage(place, await site.assets());
    return { body, type: HTML, headers: headersOf(place, SCALAR) };
  }
  if (!guides.includes(name)) return undefined;
  const html = toHtml((await markdownOf(site.ctx, name, language)) ?? "");
  return page(site, place, { title: titleOf(name, language), html });
}

async function page(
  site: Site,
  place: Place,
  text: { title: string; html: string },
): Promise<Answer> {
  const headers = headersOf(place, keyDialectOf(place.name) === undefined ? STRICT : KEYED);
  return {
    body: await shell(place, { ...text, assets: await site.assets() }),
    type: HTML,
    headers,
  };
}

function headersOf({ language, session }: Place, policy: string): Record<string, string> {
  const headers = { "content-language": language, "content-security-policy": policy };
  return session === undefined ? headers : { ...headers, "cache-control": "private, no-cache" };
}

async function findDocument(
  { ctx }: Site,
  pathname: string,
  { language }: Reader,
): Promise<Answer | undefined> {
  if (pathname === "/openapi.yaml") return { body: spec, type: "application/yaml; charset=utf-8" };
  const dialect = /^\/openapi\/(\w+)\.json$/.exec(pathname)?.[1] ?? "";
  if (!Object.hasOwn(documents, dialect)) return undefined;
  const text = JSON.stringify(await loadDocument(dialect, language), null, 2);
  const body = withSyncWait(text, ctx.config.syncWaitMs);
  return { body, type: JSON_TYPE, headers: { "content-language": language } };
}

// Where a collection as it is generated sends its requests.
const SOMEWHERE = "http://localhost:3000";

async function findCollection({ ctx }: Site, pathname: string): Promise<Answer | undefined> {
  const dialect = /^\/postman\/(\w+)\.json$/.exec(pathname)?.[1] ?? "";
  const load = Object.hasOwn(collections, dialect) ? collections[dialect] : undefined;
  if (load === undefined) return undefined;
  const headers = {
    "content-disposition": `attachment; filename="darkroom-${dialect}.postman.json"`,
  };
  const here = (_: string, value: unknown) => (value === SOMEWHERE ? ctx.publicUrl() : value);
  return { body: JSON.stringify(await load(), here, 2), type: JSON_TYPE, headers };
}

async function findText({ ctx }: Site, pathname: string): Promise<Answer> {
  const body = pathname === "/llms.txt" ? await siteMap(ctx) : await fullText(ctx);
  return { body, type: "text/plain; charset=utf-8" };
}

async function notFound(site: Site, reader: Reader): Promise<Answer> {
  const say = words[reader.language];
  const html = `<h1>${say.notFound}</h1><p><a href="/docs">${say.docs}</a></p>`;
  const place = { ...reader, name: "index" };
  return { ...(await page(site, place, { title: say.notFound, html })), status: 404 };
}

function withCookie(answer: Answer, request: Request): Answer {
  const cookie = answer.type === HTML ? languageCookie(request) : undefined;
  return cookie === undefined
    ? answer
    : { ...answer, headers: { ...answer.headers, "set-cookie": cookie } };
}
