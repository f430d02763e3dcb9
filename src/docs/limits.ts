import { type Body, listOperations, type Schema, type Spec } from "./documents.ts";
import { resolveReference } from "../openapi/reference.ts";
import { flatten, listFields } from "./fields.ts";
import type { Language } from "./languages.ts";
import { table } from "./markdown.ts";
import { eachDocument } from "./tables.ts";
import { docsTexts } from "./translations.ts";

/** Returns the field limits of each operation that has some, from the schemas of its request bodies. */
export async function limitTables(language: Language): Promise<string> {
  const sections = await eachDocument(language, (spec, dialect) => {
    if (dialect === "account") return [];
    const tables = listOperations(spec).flatMap(({ method, path, operation }) => {
      if (operation.requestBody === undefined) return [];
      const rows = listLimits(spec, resolveReference<Body>(spec, operation.requestBody), language);
      return rows.length === 0 ? [] : [`\`${method} ${path}\``, limitTable(rows, language)];
    });
    return [`### ${spec.info.title}`, ...tables];
  });
  return sections.flat().join("\n\n");
}

function limitTable(rows: string[][], language: Language): string {
  const say = docsTexts[language];
  return table([say.field, say.limit], rows);
}

/** Returns a row for each limited field. A field of several media types is listed once. */
function listLimits(spec: Spec, body: Body, language: Language): string[][] {
  const rows = Object.values(body.content).flatMap(({ schema }) =>
    listFields(spec, schema ?? {}).map((field) => [
      `\`${field.name}\``,
      describeLimits(spec, field.schema, language),
    ]),
  );
  const limited = rows.filter(([, limits]) => limits !== "");
  return [...new Map(limited.map((row) => [row.join(), row])).values()];
}

/** Returns the limits of a value as text, or "" if it has none. */
export function describeLimits(spec: Spec, schema: Schema, language: Language): string {
  const say = docsTexts[language];
  const count = (value: number) => value.toLocaleString(language);
  const items = schema.items ? describeLimits(spec, flatten(spec, schema.items), language) : "";
  const { maxLength, maxItems } = schema;
  const bytes = schema["x-max-bytes"];
  const limits = [
    describeRange(schema, language),
    maxLength !== undefined && `≤ ${count(maxLength)} ${say.characters}`,
    maxItems !== undefined && `≤ ${count(maxItems)} ${say.items}`,
    bytes !== undefined && `≤ ${count(bytes / 1024 ** 2)} MB`,
    items !== "" && `${say.each} ${items}`,
  ];
  return limits.filter((limit) => limit !== false).join(", ");
}

function describeRange(schema: Schema, language: Language): string | false {
  const { minimum, maximum, "x-unit": unit } = schema;
  if (maximum === undefined) return false;
  const count = (value: number) => value.toLocaleString(language);
  const range = `${minimum === undefined ? "≤ " : `${count(minimum)}–`}${count(maximum)}`;
  if (unit === undefined) return range;
  return `${range} ${docsTexts[language][unit]} (${count(maximum / 1024 ** 2)} MB)`;
}
