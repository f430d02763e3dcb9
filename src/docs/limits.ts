import { type Body, listOperations, resolve, type Schema, type Spec } from "./documents.ts";
import type { Language } from "./languages.ts";
import { table } from "./markdown.ts";
import { eachDocument } from "./tables.ts";
import { getTexts } from "./translations.ts";

/** Returns tables of the field limits of each API, from its schemas. */
export async function limitTables(language: Language): Promise<string> {
  const say = getTexts[language];
  const sections = await eachDocument(language, (spec, dialect) => {
    if (dialect === "account") return [];
    const rows = listOperations(spec).flatMap(({ method, path, operation }) => {
      const fields = operation.requestBody
        ? listLimits(spec, resolve<Body>(spec, operation.requestBody))
        : [];
      return fields.map(([name, schema]) => [
        `\`${method} ${path}\``,
        `\`${name}\``,
        describeLimits(spec, schema, language),
      ]);
    });
    const once = new Map(rows.map((row) => [row.join(), row]));
    const limits = table([say.operation, say.field, say.limit], [...once.values()]);
    return [`### ${spec.info.title}\n\n${limits}`];
  });
  return sections.flat().join("\n\n");
}

function listLimits(spec: Spec, body: Body): [string, Schema][] {
  const schemas = Object.values(body.content).map(({ schema }) => resolve<Schema>(spec, schema));
  const fields = schemas.flatMap((schema) => listProperties(spec, schema));
  return fields.filter(([, schema]) => describeLimits(spec, schema, "en") !== "");
}

/** Returns the properties of an object schema, including those of `allOf` and `oneOf`. */
export function listProperties(spec: Spec, schema: Schema): [string, Schema][] {
  const own = Object.entries(schema.properties ?? {}).map(([name, property]): [string, Schema] => [
    name,
    flatten(spec, property),
  ]);
  const parts = [...(schema.allOf ?? []), ...(schema.oneOf ?? [])];
  return [...own, ...parts.flatMap((part) => listProperties(spec, resolve<Schema>(spec, part)))];
}

/** Merges a schema with its references. A description next to a reference takes precedence. */
export function flatten(spec: Spec, schema: Schema | { $ref: string }): Schema {
  const { allOf = [], ...rest } = resolve<Schema>(spec, schema);
  const inherited = allOf.map((part) => flatten(spec, part));
  const beside = "description" in schema ? { description: schema.description ?? "" } : {};
  return Object.assign({}, ...inherited, rest, beside);
}

/** Returns the limits of a value as text, or "" if it has none. */
export function describeLimits(spec: Spec, schema: Schema, language: Language): string {
  const say = getTexts[language];
  const count = (value: number) => value.toLocaleString(language);
  const items = schema.items ? describeLimits(spec, flatten(spec, schema.items), language) : "";
  const { minimum, maximum, maxLength, maxItems } = schema;
  const bytes = schema["x-max-bytes"];
  const limits = [
    maximum !== undefined &&
      `${minimum === undefined ? "≤ " : `${count(minimum)}–`}${count(maximum)}`,
    maxLength !== undefined && `≤ ${count(maxLength)} ${say.characters}`,
    maxItems !== undefined && `≤ ${count(maxItems)} ${say.items}`,
    bytes !== undefined && `≤ ${count(bytes / 1024 ** 2)} MB`,
    items !== "" && `${say.each} ${items}`,
  ];
  return limits.filter((limit) => limit !== false).join(", ");
}
