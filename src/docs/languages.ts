/** The languages of the docs. The source language is first. */
export const languages = ["en", "zh-CN", "zh-TW", "tr"] as const;

/** A language of the docs, as an IETF tag. */
export type Language = (typeof languages)[number];

/** The languages that the docs are translated into. */
export const translated = languages.filter((language) => language !== "en");

/** The name of each language in that language. */
export const languageNames: Record<Language, string> = {
  en: "English",
  "zh-CN": "简体中文",
  "zh-TW": "繁體中文",
  tr: "Türkçe",
};

const COOKIE = "language";

/** Returns the language of a request: `?lang=`, then the cookie, then `Accept-Language`. */
export function negotiateLanguage(request: Request): Language {
  const asked = new URL(request.url).searchParams.get("lang");
  const kept = new Bun.CookieMap(request.headers.get("cookie") ?? "").get(COOKIE);
  const preferred = (request.headers.get("accept-language") ?? "").split(",");
  const candidates = [asked ?? "", kept ?? "", ...preferred.map((tag) => tag.split(";")[0] ?? "")];
  return candidates.map(findLanguage).find((found) => found !== undefined) ?? "en";
}

/** Returns a cookie that stores the language of `?lang=`; undefined if it is not supported. */
export function languageCookie(request: Request): string | undefined {
  const language = findLanguage(new URL(request.url).searchParams.get("lang") ?? "");
  if (language === undefined) return undefined;
  return `${COOKIE}=${language}; Path=/; Max-Age=31536000; SameSite=Lax`;
}

// Hant, Taiwan, Hong Kong and Macao use traditional Chinese.
function findLanguage(wish: string): Language | undefined {
  const tag = wish.trim().toLowerCase().replaceAll("_", "-");
  const exact = languages.find((language) => language.toLowerCase() === tag);
  if (exact !== undefined) return exact;
  if (/^zh\b/.test(tag)) return /-(?:hant|tw|hk|mo)\b/.test(tag) ? "zh-TW" : "zh-CN";
  return languages.find((language) => language === tag.split("-")[0]);
}
