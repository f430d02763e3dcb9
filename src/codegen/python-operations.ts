import { objectAt, resolveObject, type JsonObject } from "./json.ts";
import {
  listOperations,
  listUnchargedCodes,
  type OperationFacts,
  toBodyKind,
} from "./operations.ts";
import { toAsyncName, toQueryName, toWaitingName } from "./python-schemas.ts";

const HEADER = "# Written by `bun run generate` from openapi.yaml. Do not edit.\n";

/** A method of the class. */
interface MethodCode {
  name: string;
  /** The type of the body; undefined if there is none. */
  body: string | undefined;
  result: string;
  /** The lines after the docstring. */
  lines: string[];
  doc: string;
  decorator?: string;
}

/** Returns the module with one method per operation of a document. src/client/python builds on it. */
export function pythonOperations(document: JsonObject, dialect: string): string {
  const uncharged = listUnchargedCodes(document).map((code) => `        "${code}",\n`);
  const methods = listOperations(document).flatMap((each) => toMethods(document, each));
  const className = `${dialect.charAt(0).toUpperCase()}${dialect.slice(1)}Operations`;
  return [
    HEADER,
    "from __future__ import annotations\n",
    "from collections.abc import Iterator, Mapping",
    "from typing import Any, Unpack, overload",
    "from urllib.parse import quote\n",
    "from .._calls import Calls, Operation",
    "from .._options import CallOptions, CreateOptions",
    `from . import ${dialect}_types as types\n`,
    "# Codes of errors for which nothing is charged or all credits are released.",
    `UNCHARGED: frozenset[str] = frozenset(\n    [\n${uncharged.join("")}    ]\n)\n\n`,
    `class ${className}:`,
    '    """One method per operation of the API."""\n',
    "    def __init__(self, calls: Calls) -> None:",
    "        self._calls = calls\n",
    methods.join("\n\n"),
    "\n\ndef _quote(value: str | int) -> str:",
    '    return quote(str(value), safe="")\n',
  ].join("\n");
}

/** Returns one method per response media type, so that a streaming operation has two methods. */
function toMethods(document: JsonObject, operation: OperationFacts): string[] {
  const isEither = operation.responses.size > 1;
  const body = toUnion(operation.bodies);
  const base = { name: toSnakeCase(operation.name), body, doc: operation.text };
  return [...operation.responses].flatMap(([media, schemas]) => {
    const result = toUnion(schemas) ?? "None";
    const kind = toBodyKind(media);
    if (kind === "events") return [toStream(operation, { ...base, result }, isEither)];
    if (kind === "text") return [toPlain(operation, { ...base, result: "str" }, "text")];
    if (kind === "bytes") return [toPlain(operation, { ...base, result: "bytes" }, "bytes")];
    if (operation.position !== undefined) {
      const item = toItemType(document, schemas[0] ?? "");
      return [toPlain(operation, { ...base, result }), toIteration(operation, item)];
    }
    return [
      ...(operation.accepted === undefined
        ? []
        : toOverloads(operation, { ...base, result }, operation.accepted)),
      toPlain(operation, { ...base, result }),
    ];
  });
}

type Signature = Omit<MethodCode, "lines">;

function toPlain(operation: OperationFacts, signature: Signature, reads?: string): string {
  const isAsync = operation.accepted !== undefined;
  const typed = isAsync ? { ...signature, body: "Any", result: "Any" } : signature;
  const call = "self._calls.call(operation, options)";
  const isEmpty = typed.result === "None";
  const lines = isEmpty ? [call] : [`result: ${typed.result} = ${call}`, "return result"];
  const first = `operation = ${toOperation(operation, { reads })}`;
  return toMethod(operation, { ...typed, lines: [first, ...lines] });
}

/** Returns the overloads of an operation whose response `async` narrows. */
function toOverloads(operation: OperationFacts, signature: Signature, accepted: string): string[] {
  const overload = { ...signature, decorator: "@overload", lines: [] };
  const narrow = toUnion(operation.bodies.map(toAsyncName));
  const waiting = toUnion(operation.bodies.map(toWaitingName));
  const others = signature.result.split(" | ").filter((each) => each !== `types.${accepted}`);
  return [
    toMethod(operation, { ...overload, body: narrow, result: `types.${accepted}` }),
    ...(operation.isAcceptedOnlyAsync
      ? [toMethod(operation, { ...overload, body: waiting, result: others.join(" | ") })]
      : []),
    toMethod(operation, overload),
  ];
}

