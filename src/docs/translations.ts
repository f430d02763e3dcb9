import en from "./languages/en/words.json";
import enScalar from "./languages/en/scalar.json";
import tr from "./languages/tr/words.json";
import trScalar from "./languages/tr/scalar.json";
import zhCn from "./languages/zh-CN/words.json";
import zhCnScalar from "./languages/zh-CN/scalar.json";
import zhTw from "./languages/zh-TW/words.json";
import zhTwScalar from "./languages/zh-TW/scalar.json";
import type { Language } from "./languages.ts";

/** The words around the texts: headings of tables, names of menus. */
export type DocsTexts = typeof en;

export const getTexts: Record<Language, DocsTexts> = { en, "zh-CN": zhCn, "zh-TW": zhTw, tr };

/** Words of Scalar's own that it does not bring itself, or that we say otherwise. */
export const scalarWords: Record<Language, object> = {
  en: enScalar,
  "zh-CN": zhCnScalar,
  "zh-TW": zhTwScalar,
  tr: trScalar,
};
