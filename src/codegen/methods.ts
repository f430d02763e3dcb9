import { eachOperation } from "./split-dialects.ts";
import {
  isObject,
  listAt,
  objectAt,
  resolveObject,
  walk,
  type Json,
  type JsonObject,
} from "./json.ts";

const header = "// Written by `bun run generate` from openapi.yaml. Do not edit.\n\n";

/** The facts about an operation from which its method is generated. */
interface MethodFacts {
  name: string;
  doc: string;
  verb: string;
  path: string;
  /** The path parameters with their types. */
  places: [name: string, type: string][];
  hasQuery: boolean;
  /** The type of the body; undefined if there is none. */
  body: string | undefined;
  /** When it may be retried: see `CallKind` in src/client/retry.ts. */
  kind: "read" | "create" | "write";
  /** The types of the successful responses by media type. */
  responses: Map<string, string[]>;
}

/** The declaration of a method in the interface and its implementation. */
interface Method {
  signature: string;
  implementation: string;
}

/** Returns the module with one method per operation of a document. src/client builds on it. */
export function methodsModule(document: JsonObject): string {
  const operations: MethodFacts[] = [];
  eachOperation(document, (operation, path, verb) => {
    operations.push(readOperation(document, operation, { path, verb }));
  });
  const methods = operations.flatMap(toMethods);
  const uncharged = JSON.stringify(listUnchargedCodes(document));
  const text = [
    `type Schemas = components["schemas"];`,
    "/** One method per operation of the API. */",
    `export interface Methods {\n${methods.map(({ signature }) => signature).join("\n\n")}\n}`,
    "/** Creates the methods. Each is one call. */",
    "export function methods(calls: Calls<paths>): Methods {",
    `return {\n${methods.map(({ implementation }) => implementation).join("\n")}\n};\n}`,
    "/** Codes of errors for which nothing is charged or all credits are released. */",
    `export const uncharged: ReadonlySet<string> = new Set(${uncharged});`,
  ].join("\n");
  return `${header}${createImports(text)}\n\n${text}\n`;
}

function createImports(text: string): string {
  const sources: [string[], string][] = [
    [["Calls", "Events", "Unstreamed"], "../../src/client/call.ts"],
    [["CallOptions", "CreateOptions"], "../../src/client/options.ts"],
    [["components", "operations", "paths"], "./client.ts"],
  ];
  return sources
    .map(([names, from]) => {
      const used = names.filter((name) => new RegExp(`\\b${name}\\b`).test(text));
      return `import type { ${used.join(", ")} } from "${from}";`;
    })
    .join("\n");
}

function readOperation(
  document: JsonObject,
  operation: JsonObject,
  { path, verb }: { path: string; verb: string },
): MethodFacts {
  const name = String(operation["operationId"]);
  const parameters = listAt(operation, "parameters").map((each) => resolveObject(document, each));
  const contents = objectAt(objectAt(operation, "requestBody"), "content");
  const bodies = Object.values(contents).map((each) => toSchemaType(name, each));
  const isCreate = parameters.some((each) => each["name"] === "Idempotency-Key");
  const isSafe = verb === "get" || verb === "put";
  return {
    name,
    doc: toDocComment(operation),
    verb,
    path,
    places: parameters.filter((each) => each["in"] === "path").map(toParameterProperty),
    hasQuery: parameters.some((each) => each["in"] === "query"),
    body: bodies.length === 0 ? undefined : bodies.join(" | "),
    kind: isCreate ? "create" : isSafe ? "read" : "write",
    responses: toResponses(name, operation),
  };
}

/** Returns the types of successful responses by media type; "" is a response without a body. */
function toResponses(name: string, operation: JsonObject): MethodFacts["responses"] {
  const responses: MethodFacts["responses"] = new Map();
  for (const [status, reply] of Object.entries(objectAt(operation, "responses"))) {
    if (!status.startsWith("2") || !isObject(reply)) continue;
    const contents = Object.entries(objectAt(reply, "content"));
    if (contents.length === 0) responses.set("", ["void"]);
    for (const [media, content] of contents) {
      const kind = media.startsWith("image/") ? "image/*" : media;
      const type = /json$|event-stream/.test(media) ? [toSchemaType(name, content)] : [];
      responses.set(kind, [...(responses.get(kind) ?? []), ...type]);
    }
  }
  return responses;
}

