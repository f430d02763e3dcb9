import type { JsonObject } from "./json.ts";
import {
  listErrorCodes,
  listOperations,
  listUnchargedCodes,
  type OperationFacts,
  toBodyKind,
} from "./operations.ts";

const header = "// Written by `bun run generate` from openapi.yaml. Do not edit.\n\n";

/** The types and the code of a method. */
interface MethodCode {
  /** The type of the body; undefined if there is none. */
  body: string | undefined;
  /** The type of the response. */
  response: string;
  /** Extra properties of the request for openapi-fetch. */
  extra?: string;
}

/** The declaration of a method in the interface and its implementation. */
interface Method {
  signature: string;
  implementation: string;
}

/** Returns the module with one method per operation of a document. src/client builds on it. */
export function methodsModule(document: JsonObject): string {
  const methods = listOperations(document).flatMap(toMethods);
  const codes = JSON.stringify(listErrorCodes(document));
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
    `const errorCodes = ${codes} as const;`,
    "const known: ReadonlySet<string> = new Set(errorCodes);",
    "/** A code of an error of the API. */",
    "export type ErrorCode = (typeof errorCodes)[number];",
    "/** Whether a code is one of the API. */",
    "export function isErrorCode(code: string): code is ErrorCode {\nreturn known.has(code);\n}",
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

/** Returns one method per response media type, so that a streaming operation has two methods. */
function toMethods(operation: OperationFacts): Method[] {
  const isEither = operation.responses.size > 1;
  const body = toUnion(operation.bodies);
  return [...operation.responses].flatMap(([media, schemas]) => {
    const response = toUnion(schemas) ?? "void";
    const kind = toBodyKind(media);
    if (kind === "events") {
      return [isEither ? toEitherStream(operation, response) : toStream(operation, response)];
    }
    if (kind === "text")
      return [toPlainMethod(operation, { body, response: "string", extra: `parseAs: "text"` })];
    if (kind === "bytes")
      return [toPlainMethod(operation, { body, response: "Blob", extra: `parseAs: "blob"` })];
    const plain = { body: isEither ? `Unstreamed<${body}>` : body, response };
    if (operation.position !== undefined)
      return [toPlainMethod(operation, plain), toIteration(operation, response)];
    return [
      operation.accepted === undefined
        ? toPlainMethod(operation, plain)
        : toAsyncMethod(operation, { ...plain, accepted: operation.accepted }),
    ];
  });
}

function toPlainMethod(operation: OperationFacts, code: MethodCode): Method {
  const { name, kind } = operation;
  const { parameters, names } = toParameters(operation, code.body);
  const send = toSendCode(operation, code);
  return {
    signature: `${toDocComment(operation)}\n${name}(${parameters}): Promise<${code.response}>;`,
    implementation: `${name}: (${names}) => calls.call("${kind}", options, ${send}),`,
  };
}

/** Returns a method with overloads: `async: true` narrows the response. */
function toAsyncMethod(
  operation: OperationFacts,
  { accepted, ...code }: MethodCode & { accepted: string },
): Method {
  const { name, kind } = operation;
  const { parameters } = toParameters(operation, code.body);
  const narrow = toParameters(operation, `(${code.body}) & { async: true }`).parameters;
  const doc = toDocComment(operation);
  const send = toSendCode(operation, code);
  return {
    signature:
      `${doc}\n${name}(${narrow}): Promise<Schemas["${accepted}"]>;\n` +
      toWaitingOverload(operation, { ...code, accepted }) +
      `${doc}\n${name}(${parameters}): Promise<${code.response}>;`,
    implementation:
      `${name}: <Result>(${parameters}): Promise<Result> => ` +
      `calls.call("${kind}", options, ${send}),`,
  };
}

/** Returns the overload without `async: true` of an operation that then always waits, or "". */
function toWaitingOverload(
  operation: OperationFacts,
  { accepted, ...code }: MethodCode & { accepted: string },
): string {
  if (!operation.isAcceptedOnlyAsync) return "";
  const body = `(${code.body}) & { async?: false | null }`;
  const { parameters } = toParameters(operation, body);
  const response = `Exclude<${code.response}, Schemas["${accepted}"]>`;
  return `${toDocComment(operation)}\n${operation.name}(${parameters}): Promise<${response}>;\n`;
}

/** Returns a method that yields the items of all pages. */
function toIteration(operation: OperationFacts, response: string): Method {
  const { parameters, names } = toParameters(operation, undefined);
  const name = operation.name.replace(/^list/, "iterate");
  const send = toSendCode(operation, { body: undefined, response }).replace(
    "query",
    "query: { ...query, ...position }",
  );
  const { position } = operation;
  const iterate = position === "after" ? "iterateAfter" : "iterate";
  const doc = `/** Yields the items of all pages; \`${position}\` is where to begin. */`;
  const read = `(position) => calls.call("read", options, ${send})`;
  return {
    signature:
      `${doc}\n${name}(${parameters}): ` +
      `AsyncGenerator<${response}["data"][number], void, undefined>;`,
    implementation: `${name}: (${names}) => calls.${iterate}(${read}),`,
  };
}

function toEitherStream(operation: OperationFacts, response: string): Method {
  const body = `Unstreamed<${toUnion(operation.bodies)}>`;
  const given = operation.hasFiles ? "...(await calls.readFiles(body))" : "...body";
  const extra = `parseAs: "stream", body: { ${given}, stream: true }`;
  const named = { ...operation, name: `${operation.name}Stream` };
  const { parameters, names } = toParameters(operation, body);
  return toStreamMethod(named, { parameters, names, response, extra });
}

function toStream(operation: OperationFacts, response: string): Method {
  const { parameters, names } = toParameters(operation, toUnion(operation.bodies));
  return toStreamMethod(operation, { parameters, names, response, extra: `parseAs: "stream"` });
}

function toStreamMethod(
  operation: OperationFacts,
  code: { parameters: string; names: string; response: string; extra: string },
): Method {
  const { name, kind } = operation;
  const { parameters, names, response, extra } = code;
  const send = toSendCode(operation, { body: undefined, response, extra });
  return {
    signature:
      `${toDocComment(operation)}\n${name}(${parameters}): ` +
      `AsyncGenerator<Events<${response}>, void, undefined>;`,
    implementation: `${name}: (${names}) => calls.stream("${kind}", options, ${send}),`,
  };
}

/** Returns the parameters of a declaration, with types, and of an implementation. */
function toParameters({ name, places, query, kind }: OperationFacts, body: string | undefined) {
  const declared = [
    ...places.map((place) => `${toCamelCase(place.name)}: ${place.isNumber ? "number" : "string"}`),
    ...(query.length > 0
      ? [`query?: NonNullable<operations["${name}"]["parameters"]["query"]>`]
      : []),
    ...(body === undefined ? [] : [`body: ${body}`]),
    `options?: ${kind === "create" ? "CreateOptions" : "CallOptions"}`,
  ];
  const names = [
    ...places.map((place) => toCamelCase(place.name)),
    ...(query.length > 0 ? ["query = {}"] : []),
    ...(body === undefined ? [] : ["body"]),
    "options",
  ];
  return { parameters: declared.join(", "), names: names.join(", ") };
}

/** Returns the code that sends one attempt. */
function toSendCode(operation: OperationFacts, { body, extra }: MethodCode): string {
  const { verb, path, places, query, hasFiles } = operation;
  const inPath = places.map(({ name }) => {
    return name === toCamelCase(name) ? name : `${name}: ${toCamelCase(name)}`;
  });
  const params = [
    ...(places.length > 0 ? [`path: { ${inPath.join(", ")} }`] : []),
    ...(query.length > 0 ? ["query"] : []),
  ];
  const init = [
    "...init",
    ...(extra === undefined ? [] : [extra]),
    ...(params.length === 0 ? [] : [`params: { ${params.join(", ")} }`]),
    ...(body === undefined ? [] : [hasFiles ? "body: await calls.readFiles(body)" : "body"]),
  ];
  const short = init.length === 1 ? "init" : `{ ${init.join(", ")} }`;
  const call = `http.${verb.toUpperCase()}("${path}", ${short})`;
  return `${call.includes("await ") ? "async " : ""}(http, init) => ${call}`;
}

function toUnion(schemas: string[]): string | undefined {
  return schemas.map((name) => `Schemas["${name}"]`).join(" | ") || undefined;
}

function toDocComment({ text }: OperationFacts): string {
  const lines = text.trim().replaceAll("*/", "* /").split("\n");
  return `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join("\n")}\n */`;
}

function toCamelCase(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
