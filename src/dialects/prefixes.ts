/** Key prefixes of each dialect. The OpenAI-compatible API accepts keys of every dialect. */
export const prefixes = {
  hub: "gih_live_",
  plus: "gimg_",
  art: "sk-",
  openai: "sk-",
} as const;

/** The name of a dialect with API keys. */
export type DialectName = keyof typeof prefixes;

/** The name of each API in messages and documents. */
export const apiNames = {
  hub: "Image Hub API",
  plus: "Image Plus API",
  art: "Image Art API",
  openai: "OpenAI-compatible API",
} as const satisfies Record<DialectName, string>;
