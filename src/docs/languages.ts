/** The languages of the docs, the one that everything is written in first. */
export const languages = ["en", "zh-CN", "zh-TW", "tr"] as const;

export type Language = (typeof languages)[number];

/** The languages that everything is translated into. */
export const translated = languages.filter((language) => language !== "en");

/** What each language calls itself. */
export const languageNames: Record<Language, string> = {
  en: "English",
  "zh-CN": "简体中文",
  "zh-TW": "繁體中文",
  tr: "Türkçe",
};

const COOKIE = "language";

/** The language of a request: `?lang=`, then the cookie, then what the browser prefers. */
export function negotiateLanguage(request: Request): Language {
  const asked = new URL(request.url).searchParams.get("lang");
  const kept = new Bun.CookieMap(request.headers.get("cookie") ?? "").get(COOKIE);
  const preferred = (request.headers.get("accept-language") ?? "").split(",");
  const wishes = [asked ?? "", kept ?? "", ...preferred.map((wish) => wish.split(";")[0] ?? "")];
  return wishes.map(findLanguage).find((found) => found !== undefined) ?? "en";
}

/** The cookie that keeps what `?lang=` asked for; undefined where it asked for nothing we have. */
export function languageCookie(request: Request): string | undefined {
  const language = findLanguage(new URL(request.url).searchParams.get("lang") ?? "");
  if (language === undefined) return undefined;
  return `${COOKIE}=${language}; Path=/; Max-Age=31536000; SameSite=Lax`;
}

// Chinese is told apart by script or place: Hant, Taiwan, Hong Kong and Macao write traditionally.
function findLanguage(wish: string): Language | undefined {
  const tag = wish.trim().toLowerCase().replaceAll("_", "-");
  const exact = languages.find((language) => language.toLowerCase() === tag);
  if (exact !== undefined) return exact;
  if (/^zh\b/.test(tag)) return /-(?:hant|tw|hk|mo)\b/.test(tag) ? "zh-TW" : "zh-CN";
  return languages.find((language) => language === tag.split("-")[0]);
}
