import type { Language } from "./languages.ts";

/** The requested page, its language and the session. */
export interface DocsRoute {
  /** Such as `errors` or `hub`; `index` for the landing page. */
  name: string;
  language: Language;
  /** A digest that identifies the session; undefined if not signed in. */
  session: string | undefined;
}

/** The name of the page that is shown for unknown paths. It has no path and no Markdown of its own. */
export const MISSING_PAGE = "missing";

/** Returns the path of a page. */
export function toDocsPath(name: string): string {
  return name === "index" || name === MISSING_PAGE ? "/docs" : `/docs/${name}`;
}

/** Returns a digest of the request's session token. Does not check whether the session is valid. */
export function findDocsSession(request: Request): string | undefined {
  const cookies = new Bun.CookieMap(request.headers.get("cookie") ?? "");
  // Over https the cookie has the `__Host-` prefix, so that only this host can set it.
  const token = cookies.get("__Host-session") ?? cookies.get("session");
  if (token === null || token === "") return undefined;
  return new Bun.CryptoHasher("sha256").update(token).digest("hex").slice(0, 12);
}
