import { type Reference, resolveReference } from "./reference.ts";

/** The keywords of a JSON Schema that are read outside the validators. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  maxItems?: number;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  "x-max-bytes"?: number;
}

/** A parameter of an operation. */
export interface Parameter {
  name: string;
  in: "path" | "query" | "header" | "cookie";
  required?: boolean;
  schema: Schema;
}

/** One operation, with all references to parameters and request bodies resolved. */
export interface Operation {
  id: string;
  /** Upper case. */
  method: string;
  /** As in the document: `/things/{thingId}`. */
  path: string;
  isPublic: boolean;
  /** The scopes that an API key needs. Undefined: the operation accepts no key. */
  scopes: string[] | undefined;
  parameters: Parameter[];
  body:
    { isRequired: boolean; json: Schema | undefined; multipart: Schema | undefined } | undefined;
}

/** An OpenAPI 3.1 document as `bun run generate` writes it: linted, without dangling references. */
export interface Document {
  operations: Operation[];
  /** The component schemas, by name. */
  schemas: Record<string, Schema>;
}

const METHODS = ["get", "put", "post", "delete", "patch"];

/** Reads a document into the list of its operations. */
export function readDocument(source: object): Document {
  // The document was linted when it was generated; its shape is not verified again.
  const document = source as RawDocument;
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      // The other keys of a path item are `parameters`, `summary` and `description`.
      const raw = item[method] as RawOperation | undefined;
      return raw === undefined ? [] : [readOperation(document, { path, method, item }, raw)];
    }),
  );
  return { operations, schemas: document.components?.schemas ?? {} };
}

/** Returns the component schema that a `$ref` refers to, or the schema itself. */
export function resolveSchema(document: Document, schema: Schema): Schema {
  return resolveReference({ components: { schemas: document.schemas } }, schema);
}

interface RawDocument {
  paths: Record<string, Record<string, unknown>>;
  components?: { schemas?: Record<string, Schema> };
  security?: object[];
}

interface RawOperation {
  operationId: string;
  parameters?: (Parameter | Reference)[];
  requestBody?: RawBody | Reference;
  /** Of each scheme, the scopes that an API key needs (OpenAPI 3.1, Security Requirement Object). */
  security?: Record<string, string[]>[];
}

interface RawBody {
  required?: boolean;
  content: Record<string, { schema?: Schema }>;
}

function readOperation(
  document: RawDocument,
  { path, method, item }: { path: string; method: string; item: Record<string, unknown> },
  raw: RawOperation,
): Operation {
  // Parameters of a path item apply to all its operations (OpenAPI 3.1, Path Item Object).
  const shared = (item.parameters ?? []) as (Parameter | Reference)[];
  const parameters = [...shared, ...(raw.parameters ?? [])].map((each) =>
    resolveReference(document, each),
  );
  return {
    id: raw.operationId,
    method: method.toUpperCase(),
    path,
    isPublic: raw.security?.length === 0,
    // A requirement of a session lists no scopes.
    scopes: raw.security?.flatMap(Object.values<string[]>).find((scopes) => scopes.length > 0),
    parameters,
    body: raw.requestBody && readRequestBody(resolveReference(document, raw.requestBody)),
  };
}

function readRequestBody(raw: RawBody): Operation["body"] {
  return {
    isRequired: raw.required ?? false,
    json: raw.content["application/json"]?.schema,
    multipart: raw.content["multipart/form-data"]?.schema,
  };
}
