import { type Call, listCurlSamples } from "./curl.ts";
import {
  type Body,
  type Content,
  listOperations,
  type Operation,
  type Parameter,
  type ResponseObject,
  type Spec,
} from "./documents.ts";
import { resolveReference } from "../openapi/reference.ts";
import { listFields } from "./fields.ts";
import type { Language } from "./languages.ts";
import { fence, table } from "./markdown.ts";
import { listErrorReplies, listExamples, listReplyHeaders } from "./replies.ts";
import { docsTexts } from "./translations.ts";
import { describeValue } from "./values.ts";

/** What a rendered page knows. */
interface Page {
  spec: Spec;
  language: Language;
  baseUrl: string;
  /** For each component that has been rendered as a response: the operation it was rendered for. */
  shown: Map<string, string>;
}

/**
 * Returns a dialect's reference as Markdown, for programs and text readers: samples, parameters, bodies
 * and responses of each operation and webhook.
 */
export function renderReference(spec: Spec, language: Language, baseUrl: string): string {
  const page: Page = { spec, language, baseUrl, shown: new Map() };
  const operations = listOperations(spec).map((call) => renderOperation(page, call));
  const webhooks = Object.values(spec.webhooks ?? {}).flatMap((item) =>
    Object.values(item).map((operation) => renderWebhook(page, operation)),
  );
  const start = [`# ${spec.info.title}`, spec.info.description, endpointTable(page)];
  const parts = [...start, ...operations, ...webhooks];
  return joinParts([...parts, renderHeaders(page), renderErrorBody(page)]);
}

/** Returns the operations of a document with the authentication that they need. */
function endpointTable({ spec, language }: Page): string {
  const say = docsTexts[language];
  const rows = listOperations(spec).map(({ method, path, operation }) => {
    const schemes = (operation.security ?? []).flatMap((each) => Object.keys(each));
    const types = schemes.map((scheme) => spec.components.securitySchemes?.[scheme]?.type);
    const keys = types.map((type) => (type === "http" ? "Bearer" : "Cookie"));
    return [`\`${method} ${path}\``, keys.join(", ") || say.none, operation.summary];
  });
  return table([say.operation, say.authentication, say.description], rows);
}

function renderOperation(page: Page, call: Call): string {
  const { operation, method, path } = call;
  return joinParts([
    `## ${operation.summary}`,
    `\`${method} ${path}\``,
    operation.description ?? "",
    ...renderSamples(page, call),
    parameterTable(page, operation),
    ...renderBody(page, operation),
    replyTable(page, operation),
    ...renderReplies(page, operation),
  ]);
}

function renderWebhook(page: Page, operation: Operation): string {
  const { webhook } = docsTexts[page.language];
  return joinParts([
    `## ${webhook}: ${operation.summary}`,
    operation.description ?? "",
    parameterTable(page, operation),
    ...renderBody(page, operation, true),
    replyTable(page, operation),
  ]);
}

function renderSamples({ spec, baseUrl }: Page, call: Call): string[] {
  return listCurlSamples(spec, call, baseUrl).flatMap(({ title, command }) => [
    title === undefined ? "" : `**${title}**`,
    fence("sh", command),
  ]);
}

function parameterTable({ spec, language }: Page, operation: Operation): string {
  const say = docsTexts[language];
  const parameters = (operation.parameters ?? []).map((each) =>
    resolveReference<Parameter>(spec, each),
  );
  const rows = parameters.map(({ name, in: place, required, description, schema }) => [
    `\`${name}\``,
    say.in[place],
    schema === undefined ? "" : describeValue(spec, schema, language),
    required ? say.yes : say.no,
    description ?? "",
  ]);
  if (rows.length === 0) return "";
  const head = [say.parameter, say.place, say.value, say.required, say.description];
  return `### ${say.parameters}\n\n${table(head, rows)}`;
}

