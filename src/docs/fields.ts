import { type Schema, type Spec } from "./documents.ts";
import { resolveReference, type Reference } from "../openapi/reference.ts";

/** One field of a body. The name of a nested field contains its path, such as `images[].url`. */
interface Field {
  name: string;
  schema: Schema;
  required: boolean;
}

// Deeper objects are shown as `object`; no body of the contract reaches this depth.
const MAX_DEPTH = 6;

/** Returns the fields of an object schema, each followed by its nested fields. */
export function listFields(spec: Spec, schema: Schema | Reference, prefix = ""): Field[] {
  if (prefix.split(/[.[]/).length > MAX_DEPTH) return [];
  const { properties, required } = mergeParts(spec, schema);
  return Object.entries(properties).flatMap(([key, property]) => {
    const name = prefix + key;
    const field = { name, schema: flatten(spec, property), required: required.includes(key) };
    return [field, ...listNestedFields(spec, field)];
  });
}

/** Merges a schema with its references. A description next to a reference takes precedence. */
export function flatten(spec: Spec, schema: Schema | Reference): Schema {
  const { allOf = [], ...rest } = resolveReference<Schema>(spec, schema);
  const inherited = allOf.map((part) => flatten(spec, part));
  const beside = "description" in schema ? { description: schema.description ?? "" } : {};
  return Object.assign({}, ...inherited, rest, beside);
}

function listNestedFields(spec: Spec, { name, schema }: Field): Field[] {
  if (schema.items === undefined) return listFields(spec, schema, `${name}.`);
  const item = flatten(spec, schema.items);
  return listFields(spec, item, `${name}[].`);
}

interface ObjectParts {
  properties: Record<string, Schema | Reference>;
  required: string[];
}

/** Merges the properties of `allOf` and `oneOf`. A field is required if all alternatives require it. */
function mergeParts(spec: Spec, schema: Schema | Reference): ObjectParts {
  const {
    properties = {},
    required = [],
    allOf = [],
    oneOf = [],
  } = resolveReference<Schema>(spec, schema);
  const all = allOf.map((part) => mergeParts(spec, part));
  const alternatives = oneOf
    .map((part) => mergeParts(spec, part))
    .filter((part) => Object.keys(part.properties).length > 0);
  const [first] = alternatives;
  const common = (first?.required ?? []).filter((name) =>
    alternatives.every((part) => part.required.includes(name)),
  );
  return {
    properties: {
      ...mergeProperties(
        spec,
        [...all, ...alternatives].map((part) => part.properties),
      ),
      ...properties,
    },
    required: [...all.flatMap((part) => part.required), ...common, ...required],
  };
}

/** Merges properties of several schemas. Constants and enums of one name are joined. */
function mergeProperties(spec: Spec, parts: ObjectParts["properties"][]) {
  const merged: ObjectParts["properties"] = {};
  for (const [name, property] of parts.flatMap((part) => Object.entries(part))) {
    const values = [merged[name], property].flatMap((each) => (each ? listEnum(spec, each) : []));
    const isJoined = merged[name] !== undefined && values.length > 0;
    merged[name] = isJoined ? { ...flatten(spec, property), enum: [...new Set(values)] } : property;
  }
  return merged;
}

function listEnum(spec: Spec, schema: Schema | Reference): unknown[] {
  const { enum: values, const: only } = flatten(spec, schema);
  return values ?? (only === undefined ? [] : [only]);
}
