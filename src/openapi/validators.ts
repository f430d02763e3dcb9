import { z } from "zod";
import {
  type Document,
  type Operation,
  type Parameter,
  readDocument,
  type Schema,
} from "./document.ts";
import { describe, type Field, listFields } from "./fields.ts";
import { toIssues } from "./validation-messages.ts";
import { createValidationError } from "./validation-error.ts";

/** Answers the value with its defaults, or throws `invalid_request` with what is wrong. */
export type Validate = (value: unknown) => unknown;

/** Everything that is checked about a request of one operation. */
export interface Validators {
  params: ParameterCheck;
  query: ParameterCheck;
  headers: ParameterCheck;
  json: Validate | undefined;
  multipart: { fields: Map<string, Field>; validate: Validate } | undefined;
}

export interface ParameterCheck {
  fields: Map<string, Field>;
  validate: Validate;
}

/** An operation of a document, and everything that is checked about its requests. */
export interface CheckedOperation {
  operation: Operation;
  check: Validators;
}

// By the document they were read from. Most of a server's start is this, and what is used warms up.
const known = new WeakMap<object, CheckedOperation[]>();

/**
 * Reads a document with all its operations: once a process, however many servers that opens. Throws
 * where zod cannot hold the spec to its word.
 */
export function readOperations(source: object): CheckedOperation[] {
  const earlier = known.get(source);
  if (earlier !== undefined) return earlier;
  const document = readDocument(source);
  const operations = document.operations.map((operation) => ({
    operation,
    check: compile(document, operation),
  }));
  known.set(source, operations);
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
 * Compiles one schema of the document. Binary values are uploads in a form; in JSON they are refused
 * outright, since an object that merely looks like an upload would name any file on this machine.
 */
export function compileSchema(
  document: Document,
  schema: Schema,
  binary: "uploads" | "refused",
): Validate {
  const registry = z.registry();
  const validator = z.fromJSONSchema(standAlone(document, schema, binary), { registry });
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
    fields: new Map(parameters.map((each) => [each.name, describe(document, each.schema)])),
    validate: parameters.length > 0 ? compileSchema(document, schema, "refused") : () => ({}),
  };
}

/** The schema with the components that it leads to, in the shape that zod reads. */
function standAlone(
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
      // It may lead back to itself.
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
