import { findByPointer } from "../openapi/reference.ts";

/** A JSON value. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
/** A JSON object. */
export type JsonObject = { [key: string]: Json };

/** Whether a value is an object and not an array. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Returns the object at a key, or an empty object. */
export function objectAt(parent: JsonObject, key: string): JsonObject {
  const value = parent[key];
  return isObject(value) ? value : {};
}

/** Returns the objects of the array at a key, or an empty array. */
export function listAt(parent: JsonObject, key: string): JsonObject[] {
  const list = parent[key];
  return Array.isArray(list) ? list.filter(isObject) : [];
}

/** Returns a JSON pointer as a URI fragment, such as `#/paths/~1api~1v1~1models`. */
export function pointer(path: string[]): string {
  return ["#", ...path.map((part) => part.replaceAll("~", "~0").replaceAll("/", "~1"))].join("/");
}

/** Returns the value at a JSON pointer, or undefined. */
export function findAt(document: Json, ref: string): Json | undefined {
  // A part of JSON is JSON.
  return findByPointer(document, ref) as Json | undefined;
}

/** Returns the object that a `$ref` refers to, or the object itself. Returns {} for anything else. */
export function resolveObject(document: JsonObject, value: Json | undefined): JsonObject {
  const ref = isObject(value) ? value["$ref"] : undefined;
  if (typeof ref === "string") return resolveObject(document, findAt(document, ref));
  return isObject(value) ? value : {};
}

/** Calls `visit` for every object in a value, outer objects first. */
export function walk(
  value: Json | undefined,
  visit: (object: JsonObject, path: string[]) => void,
  path: string[] = [],
): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) walk(item, visit, [...path, String(index)]);
  } else if (isObject(value)) {
    visit(value, path);
    for (const [key, item] of Object.entries(value)) walk(item, visit, [...path, key]);
  }
}
