import type { Schema, Spec } from "./documents.ts";
import { type Reference } from "../openapi/reference.ts";
import type { Language } from "./languages.ts";
import { flatten } from "./fields.ts";
import { describeLimits } from "./limits.ts";
import { docsTexts } from "./translations.ts";

/** Returns the values or type, the limits and the default of a field as Markdown. */
export function describeValue(spec: Spec, schema: Schema | Reference, language: Language): string {
  const flat = flatten(spec, schema);
  const preset = flat.default;
  const parts = [
    [...new Set(listValues(spec, flat, language))].join(" | "),
    describeLimits(spec, flat, language),
    preset === undefined || preset === null ? "" : `${docsTexts[language].default} \`${preset}\``,
  ];
  return parts.filter((part) => part !== "").join(", ");
}

function listValues(spec: Spec, schema: Schema, language: Language): string[] {
  const { type, oneOf = [] } = schema;
  if (schema.format === "binary") return [docsTexts[language].file];
  const values = schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
  if (values !== undefined) return values.map((value) => `\`${value}\``);
  const types = [type ?? []].flat();
  if (types.length === 0) {
    return oneOf.flatMap((each) => listValues(spec, flatten(spec, each), language));
  }
  const items = schema.items && flatten(spec, schema.items);
  return types.flatMap((each) => {
    if (each === "null") return ["`null`"];
    return each === "array" && items ? toArray(listValues(spec, items, language)) : [each];
  });
}

function toArray(values: string[]): string[] {
  const [only, another] = values;
  return another === undefined ? [`${only ?? "object"}[]`] : [`(${values.join(" | ")})[]`];
}
