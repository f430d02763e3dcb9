import { isObject, listAt, objectAt, resolveObject, type Json, type JsonObject } from "./json.ts";
import { listErrorCodes, listOperations, type OperationFacts } from "./operations.ts";

const HEADER = "# Written by `bun run generate` from openapi.yaml. Do not edit.\n";
const KEYWORDS = new Set(
  (
    "False None True and as assert async await break class continue def del elif else except finally " +
    "for from global if import in is lambda nonlocal not or pass raise return try while with yield"
  ).split(" "),
);

/** The definitions that a module collects: nested objects become types of their own. */
interface Definitions {
  document: JsonObject;
  /** The text of each type by its name. */
  types: Map<string, string>;
}

/** A field of an object. */
interface Field {
  name: string;
  type: string;
  isRequired: boolean;
}

/** Returns the module with a type for each schema, body and query of a document. */
export function pythonTypes(document: JsonObject): string {
  const definitions: Definitions = { document, types: new Map() };
  for (const [name, schema] of Object.entries(listSchemas(document))) {
    // Defined below with the codes of all errors.
    if (name !== "ErrorCode") define(definitions, name, resolveObject(document, schema));
  }
  for (const operation of listOperations(document)) {
    defineQuery(definitions, operation);
    if (operation.accepted !== undefined) defineAsync(definitions, operation);
  }
  const codes = listErrorCodes(document).map((code) => JSON.stringify(code));
  const aliases = [
    `# A code of an error of the API.\nErrorCode: TypeAlias = ${toLiteral(codes)}`,
    `ERROR_CODES: frozenset[str] = frozenset(get_args(ErrorCode))`,
  ];
  const names = [...definitions.types.keys(), "ErrorCode"].map((name) => `    "${name}",\n`);
  return [
    HEADER,
    "from __future__ import annotations\n",
    "from typing import Any, Literal, NotRequired, TypeAlias, TypedDict, get_args\n",
    "from .._body import FileInput",
    `\n__all__ = [\n${names.join("")}]\n`,
    ...[...definitions.types.values(), ...aliases].map((text) => `\n${text}\n`),
  ].join("\n");
}

/** Returns the name of the type of the query of an operation. */
export function toQueryName({ name }: OperationFacts): string {
  return `${toPascalCase(name)}Query`;
}

/** Returns the name of the type of a body with `async: true`. */
export function toAsyncName(body: string): string {
  return `Async${body}`;
}

/** Returns the name of the type of a body without `async: true`. */
export function toWaitingName(body: string): string {
  return `Waiting${body}`;
}

/** Returns the schemas of a document by name. */
function listSchemas(document: JsonObject): JsonObject {
  return objectAt(objectAt(document, "components"), "schemas");
}

function define(definitions: Definitions, name: string, schema: JsonObject): void {
  if (definitions.types.has(name)) return;
  // Reserved first, so that a type that refers to itself ends.
  definitions.types.set(name, "");
  const fields = findFields(definitions, schema, name);
  const text =
    fields === undefined
      ? `${toComment(schema)}${name}: TypeAlias = ${quote(toType(definitions, schema, name))}`
      : toTypedDict(name, fields, schema);
  definitions.types.delete(name);
  definitions.types.set(name, text);
}

function defineQuery(definitions: Definitions, operation: OperationFacts): void {
  if (operation.query.length === 0) return;
  const name = toQueryName(operation);
  const fields = operation.query.map((parameter) => ({
    name: String(parameter["name"]),
    type: toType(definitions, objectAt(parameter, "schema"), name),
    isRequired: parameter["required"] === true,
  }));
  definitions.types.set(name, toTypedDict(name, fields, { description: "A query." }));
}

function defineAsync(definitions: Definitions, operation: OperationFacts): void {
  for (const body of operation.bodies) {
    const schema = resolveObject(definitions.document, listSchemas(definitions.document)[body]);
    const fields = findFields(definitions, schema, body) ?? [];
    const others = fields.filter(({ name }) => name !== "async");
    const add = (name: string, field: Field, description: string) =>
      definitions.types.set(name, toTypedDict(name, [...others, field], { description }));
    const given = { name: "async", type: "Literal[True]", isRequired: true };
    add(toAsyncName(body), given, "With `async`.");
    if (!operation.isAcceptedOnlyAsync) continue;
    const missing = { name: "async", type: "Literal[False] | None", isRequired: false };
    add(toWaitingName(body), missing, "Without `async`.");
  }
}

