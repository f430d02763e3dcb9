import { type Reference, resolve, type Schema, type Spec } from "./documents.ts";
import type { Language } from "./languages.ts";
import { describeLimits, flatten } from "./limits.ts";
import { getTexts } from "./translations.ts";

/** Returns the values or type, the limits and the default of a field as Markdown. */
export function describeValue(spec: Spec, schema: Schema | Reference, language: Language): string {
  const flat = flatten(spec, schema);
  const preset = flat.default;
  const parts = [
    listValues(spec, flat).join(" | "),
    describeLimits(spec, flat, language),
    preset === undefined || preset === null ? "" : `${getTexts[language].default} \`${preset}\``,
  ];
  return parts.filter((part) => part !== "").join(", ");
}

function listValues(spec: Spec, schema: Schema): string[] {
  const { type, oneOf = [] } = schema;
  const values = schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
  if (values !== undefined) return values.map((value) => `\`${value}\``);
  const items = schema.items && flatten(spec, schema.items);
  const types = [type ?? []].flat().filter((each) => each !== "null");
  if (items !== undefined && types.includes("array"))
    return listValues(spec, items).map((each) => `${each}[]`);
  if (types.length > 0) return types;
  return oneOf.flatMap((each) => listValues(spec, resolve<Schema>(spec, each)));
}
