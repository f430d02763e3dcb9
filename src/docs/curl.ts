import { type Body, type Example, type Operation, type Parameter, type Spec } from "./documents.ts";
import { resolveReference } from "../openapi/reference.ts";
import { formatJson } from "./replies.ts";
import { getSessionCookieName } from "./session-cookie.ts";

/** An operation with its place in a document. */
export interface Call {
  path: string;
  method: string;
  operation: Operation;
}

/** A curl command. */
interface CurlSample {
  /** The summary of its example; undefined without a body or a summary. */
  title: string | undefined;
  command: string;
}

/** Returns one curl command for each example of a request body, or one for a request without a body. */
export function listCurlSamples(spec: Spec, call: Call, baseUrl: string): CurlSample[] {
  const body =
    call.operation.requestBody && resolveReference<Body>(spec, call.operation.requestBody);
  const bodies = Object.entries(body?.content ?? {}).flatMap(([type, { examples = {} }]) =>
    Object.values(examples).map((example) => ({
      title: resolveReference<Example>(spec, example).summary,
      options: toBodyOptions(type, resolveReference<Example>(spec, example).value),
    })),
  );
  const start = [
    `curl ${toUrl(spec, call, baseUrl)}`,
    ...listAuthOptions(spec, call.operation, baseUrl),
  ];
  if (bodies.length === 0) return [{ title: undefined, command: toCommand(call, start, []) }];
  return bodies.map(({ title, options }) => ({ title, command: toCommand(call, start, options) }));
}

/** Returns the command: `start` is `curl URL` and the options of the credentials. */
function toCommand({ method, operation }: Call, start: string[], options: string[]): string {
  const implied = options.length > 0 ? "POST" : "GET";
  const [url = "", ...headers] = start;
  const streamed = Object.values(operation.responses).some(
    (response) =>
      "content" in response && Object.keys(response.content ?? {})[0] === "text/event-stream",
  );
  const flags = `${method === implied ? "" : `-X ${method} `}${streamed ? "-N " : ""}`;
  return [url.replace("curl ", `curl ${flags}`), ...headers, ...options].join(" \\\n  ");
}

/** Returns the URL. IDs are shell variables; other path parameters have the value of their example. */
function toUrl(spec: Spec, { path, operation }: Call, baseUrl: string): string {
  const parameters = (operation.parameters ?? []).map((each) =>
    resolveReference<Parameter>(spec, each),
  );
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const example = parameters.find((each) => each.name === name)?.example;
    return /id$/i.test(name) ? `$${toVariable(name)}` : String(example);
  });
  const url = baseUrl + filled;
  return url.includes("$") ? `"${url}"` : url;
}

/** Returns the shell variable of a path parameter: `GENERATION_ID` for `generationId`. */
function toVariable(parameter: string): string {
  return parameter.replaceAll(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase();
}

// The requirements of an operation are alternatives; the sample shows the first one.
function listAuthOptions(spec: Spec, { security = [] }: Operation, baseUrl: string): string[] {
  const cookie = `Cookie: ${getSessionCookieName(baseUrl)}=$SESSION`;
  return Object.keys(security[0] ?? {}).map((name) => {
    const isKey = spec.components.securitySchemes?.[name]?.type === "http";
    return `-H "${isKey ? "Authorization: Bearer $API_KEY" : cookie}"`;
  });
}

function toBodyOptions(type: string, value: unknown): string[] {
  if (type === "application/json") {
    const json = quote(toReadableJson(value));
    return [`-H "Content-Type: application/json"`, `-d ${json}`];
  }
  // Examples of forms are objects: each field is a part, and an array is several parts.
  return Object.entries(value as Record<string, unknown>).flatMap(([name, parts]) =>
    [parts].flat().map((part) => `-F ${quote(`${name}=${String(part)}`)}`),
  );
}

function toReadableJson(value: unknown): string {
  const line = JSON.stringify(value);
  return line.length <= 60 ? line : formatJson(value).replaceAll("\n", "\n  ");
}

function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