function toStream(operation: OperationFacts, signature: Signature, isEither: boolean): string {
  const body = isEither ? `{**body, "stream": True}` : undefined;
  return toMethod(operation, {
    ...signature,
    name: isEither ? `${signature.name}_stream` : signature.name,
    result: `Iterator[${signature.result}]`,
    lines: [
      `operation = ${toOperation(operation, { body })}`,
      "return self._calls.stream(operation, options)",
    ],
  });
}

function toIteration(operation: OperationFacts, item: string): string {
  const query = "{**(query or {}), **position}";
  const page = toOperation(operation, { query }).replaceAll("\n", "\n    ");
  return toMethod(operation, {
    name: toSnakeCase(operation.name).replace(/^list/, "iterate"),
    body: undefined,
    result: `Iterator[${item}]`,
    doc: `Yields the items of all pages; \`${operation.position}\` is where to begin.`,
    lines: [
      "def read(position: Mapping[str, str]) -> Any:",
      `    operation = ${page}`,
      "    return self._calls.call(operation, options)",
      "",
      "return self._calls.iterate(read)",
    ],
  });
}

function toMethod(operation: OperationFacts, method: MethodCode): string {
  const options = operation.kind === "create" ? "CreateOptions" : "CallOptions";
  const parameters = [
    "self",
    ...operation.places.map(
      ({ name, isNumber }) => `${toSnakeCase(name)}: ${isNumber ? "int" : "str"}`,
    ),
    ...(method.body === undefined ? [] : [`body: ${method.body}`]),
    ...(operation.query.length === 0
      ? []
      : [`query: types.${toQueryName(operation)} | None = None`]),
    `**options: Unpack[${options}]`,
  ];
  const isOverload = method.decorator !== undefined;
  return [
    ...(isOverload ? [`    ${method.decorator}`] : []),
    `    def ${method.name}(`,
    ...parameters.map((parameter) => `        ${parameter},`),
    `    ) -> ${method.result}:${isOverload ? " ..." : ""}`,
    ...(isOverload ? [] : [toDocstring(method.doc)]),
    ...method.lines
      .flatMap((line) => line.split("\n"))
      .map((line) => (line === "" ? "" : `        ${line}`)),
  ].join("\n");
}

/** Returns the code of the operation. */
function toOperation(
  { kind, verb, path, places, query, bodies }: OperationFacts,
  given: { reads?: string | undefined; body?: string | undefined; query?: string },
): string {
  const filled = places.reduce(
    (text, { name }) => text.replace(`{${name}}`, `{_quote(${toSnakeCase(name)})}`),
    path,
  );
  const fields = [
    `"${kind}"`,
    `"${verb.toUpperCase()}"`,
    `${places.length > 0 ? "f" : ""}"${filled}"`,
    ...(query.length > 0 ? [`query=${given.query ?? "query"}`] : []),
    ...(bodies.length > 0 ? [`body=${given.body ?? "body"}`] : []),
    ...(given.reads === undefined ? [] : [`reads="${given.reads}"`]),
  ];
  const line = `Operation(${fields.join(", ")})`;
  return line.length < 75
    ? line
    : `Operation(\n${fields.map((each) => `    ${each},\n`).join("")})`;
}

function toItemType(document: JsonObject, page: string): string {
  const schema = resolveObject(document, { $ref: `#/components/schemas/${page}` });
  const items = objectAt(objectAt(objectAt(schema, "properties"), "data"), "items");
  return `types.${String(items["$ref"]).split("/").at(-1)}`;
}

function toUnion(schemas: string[]): string | undefined {
  return schemas.map((name) => `types.${name}`).join(" | ") || undefined;
}

function toDocstring(doc: string): string {
  const lines = doc.trim().replaceAll("\\", "\\\\").split("\n");
  const [first = "", ...rest] = lines;
  if (rest.length === 0) return `        """${first}"""`;
  const indented = rest.map((line) => (line === "" ? "" : `        ${line}`));
  return [`        """${first}`, ...indented, `        """`].join("\n");
}

function toSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