/** Returns one method per response media type, so that a streaming operation has two methods. */
function toMethods(operation: MethodFacts): Method[] {
  return [...operation.responses].map(([media, types]) => {
    const responseType = types.join(" | ");
    const isEither = operation.responses.size > 1;
    if (media === "text/event-stream") return toStreamMethod(operation, responseType, isEither);
    if (media === "text/csv" || media === "application/jsonl")
      return toPlainMethod(operation, "string", `parseAs: "text"`);
    if (media === "image/*" || media === "application/zip")
      return toPlainMethod(operation, "Blob", `parseAs: "blob"`);
    if (isEither)
      return toPlainMethod({ ...operation, body: `Unstreamed<${operation.body}>` }, responseType);
    return toPlainMethod(operation, responseType);
  });
}

function toPlainMethod(operation: MethodFacts, responseType: string, extra?: string): Method {
  const { name, kind } = operation;
  const { parameters, names } = toMethodParameters(operation);
  const send = toCallCode(operation, extra);
  return {
    signature: `${operation.doc}\n${name}(${parameters}): Promise<${responseType}>;`,
    implementation: `${name}: (${names}) => calls.call("${kind}", options, ${send}),`,
  };
}

function toStreamMethod(operation: MethodFacts, responseType: string, isEither: boolean): Method {
  const name = isEither ? `${operation.name}Stream` : operation.name;
  const extra = `parseAs: "stream"${isEither ? ", body: { ...body, stream: true }" : ""}`;
  const body = isEither ? `Unstreamed<${operation.body}>` : operation.body;
  const { parameters, names } = toMethodParameters({ ...operation, body });
  const send = toCallCode(isEither ? { ...operation, body: undefined } : operation, extra);
  return {
    signature:
      `${operation.doc}\n${name}(${parameters}): ` +
      `AsyncGenerator<Events<${responseType}>, void, undefined>;`,
    implementation: `${name}: (${names}) => calls.stream("${operation.kind}", options, ${send}),`,
  };
}

function toMethodParameters({ name, places, hasQuery, body, kind }: MethodFacts) {
  const parameters = [
    ...places.map(([place, type]) => `${toCamelCase(place)}: ${type}`),
    ...(hasQuery ? [`query?: NonNullable<operations["${name}"]["parameters"]["query"]>`] : []),
    ...(body === undefined ? [] : [`body: ${body}`]),
    `options?: ${kind === "create" ? "CreateOptions" : "CallOptions"}`,
  ];
  const names = [
    ...places.map(([place]) => toCamelCase(place)),
    ...(hasQuery ? ["query = {}"] : []),
    ...(body === undefined ? [] : ["body"]),
    "options",
  ];
  return { parameters: parameters.join(", "), names: names.join(", ") };
}

/** Returns the code that sends one attempt. */
function toCallCode({ verb, path, places, hasQuery, body }: MethodFacts, extra?: string): string {
  const inPath = places.map(([place]) => {
    return place === toCamelCase(place) ? place : `${place}: ${toCamelCase(place)}`;
  });
  const params = [
    ...(places.length > 0 ? [`path: { ${inPath.join(", ")} }`] : []),
    ...(hasQuery ? ["query"] : []),
  ];
  const init = [
    "...init",
    ...(extra === undefined ? [] : [extra]),
    ...(params.length === 0 ? [] : [`params: { ${params.join(", ")} }`]),
    ...(body === undefined ? [] : ["body"]),
  ];
  const short = init.length === 1 ? "init" : `{ ${init.join(", ")} }`;
  return `(http, init) => http.${verb.toUpperCase()}("${path}", ${short})`;
}

function toParameterProperty(parameter: JsonObject): [name: string, type: string] {
  const isNumber = objectAt(parameter, "schema")["type"] === "integer";
  return [String(parameter["name"]), isNumber ? "number" : "string"];
}

function toSchemaType(operation: string, content: Json): string {
  const ref = isObject(content) ? objectAt(content, "schema")["$ref"] : undefined;
  const name =
    typeof ref === "string" ? /^#\/components\/schemas\/(\w+)$/.exec(ref)?.[1] : undefined;
  if (name === undefined) throw new Error(`${operation}: give the schema a name in components`);
  return `Schemas["${name}"]`;
}

function toDocComment({ summary, description }: JsonObject): string {
  const text = [summary, description].filter((each) => typeof each === "string").join("\n\n");
  const lines = text.trim().replaceAll("*/", "* /").split("\n");
  return `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join("\n")}\n */`;
}

function listUnchargedCodes(document: JsonObject): string[] {
  const charges = new Map<string, Set<string>>();
  walk(document, ({ code, charged }) => {
    if (typeof code !== "string" || typeof charged !== "string") return;
    charges.set(code, (charges.get(code) ?? new Set()).add(charged));
  });
  return [...charges].filter(([, each]) => !each.has("held")).map(([code]) => code);
}

function toCamelCase(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
