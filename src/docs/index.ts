import type { Context } from "../app/context.ts";
import { type CompressedResponse, createResponder } from "./respond.ts";
import { type Asset, loadAssets } from "./assets.ts";
import { dialects } from "./documents.ts";
import { findDownload } from "./downloads.ts";
import { languageCookie, negotiateLanguage } from "./languages.ts";
import { toHtml } from "./markdown.ts";
import { guides, renderMarkdown, getPageTitle } from "./pages.ts";
import { createReferencePages, type RenderReference } from "./reference.ts";
import { createRenderCache, type RenderCache } from "./render-cache.ts";
import { type DocsRoute, findDocsSession, MISSING_PAGE } from "./route.ts";
import { renderLayout } from "./page-layout.ts";
import { findKeyDialect } from "./test-key.ts";
import { docsTexts } from "./translations.ts";

// All guides in all languages, with some older versions of their prices and plans.
const MAX_CACHED_PAGES = 100;
const MARKDOWN = "text/markdown; charset=utf-8";
const HTML = "text/html; charset=utf-8";
const STRICT = [
  "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'",
  "form-action 'none'; frame-ancestors 'none'",
].join("; ");
// Pages with examples run a script that inserts a test key.
const KEYED = `${STRICT}; script-src 'self'; connect-src 'self'`;
// Scalar adds inline styles and sends test requests to this server.
const SCALAR = [
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'",
  "img-src 'self' data: blob:; font-src 'self' data:; base-uri 'none'; form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Serves the docs and the OpenAPI documents. Returns undefined for other paths. */
type Docs = (request: Request) => Promise<Response | undefined>;

/** Creates the handler of the docs, which are embedded in the program. */
export function createDocs(ctx: Context): Docs {
  const answer = createResponder();
  // Loaded at the first page view, so that a server without docs visitors does not load them.
  let assets: ReturnType<typeof loadAssets> | undefined;
  const site: Site = {
    ctx,
    assets: () => (assets ??= loadAssets()),
    renderReference: createReferencePages(),
    cacheHtml: createRenderCache(MAX_CACHED_PAGES),
  };
  return async (request) => {
    const { pathname, origin } = new URL(request.url);
    const find = findSection(pathname);
    if (find === undefined) return undefined;
    if (request.method !== "GET" && request.method !== "HEAD") {
      return new Response(null, { status: 405, headers: { allow: "GET, HEAD" } });
    }
    const reader = {
      language: negotiateLanguage(request),
      session: findDocsSession(request),
      // Without PUBLIC_URL, examples and documents name the host that the reader has used.
      baseUrl: ctx.config.publicUrl ?? origin,
    };
    const found = await find(site, pathname, reader);
    return answer(request, withCookie(found ?? (await notFound(site, reader)), request));
  };
}

interface Site {
  ctx: Context;
  assets(): ReturnType<typeof loadAssets>;
  renderReference: RenderReference;
  /** HTML by its Markdown. */
  cacheHtml: RenderCache<string>;
}

type Reader = Omit<DocsRoute, "name"> & { baseUrl: string };
type Find = (
  site: Site,
  pathname: string,
  reader: Reader,
) => Promise<CompressedResponse | undefined>;

function findSection(pathname: string): Find | undefined {
  if (pathname.startsWith("/docs/assets/")) return findAsset;
  if (pathname === "/docs" || pathname.startsWith("/docs/") || pathname === "/docs.md")
    return findPage;
  return /^\/(?:openapi|postman|llms)/.test(pathname) ? findFile : undefined;
}

async function findAsset(site: Site, pathname: string): Promise<CompressedResponse | undefined> {
  const all: Asset[] = Object.values(await site.assets());
  const asset = all.find(({ path }) => path === pathname);
  return asset && { ...asset, isImmutable: true };
}

function findFile({ ctx }: Site, pathname: string, reader: Reader) {
  return findDownload({ ...reader, ctx }, pathname);
}

async function findPage(
  site: Site,
  pathname: string,
  reader: Reader,
): Promise<CompressedResponse | undefined> {
  const { language } = reader;
  const [, named, ending] = /^\/docs(?:\/([a-z]+))?\/?(\.md)?$/.exec(pathname) ?? [];
  if (named === undefined && !/^\/docs(?:\/|\.md)?$/.test(pathname)) return undefined;
  const name = named ?? "index";
  const headers = { "content-language": language };
  if (ending !== undefined) {
    const body = await renderMarkdown({ ...reader, ctx: site.ctx }, name);
    return body === undefined ? undefined : { body, type: MARKDOWN, headers };
  }
  const place = { ...reader, name };
  if (dialects.includes(name)) {
    const body = await site.renderReference(place, await site.assets());
    return { body, type: HTML, headers: createHeaders(place, SCALAR) };
  }
  if (!guides.includes(name)) return undefined;
  const markdown = (await renderMarkdown({ ...reader, ctx: site.ctx }, name)) ?? "";
  const html = await site.cacheHtml(markdown, async () => toHtml(markdown));
  return page(site, place, { title: getPageTitle(name, language), html });
}

async function page(
  site: Site,
  place: DocsRoute,
  text: { title: string; html: string },
): Promise<CompressedResponse> {
  const headers = createHeaders(place, findKeyDialect(place.name) === undefined ? STRICT : KEYED);
  return {
    body: await renderLayout(place, { ...text, assets: await site.assets() }),
    type: HTML,
    headers,
  };
}

function createHeaders({ language, session }: DocsRoute, policy: string): Record<string, string> {
  const headers = { "content-language": language, "content-security-policy": policy };
  return session === undefined ? headers : { ...headers, "cache-control": "private, no-cache" };
}

async function notFound(site: Site, reader: Reader): Promise<CompressedResponse> {
  const texts = docsTexts[reader.language];
  const home = `<a href="/docs">${texts.docs}</a>`;
  const html = `<h1>${texts.notFound}</h1><p>${texts.notFoundHint}</p><p>${home}</p>`;
  const place = { ...reader, name: MISSING_PAGE };
  return { ...(await page(site, place, { title: texts.notFound, html })), status: 404 };
}

function withCookie(answer: CompressedResponse, request: Request): CompressedResponse {
  const cookie = answer.type === HTML ? languageCookie(request) : undefined;
  return cookie === undefined
    ? answer
    : { ...answer, headers: { ...answer.headers, "set-cookie": cookie } };
}