/** Returns the fields of each media type of a request body; `withExamples` adds its examples. */
function renderBody(page: Page, operation: Operation, withExamples = false): string[] {
  const { requestBody } = operation;
  if (requestBody === undefined) return [];
  const { spec, language } = page;
  const { requestBody: title, sameAnd } = docsTexts[language];
  const bodies = Object.entries(resolveReference<Body>(spec, requestBody).content);
  const [first = []] = bodies.map(([, content]) => fieldRows(page, content));
  return bodies.flatMap(([type, content], index) => {
    const rows = fieldRows(page, content);
    const added = rows.filter((row) => !first.some((other) => other.join() === row.join()));
    const isExtension = index > 0 && rows.length - added.length === first.length;
    return [
      `### ${title} (${type})`,
      isExtension ? sameAnd.replace("{type}", bodies[0]?.[0] ?? "") : "",
      fieldTable(page, isExtension ? added : rows),
      ...(withExamples ? listExamples(spec, content) : []),
    ];
  });
}

function renderReplies(page: Page, operation: Operation): string[] {
  const { spec, language } = page;
  return Object.entries(operation.responses).flatMap(([status, reply]) => {
    const { content = {}, "x-errors": errors } = resolveReference<ResponseObject>(spec, reply);
    if (errors !== undefined) return [];
    return Object.entries(content).flatMap(([type, body]) => [
      `### ${docsTexts[language].response} ${status} (${type})`,
      renderReplyFields(page, operation, body),
      ...listExamples(spec, body),
    ]);
  });
}

/** Returns the fields of a response, or the operation whose response has the same fields. */
function renderReplyFields(page: Page, { summary }: Operation, body: Content): string {
  const name = body.schema && "$ref" in body.schema ? body.schema.$ref : undefined;
  const other = name === undefined ? undefined : page.shown.get(name);
  if (other !== undefined) return docsTexts[page.language].sameFields.replace("{operation}", other);
  if (name !== undefined) page.shown.set(name, summary);
  return fieldTable(page, fieldRows(page, body));
}

function fieldRows({ spec, language }: Page, { schema }: Content): string[][] {
  const say = docsTexts[language];
  if (schema === undefined) return [];
  return listFields(spec, schema).map((field) => [
    `\`${field.name}\``,
    describeValue(spec, field.schema, language),
    field.required ? say.yes : say.no,
    field.schema.description ?? "",
  ]);
}

function fieldTable({ language }: Page, rows: string[][]): string {
  const say = docsTexts[language];
  if (rows.length === 0) return "";
  return table([say.field, say.value, say.required, say.description], rows);
}

function replyTable({ spec, language }: Page, operation: Operation): string {
  const say = docsTexts[language];
  const rows = Object.entries(operation.responses).map(([status, reply]) => {
    const { description, "x-errors": errors = [] } = resolveReference<ResponseObject>(spec, reply);
    const codes = new Set(errors.map(({ code }) => `\`${code}\``));
    return [status, [...codes].join(", "), description];
  });
  return `### ${say.responses}\n\n${table([say.status, say.code, say.description], rows)}`;
}

function renderHeaders({ spec, language }: Page): string {
  const say = docsTexts[language];
  const rows = listReplyHeaders(spec).map(([name, { description, schema }]) => [
    `\`${name}\``,
    schema === undefined ? "" : describeValue(spec, schema, language),
    description ?? "",
  ]);
  const head = [say.header, say.value, say.description];
  return `## ${say.responseHeaders}\n\n${table(head, rows)}`;
}

/** Returns the fields of an error, which all operations of a document share, with an example. */
function renderErrorBody(page: Page): string {
  const contents = listErrorReplies(page.spec).flatMap(({ content = {} }) =>
    Object.values<Content>(content),
  );
  const [first] = contents;
  if (first === undefined) return "";
  const [example = ""] = listExamples(page.spec, first);
  const title = `## ${docsTexts[page.language].errorBody}`;
  return joinParts([title, fieldTable(page, fieldRows(page, first)), example]);
}

function joinParts(parts: string[]): string {
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .join("\n\n");
}