/** Returns the fields of an object with known properties; undefined for other schemas. */
function findFields(
  definitions: Definitions,
  schema: JsonObject,
  owner: string,
): Field[] | undefined {
  const parts = listAt(schema, "allOf").map((each) => resolveObject(definitions.document, each));
  if (parts.length > 0) {
    const fields = parts.map((part) => findFields(definitions, part, owner));
    if (fields.some((each) => each === undefined)) return undefined;
    const merged = new Map<string, Field>();
    for (const field of fields.flatMap((each) => each ?? [])) {
      const isRequired = field.isRequired || (merged.get(field.name)?.isRequired ?? false);
      merged.set(field.name, { ...field, isRequired });
    }
    return [...merged.values()];
  }
  const properties = Object.entries(objectAt(schema, "properties"));
  if (properties.length === 0 && !isEmptyObject(schema)) return undefined;
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  return properties.map(([name, property]) => ({
    name,
    type: toType(definitions, isObject(property) ? property : {}, `${owner}${toPascalCase(name)}`),
    isRequired: required.includes(name),
  }));
}

function isEmptyObject(schema: JsonObject): boolean {
  return schema["type"] === "object" && schema["additionalProperties"] === false;
}

/**
 * Returns the type of a schema.
 *
 * @param owner the name of a nested object
 */
function toType(definitions: Definitions, schema: JsonObject, owner: string): string {
  const ref = schema["$ref"];
  if (typeof ref === "string") return ref.split("/").at(-1) ?? "Any";
  if (schema["const"] !== undefined) return toLiteral([toValue(schema["const"])]);
  if (Array.isArray(schema["enum"])) return toLiteral(schema["enum"].map(toValue));
  const choices = [...listAt(schema, "oneOf"), ...listAt(schema, "anyOf")];
  if (choices.length > 0) {
    return toUnion(choices.map((each, index) => toType(definitions, each, `${owner}${index + 1}`)));
  }
  if (findFields(definitions, schema, owner) !== undefined) {
    define(definitions, owner, schema);
    return owner;
  }
  const [part] = listAt(schema, "allOf");
  if (part !== undefined) return toType(definitions, part, owner);
  const types = [schema["type"]].flat().filter((each) => typeof each === "string");
  return toUnion(types.map((type) => toSimpleType(definitions, { ...schema, type }, owner)));
}

function toSimpleType(definitions: Definitions, schema: JsonObject, owner: string): string {
  const names: Record<string, string> = {
    string: schema["format"] === "binary" ? "FileInput" : "str",
    integer: "int",
    number: "float",
    boolean: "bool",
    null: "None",
    object: "dict[str, Any]",
  };
  if (schema["type"] !== "array") return names[String(schema["type"])] ?? "Any";
  const item = toType(definitions, objectAt(schema, "items"), `${owner}Item`);
  // One file in place of a list with one.
  return item === "FileInput" ? "FileInput | list[FileInput]" : `list[${item}]`;
}

function toTypedDict(name: string, fields: Field[], schema: JsonObject): string {
  const toFieldType = ({ type, isRequired }: Field) => (isRequired ? type : `NotRequired[${type}]`);
  if (fields.every((field) => /^[A-Za-z]\w*$/.test(field.name) && !KEYWORDS.has(field.name))) {
    const lines = fields.map((field) => `    ${field.name}: ${toFieldType(field)}`);
    return `class ${name}(TypedDict):\n${toDocstring(schema, lines.length === 0)}${lines.join("\n")}`;
  }
  const lines = fields.map(
    (field) => `        ${JSON.stringify(field.name)}: ${quote(toFieldType(field))},`,
  );
  return `${toComment(schema)}${name} = TypedDict(\n    "${name}",\n    {\n${lines.join("\n")}\n    },\n)`;
}

function toDocstring({ description }: JsonObject, isAlone: boolean): string {
  const text = typeof description === "string" ? description.trim().replaceAll("\\", "\\\\") : "";
  if (text === "") return isAlone ? "    pass" : "";
  const lines = text.split("\n").map((line) => (line === "" ? "" : `    ${line}`));
  const end = lines.length > 1 ? "\n    " : "";
  return `    """${lines.join("\n").trimStart()}${end}"""\n\n`;
}

function toComment({ description }: JsonObject): string {
  if (typeof description !== "string") return "";
  const lines = description.trim().split("\n");
  return lines.map((line) => `${`# ${line}`.trimEnd()}\n`).join("");
}

/** Quotes a type with names, because it may be evaluated before the types that they name. */
function quote(type: string): string {
  return type.includes('"') || /^(?:str|int|float|bool)$/.test(type) ? type : `"${type}"`;
}

function toLiteral(values: string[]): string {
  const line = `Literal[${values.join(", ")}]`;
  return line.length < 80 ? line : `Literal[\n${values.map((each) => `    ${each},\n`).join("")}]`;
}

function toValue(value: Json): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  return JSON.stringify(value);
}

function toUnion(types: string[]): string {
  return [...new Set(types)].join(" | ") || "Any";
}

function toPascalCase(name: string): string {
  return name.replace(/(?:^|[^A-Za-z0-9])([a-z0-9])|^./g, (part, letter: string | undefined) =>
    (letter ?? part).toUpperCase(),
  );
}
