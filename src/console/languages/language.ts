import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { Schemas } from "../api/client.ts";
import en from "./en.json";

/** The languages of the console, each by its own name. */
export const languages: Record<Schemas["Language"], string> = {
  en: "English",
  "zh-CN": "简体中文",
  "zh-TW": "繁體中文",
  tr: "Türkçe",
};

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

// Only the language that is shown is sent.
const catalogues = {
  "zh-CN": () => import("./zh-CN.json"),
  "zh-TW": () => import("./zh-TW.json"),
  tr: () => import("./tr.json"),
};

const KEPT = "language";

/** Makes the console speak, at first the language chosen in this browser or the browser's own. */
export async function startLanguage(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: "en",
    fallbackLng: "en",
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false },
  });
  await setLanguage(kept() ?? preferred());
}

/** Changes the language, here and for the next visit. */
export async function setLanguage(language: Schemas["Language"]): Promise<void> {
  if (language !== "en" && !i18next.hasResourceBundle(language, "translation")) {
    const { default: words } = await catalogues[language]();
    i18next.addResourceBundle(language, "translation", words);
  }
  localStorage.setItem(KEPT, language);
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
}

/** Tells a language of ours from any other text. */
export function isLanguage(text: string | null): text is Schemas["Language"] {
  return text !== null && Object.hasOwn(languages, text);
}

function kept(): Schemas["Language"] | undefined {
  const language = localStorage.getItem(KEPT);
  return isLanguage(language) ? language : undefined;
}

function preferred(): Schemas["Language"] {
  for (const tag of navigator.languages) {
    if (/^zh(-hant|-tw|-hk|-mo)/i.test(tag)) return "zh-TW";
    if (/^zh/i.test(tag)) return "zh-CN";
    if (/^tr/i.test(tag)) return "tr";
    if (/^en/i.test(tag)) return "en";
  }
  return "en";
}
