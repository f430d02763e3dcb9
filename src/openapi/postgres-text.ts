/**
 * Whether the database could not store this text as it is: U+0000 and lone surrogates are legal in
 * JSON and in a JavaScript string, but not in Postgres.
 */
export function isStorableText(text: string): boolean {
  return !text.includes("\u0000") && text.isWellFormed();
}

/** Why a text that is not storable is refused. */
export const NOT_STORABLE = "holds a NUL character or half of a surrogate pair";
