import {
  type Body,
  listOperations,
  type Operation,
  type Parameter,
  type Reply,
  resolve,
  type Schema,
  type Spec,
} from "./documents.ts";
import type { Language } from "./languages.ts";
import { listProperties } from "./limits.ts";
import { describeValue } from "./values.ts";
import { table } from "./markdown.ts";
import { getTexts } from "./translations.ts";

/** Returns a dialect's reference as Markdown, for programs and text readers. */
export function renderReference(spec: Spec, language: Language): string {
  const operations = listOperations(spec).map(({ method, path, operation }) =>
    [
      `## ${operation.summary}`,
      `\`${method} ${path}\``,
      operation.description ?? "",
      fieldTable(spec, operation, language),
      replyTable(spec, operation, language),
    ].join("\n\n"),
  );
  return [`# ${spec.info.title}`, spec.info.description, ...operations].join("\n\n");
}

function fieldTable(spec: Spec, operation: Operation, language: Language): string {
  const say = getTexts[language];
  const parameters = (operation.parameters ?? []).map((each) => resolve<Parameter>(spec, each));
  const rows = parameters.map(({ name, required, description, schema }) => [
    `\`${name}\``,
    schema === undefined ? "" : describeValue(spec, schema, language),
    required ? say.yes : say.no,
    description ?? "",
  ]);
  const body = operation.requestBody && resolve<Body>(spec, operation.requestBody);
  const schemas = Object.values(body?.content ?? {}).map((each) =>
    resolve<Schema>(spec, each.schema),
  );
  const fields = schemas.flatMap((schema) =>
    listProperties(spec, schema).map(([name, { description, ...value }]) => [
      `\`${name}\``,
      describeValue(spec, value, language),
      schema.required?.includes(name) ? say.yes : say.no,
      description ?? "",
    ]),
  );
  const once = new Map([...rows, ...fields].map((row) => [row[0], row]));
  if (once.size === 0) return "";
  return table([say.field, say.value, say.required, say.description], [...once.values()]);
}

function replyTable(spec: Spec, operation: Operation, language: Language): string {
  const say = getTexts[language];
  const rows = Object.entries(operation.responses).map(([status, reply]) => {
    const { description, "x-errors": errors = [] } = resolve<Reply>(spec, reply);
    const codes = errors.map(({ code }) => `\`${code}\``).join(", ");
    return [status, codes, description];
  });
  return table([say.status, say.code, say.description], rows);
}
