/** A reference to another part of the same document. A description beside it takes precedence. */
export interface Reference {
  $ref: string;
  description?: string;
}

/** Returns the value at a JSON pointer such as `#/paths/~1v1~1models`, or undefined. */
export function findByPointer(document: unknown, ref: string): unknown {
  return ref
    .split("/")
    .slice(1)
    .reduce<unknown>((value, part) => {
      const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
      return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
    }, document);
}

/** Returns the part of a document that a `$ref` refers to, or the value itself. Throws if it is missing. */
export function resolveReference<T extends object>(document: object, value: T | Reference): T {
  if (!("$ref" in value) || value.$ref === undefined) return value as T;
  const found = findByPointer(document, value.$ref);
  if (!isRecord(found)) throw new Error(`${value.$ref} does not exist in the OpenAPI document.`);
  // A linted document refers only to values of the type that the position requires.
  return resolveReference(document, found as T | Reference);
}

// Arrays are included: a pointer contains an index of them.
function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
