import { isObject, pointer, type Json, type JsonObject } from "./json.ts";

const rules = [besideRef, requiredNowhere, withoutType, ofObjects, besideValues];

const annotations = ["title", "summary", "description", "examples", "deprecated", "default"];

/** Keywords that apply to one type only. Validators skip them if the schema has no `type`. */
const constraints = [
  "minLength",
  "maxLength",
  "pattern",
  "format",
  "contentEncoding",
  "contentMediaType",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "items",
  "prefixItems",
  "minItems",
  "maxItems",
  "uniqueItems",
  "contains",
  "properties",
  "additionalProperties",
  "patternProperties",
  "propertyNames",
  "required",
  "minProperties",
  "maxProperties",
];

const lists = ["allOf", "anyOf", "oneOf", "prefixItems"];

/**
 * Throws on a schema that `z.fromJSONSchema` accepts but validates incorrectly. The message starts
 * with the JSON pointer of the schema.
 */
export function lintDocument(spec: JsonObject): void {
  for (const [schema, path] of schemasIn(spec, [])) {
    for (const findReason of rules) {
      const reason = findReason(schema);
      if (reason) throw new Error(`${pointer(path)}: ${reason}`);
    }
  }
}

function besideRef(schema: JsonObject): string | undefined {
  if (schema["$ref"] === undefined) return undefined;
  const isAllowed = (key: string) => key === "$ref" || key.startsWith("x-");
  const beside = Object.keys(schema).find(
    (key) => key === "default" || !(isAllowed(key) || annotations.includes(key)),
  );
  return beside && `${beside} beside $ref is ignored; move it into allOf`;
}

function requiredNowhere(schema: JsonObject): string | undefined {
  const names = Array.isArray(schema["required"]) ? schema["required"].map(String) : [];
  const properties = isObject(schema["properties"]) ? schema["properties"] : {};
  const missing = names.find((name) => !Object.hasOwn(properties, name));
  return missing && `required ${missing} is ignored where no property ${missing} is declared`;
}

function withoutType(schema: JsonObject): string | undefined {
  if (schema["type"] !== undefined) return undefined;
  const keyword = constraints.find((name) => schema[name] !== undefined);
  return keyword && `${keyword} without type is ignored; add the type`;
}

function ofObjects(schema: JsonObject): string | undefined {
  const values = Array.isArray(schema["enum"]) ? schema["enum"] : [schema["const"] ?? null];
  const some = values.some((value) => typeof value === "object" && value !== null);
  return some ? "const and enum compare objects and arrays by identity" : undefined;
}

function besideValues(schema: JsonObject): string | undefined {
  if (schema["enum"] === undefined && schema["const"] === undefined) return undefined;
  const beside = constraints.find((name) => schema[name] !== undefined);
  return beside && `${beside} beside enum or const is ignored`;
}

type Placed = [value: JsonObject, path: string[]];

/** Yields the schemas of an OpenAPI object: values of `schema` and `components.schemas`. */
function* schemasIn(value: Json, path: string[]): Generator<Placed> {
  if (typeof value !== "object" || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    const place = [...path, key];
    if (key === "schema") yield* withNested(item, place);
    else if (pointer(place) === "#/components/schemas") yield* eachNested(item, place);
    else if (key !== "example" && key !== "examples") yield* schemasIn(item, place);
  }
}

/** Yields a schema and its nested schemas, outer schemas first. */
function* withNested(schema: Json | undefined, path: string[]): Generator<Placed> {
  if (!isObject(schema)) return;
  yield [schema, path];
  for (const key of ["items", "additionalProperties", "propertyNames", "contains"]) {
    yield* withNested(schema[key], [...path, key]);
  }
  for (const key of ["properties", "patternProperties", "$defs", ...lists]) {
    yield* eachNested(schema[key], [...path, key]);
  }
}

function* eachNested(schemas: Json | undefined, path: string[]): Generator<Placed> {
  if (typeof schemas !== "object" || schemas === null) return;
  for (const [name, schema] of Object.entries(schemas)) yield* withNested(schema, [...path, name]);
}
