const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
// [ and {, ] and } differ in this bit only.
const BRACE = 0x20;
const OPENING = 0x7b;
const CLOSING = 0x7d;
// Far above the escaped quotes of every valid request, each of which takes a step.
const MAX_QUOTES = 200_000;

/**
 * Returns a JSON text with empty strings instead of those that are longer than `maxBytes`, so that it takes
 * little memory to parse. A text with too many quotes is returned as it is: `findStructureFault` rejects it.
 */
export function emptyLongStrings(bytes: Uint8Array, maxBytes: number): Uint8Array {
  const kept: Uint8Array[] = [];
  let keptTo = 0;
  let start = -1;
  let quotes = 0;
  for (let at = bytes.indexOf(QUOTE); at !== -1; at = bytes.indexOf(QUOTE, at + 1)) {
    if (++quotes > MAX_QUOTES) return bytes;
    if (start === -1) start = at;
    else if (!isEscaped(bytes, at)) {
      if (at - start - 1 > maxBytes) {
        kept.push(bytes.subarray(keptTo, start + 1));
        keptTo = at;
      }
      start = -1;
    }
  }
  return keptTo === 0 ? bytes : Buffer.concat([...kept, bytes.subarray(keptTo)]);
}

/**
 * Returns why the structure of a JSON text exceeds the limits, or undefined. A parsed value can take thirty
 * times the memory of its text, such as an array of empty objects, so the text is examined before it is
 * parsed. Strings are skipped; whether the text is valid JSON is not examined.
 */
export function findStructureFault(
  bytes: Uint8Array,
  { maxDepth, maxValues }: { maxDepth: number; maxValues: number },
): string | undefined {
  let depth = 0;
  let values = 1;
  let quotes = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) {
      do {
        at = bytes.indexOf(QUOTE, at + 1);
        if (++quotes > MAX_QUOTES) return "contains too many quotes";
        if (at < 0) return undefined;
      } while (isEscaped(bytes, at));
    } else if (byte === COMMA) values++;
    else if ((byte | BRACE) === OPENING) {
      values++;
      if (++depth > maxDepth) return "is nested too deeply";
    } else if ((byte | BRACE) === CLOSING) depth--;
    if (values > maxValues) return "contains too many values";
  }
  return undefined;
}

function isEscaped(bytes: Uint8Array, quoteAt: number): boolean {
  let at = quoteAt - 1;
  while (bytes[at] === BACKSLASH) at--;
  return (quoteAt - 1 - at) % 2 === 1;
}
