import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { Schemas } from "../api/client.ts";
import en from "./en.json";

/** The languages of the console with their native names. */
export const languageNames: Record<Schemas["Language"], string> = {
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

// Only the current language is loaded.
const catalogs = {
  "zh-CN": () => import("./zh-CN.json"),
  "zh-TW": () => import("./zh-TW.json"),
  tr: () => import("./tr.json"),
};

const STORAGE_KEY = "language";

/** Initializes the translations in the language stored in this browser, or the browser's own language. */
export async function initLanguage(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: "en",
    fallbackLng: "en",
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false },
  });
  await setLanguage(readStoredLanguage() ?? detectLanguage());
}

/** Applies and stores a language. If its file cannot be loaded, the current language is kept. */
export async function setLanguage(language: Schemas["Language"]): Promise<void> {
  try {
    await loadMessages(language);
  } catch (error) {
    reportError(error);
    return;
  }
  localStorage.setItem(STORAGE_KEY, language);
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
}

async function loadMessages(language: Schemas["Language"]): Promise<void> {
  if (language !== "en" && !i18next.hasResourceBundle(language, "translation")) {
    const { default: messages } = await catalogs[language]();
    i18next.addResourceBundle(language, "translation", messages);
  }
}

/** Returns whether a text is a language of the console. */
export function isLanguage(text: string | null): text is Schemas["Language"] {
  return text !== null && Object.hasOwn(languageNames, text);
}

function readStoredLanguage(): Schemas["Language"] | undefined {
  const language = localStorage.getItem(STORAGE_KEY);
  return isLanguage(language) ? language : undefined;
}

function detectLanguage(): Schemas["Language"] {
  for (const tag of navigator.languages) {
    if (/^zh(-hant|-tw|-hk|-mo)/i.test(tag)) return "zh-TW";
    if (/^zh/i.test(tag)) return "zh-CN";
    if (/^tr/i.test(tag)) return "tr";
    if (/^en/i.test(tag)) return "en";
  }
  return "en";
}
