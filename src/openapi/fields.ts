import { invalidFields } from "./validation-error.ts";
import { type Document, resolveSchema, type Schema } from "./document.ts";
import { isStorableText, NOT_STORABLE } from "./postgres-text.ts";

/** The properties of a query parameter or form field that are needed to parse its text. */
export interface Field {
  /** JSON types of the value, or of each item of a list. */
  types: Set<string>;
  isFile: boolean;
  /** Whether a single value is accepted outside a list. */
  acceptsSingle: boolean;
  /** The maximum number of values; 1 if the field is not a list. */
  maxValues: number;
  /** The maximum size of a file. */
  maxBytes: number;
}

// 50 MB per file, as the hub API documents it, unless `x-max-bytes` is set.
const DEFAULT_FILE_BYTES = 50 * 1024 * 1024;

/** Returns the fields of an object schema, including those of references and compositions. */
export function listFields(document: Document, schema: Schema): Map<string, Field> {
  const resolved = resolveSchema(document, schema);
  const own = Object.entries(resolved.properties ?? {});
  const fields = new Map(own.map(([name, each]) => [name, toField(document, each)]));
  for (const part of listSubschemas(resolved)) {
    for (const [name, field] of listFields(document, part)) {
      fields.set(name, merge(fields.get(name), field));
    }
  }
  return fields;
}

/** Returns the field that a property schema describes. */
export function toField(document: Document, schema: Schema): Field {
  const resolved = resolveSchema(document, schema);
  const own = describeOwn(document, resolved);
  const field = listSubschemas(resolved)
    .map((part) => toField(document, part))
    .reduce((all, each) => merge(all, each), own);
  return { ...field, maxBytes: resolved["x-max-bytes"] ?? field.maxBytes };
}

/**
 * Groups values by field: a single value, or a list if the schema is an array. `name[]` is an alternative
 * spelling of the name of a list. Values of unknown fields are kept unchanged.
 */
export function groupByField(
  entries: Iterable<[string, unknown]>,
  fields: Map<string, Field>,
): Record<string, unknown> {
  const values = new Map<string, unknown[]>();
  for (const [rawName, raw] of entries) {
    const name = toFieldName(rawName, fields);
    const value = typeof raw === "string" ? coerce(name, raw, fields.get(name)) : raw;
    const list = values.get(name);
    if (list === undefined) values.set(name, [value]);
    else list.push(value);
  }
  return Object.fromEntries(
    [...values].map(([name, list]) => [name, fold(name, list, fields.get(name))]),
  );
}

/** Returns the name of the field of an entry: `name` for `name[]` if that field is a list. */
export function toFieldName(raw: string, fields: Map<string, Field>): string {
  if (raw === "__proto__" || !isStorableText(raw))
    throw invalidFields([], "has a field whose name is not allowed");
  const name = raw.endsWith("[]") ? raw.slice(0, -2) : raw;
  const field = fields.get(name);
  if (name === raw || field === undefined) return raw;
  if (field.maxValues === 1) throw invalidFields([name], "must not be a list");
  return name;
}

function fold(name: string, list: unknown[], field: Field | undefined): unknown {
  if (field !== undefined && field.maxValues > 1 && !(field.acceptsSingle && list.length === 1))
    return list;
  if (list.length === 1) return list[0];
  throw invalidFields([name], "must be given only once");
}

/** Converts text of a URL or a form to the type of the field. Text that does not match stays a string. */
function coerce(name: string, text: string, field: Field | undefined): unknown {
  if (!isStorableText(text)) throw invalidFields([name], NOT_STORABLE);
  const types = field?.types;
  if (types === undefined || types.has("string")) return text;
  const isNumeric = types.has("integer") || types.has("number");
  if (isNumeric && /^-?\d{1,17}(\.\d{1,17})?$/.test(text)) return Number(text);
  // Python's libraries write "True" and "False".
  if (types.has("boolean") && /^(?:true|false)$/i.test(text)) return text.toLowerCase() === "true";
  return text;
}

function describeOwn(document: Document, schema: Schema): Field {
  const types = new Set(listTypes(schema));
  if (schema.items === undefined || !types.delete("array")) {
    const isFile = schema.format === "binary";
    const mayBeOne = hasScalar(types);
    return { types, isFile, acceptsSingle: mayBeOne, maxValues: 1, maxBytes: DEFAULT_FILE_BYTES };
  }
  const item = toField(document, schema.items);
  const mostValues = schema.maxItems ?? Number.POSITIVE_INFINITY;
  return { ...item, acceptsSingle: hasScalar(types), maxValues: mostValues };
}

function hasScalar(types: Set<string>): boolean {
  return types.size > (types.has("null") ? 1 : 0);
}

function listTypes(schema: Schema): string[] {
  if (schema.type !== undefined) return [schema.type].flat();
  const values = schema.const === undefined ? (schema.enum ?? []) : [schema.const];
  return values.map((value) => (value === null ? "null" : typeof value));
}

function listSubschemas(schema: Schema): Schema[] {
  return [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
}

function merge(one: Field | undefined, other: Field): Field {
  if (one === undefined) return other;
  return {
    types: one.types.union(other.types),
    isFile: one.isFile || other.isFile,
    acceptsSingle: one.acceptsSingle || other.acceptsSingle,
    maxValues: Math.max(one.maxValues, other.maxValues),
    maxBytes: Math.max(one.maxBytes, other.maxBytes),
  };
}
