import en from "./languages/en/words.json";
import enScalar from "./languages/en/scalar.json";
import tr from "./languages/tr/words.json";
import trScalar from "./languages/tr/scalar.json";
import zhCn from "./languages/zh-CN/words.json";
import zhCnScalar from "./languages/zh-CN/scalar.json";
import zhTw from "./languages/zh-TW/words.json";
import zhTwScalar from "./languages/zh-TW/scalar.json";
import type { Language } from "./languages.ts";

/** UI texts of the docs: table headings and menus. */
type DocsTexts = typeof en;

/** The texts of the docs pages in each language. */
export const docsTexts: Record<Language, DocsTexts> = { en, "zh-CN": zhCn, "zh-TW": zhTw, tr };

/** Translations of Scalar's UI that it lacks or that are overridden. */
export const scalarWords: Record<Language, object> = {
  en: enScalar,
  "zh-CN": zhCnScalar,
  "zh-TW": zhTwScalar,
  tr: trScalar,
};
