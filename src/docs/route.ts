import type { Language } from "./languages.ts";

/** Where a reader is. */
export interface DocsRoute {
  /** Such as `errors` or `hub`; `index` for the landing page. */
  name: string;
  language: Language;
  /** Tells the reader's session from others without telling it; undefined for nobody signed in. */
  session: string | undefined;
}

/** The address of a page. */
export function toDocsPath(name: string): string {
  return name === "index" ? "/docs" : `/docs/${name}`;
}

/** A mark of the session that a request carries. Whether the session still holds is the API's to say. */
export function findDocsSession(request: Request): string | undefined {
  const cookies = new Bun.CookieMap(request.headers.get("cookie") ?? "");
  // Under https the cookie has a name that only this host can set.
  const token = cookies.get("__Host-session") ?? cookies.get("session");
  if (token === null || token === "") return undefined;
  return new Bun.CryptoHasher("sha256").update(token).digest("hex").slice(0, 12);
}
