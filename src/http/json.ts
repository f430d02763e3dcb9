import { invalidFields } from "../openapi/validation-error.ts";
import { isStorableText, NOT_STORABLE } from "../openapi/postgres-text.ts";

/** No body of ours comes near these; what does only wants to cost us time. */
const DEEPEST = 32;
const MOST_VALUES = 10_000;
const LONGEST_KEY = 256;

/**
 * Parses a body strictly: UTF-8 only (a byte order mark is dropped), no text that the database could
 * not store, no `__proto__`. Of a repeated key the last value counts. Throws `invalid_request`.
 */
export function parseJson(bytes: Uint8Array): unknown {
  if (bytes.byteLength === 0) throw invalidFields([], "is empty: it must be JSON");
  const value = parse(decode(bytes));
  let values = 0;
  inspect(value, []);
  return value;

  function inspect(node: unknown, path: (string | number)[]): void {
    if (++values > MOST_VALUES) throw invalidFields([], "holds too many values");
    if (path.length > DEEPEST) throw invalidFields([], "is nested too deeply");
    if (typeof node === "string" && !isStorableText(node)) throw invalidFields(path, NOT_STORABLE);
    if (typeof node !== "object" || node === null) return;
    if (Array.isArray(node)) return node.forEach((each, index) => inspect(each, [...path, index]));
    for (const [key, each] of Object.entries(node)) {
      if (!isKey(key)) throw invalidFields(path, "has a field whose name is not allowed");
      inspect(each, [...path, key]);
    }
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw invalidFields([], "is not valid UTF-8");
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidFields([], "is not valid JSON");
  }
}

function isKey(key: string): boolean {
  return key !== "__proto__" && key.length <= LONGEST_KEY && isStorableText(key);
}
