import { z } from "zod";
import {
  type Document,
  type Operation,
  type Parameter,
  readDocument,
  type Schema,
} from "./document.ts";
import { toField, type Field, listFields } from "./fields.ts";
import { toIssues } from "./validation-messages.ts";
import { createValidationError } from "./validation-error.ts";

/** Returns the value with defaults. Throws `invalid_request`, with one issue per error. */
type Validate = (value: unknown) => unknown;

/** The validators of the requests of one operation. */
export interface Validators {
  params: ParameterCheck;
  query: ParameterCheck;
  headers: ParameterCheck;
  json: Validate | undefined;
  multipart: { fields: Map<string, Field>; validate: Validate } | undefined;
}

/** Parses and validates the parameters of one kind, such as the query. */
export interface ParameterCheck {
  fields: Map<string, Field>;
  validate: Validate;
}

/** An operation of a document with its validators. */
interface CheckedOperation {
  operation: Operation;
  check: Validators;
}

// By document. Compiling takes most of the start of a server, so each document is compiled once per process.
const compiled = new WeakMap<object, CheckedOperation[]>();

/**
 * Returns the operations of a document with their validators. Throws if zod does not support a schema.
 */
export function readOperations(source: object): CheckedOperation[] {
  const cached = compiled.get(source);
  if (cached !== undefined) return cached;
  const document = readDocument(source);
  const operations = document.operations.map((operation) => ({
    operation,
    check: compile(document, operation),
  }));
  compiled.set(source, operations);
  return operations;
}

function compile(document: Document, operation: Operation): Validators {
  const { json, multipart } = operation.body ?? {};
  return {
    params: compileParameters(document, operation, "path"),
    query: compileParameters(document, operation, "query"),
    headers: compileParameters(document, operation, "header"),
    json: json && compileSchema(document, json, "refused"),
    multipart: multipart && {
      fields: listFields(document, multipart),
      validate: compileSchema(document, multipart, "uploads"),
    },
  };
}

/**
 * Compiles one schema of the document. Binary values are uploads in a form. In JSON they are rejected,
 * because an object in the shape of an upload could name any local file.
 */
export function compileSchema(
  document: Document,
  schema: Schema,
  binary: "uploads" | "refused",
): Validate {
  const registry = z.registry();
  const validator = z.fromJSONSchema(bundleSchema(document, schema, binary), { registry });
  return (value) => {
    const result = validator.safeParse(value, { reportInput: true });
    if (!result.success) throw createValidationError(toIssues(result.error.issues));
    return result.data;
  };
}

function compileParameters(
  document: Document,
  operation: Operation,
  place: Parameter["in"],
): ParameterCheck {
  const parameters = operation.parameters.filter((each) => each.in === place);
  const schema = {
    type: "object",
    properties: Object.fromEntries(parameters.map((each) => [each.name, each.schema])),
    required: parameters.filter((each) => each.required).map((each) => each.name),
  };
  return {
    fields: new Map(parameters.map((each) => [each.name, toField(document, each.schema)])),
    validate: parameters.length > 0 ? compileSchema(document, schema, "refused") : () => ({}),
  };
}

/** Returns the schema with its referenced components in `$defs`, as zod expects it. */
function bundleSchema(
  document: Document,
  schema: Schema,
  binary: "uploads" | "refused",
): z.core.JSONSchema.JSONSchema {
  const file = binary === "uploads" ? { type: "object" } : { not: {} };
  const $defs: Record<string, unknown> = {};
  const copy = (part: unknown) => JSON.parse(JSON.stringify(part, replace));
  function replace(key: string, value: unknown): unknown {
    if (key !== "$ref") return isBinary(value) ? file : value;
    const name = String(value).replace("#/components/schemas/", "");
    if (!(name in $defs)) {
      // Ends the recursion of a schema that refers to itself.
      $defs[name] = {};
      $defs[name] = copy(document.schemas[name]);
    }
    return `#/$defs/${name}`;
  }
  return { ...copy(schema), $defs };
}

function isBinary(value: unknown): boolean {
  return (
    typeof value === "object" && value !== null && "format" in value && value.format === "binary"
  );
}
