import { findStructureFault } from "./json-structure.ts";
import { invalidFields } from "../openapi/validation-error.ts";
import { isStorableText, NOT_STORABLE } from "../openapi/postgres-text.ts";

// Far above every valid request; they bound the time and the memory that a hostile body can take.
const MAX_DEPTH = 32;
const MAX_VALUES = 10_000;
const MAX_KEY_LENGTH = 256;

/**
 * Parses a JSON body strictly: UTF-8 only (a byte order mark is dropped), no text that Postgres cannot
 * store, no `__proto__`. The last value of a repeated key wins. Throws `invalid_request`.
 */
export function parseJson(bytes: Uint8Array): unknown {
  if (bytes.byteLength === 0) throw invalidFields([], "is empty: it must be JSON");
  const fault = findStructureFault(bytes, { maxDepth: MAX_DEPTH, maxValues: MAX_VALUES });
  if (fault !== undefined) throw invalidFields([], fault);
  const value = parse(decode(bytes));
  let values = 0;
  inspect(value, []);
  return value;

  function inspect(node: unknown, path: (string | number)[]): void {
    if (++values > MAX_VALUES) throw invalidFields([], "contains too many values");
    if (path.length > MAX_DEPTH) throw invalidFields([], "is nested too deeply");
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
  return key !== "__proto__" && key.length <= MAX_KEY_LENGTH && isStorableText(key);
}
