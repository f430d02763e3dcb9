/**
 * Returns whether Postgres can store a text unchanged. U+0000 and lone surrogates are valid in JSON and
 * in JavaScript strings, but not in Postgres.
 */
export function isStorableText(text: string): boolean {
  return !text.includes("\u0000") && text.isWellFormed();
}

/** The reason for rejecting a text that Postgres cannot store. */
export const NOT_STORABLE = "contains a NUL character or a lone surrogate";
