import { documents } from "../../generated/docs.ts";
import type { Reference } from "../openapi/reference.ts";
import type { Language } from "./languages.ts";

/** The parts of a generated document that the docs use. */
export interface Spec {
  info: { title: string; summary: string; description: string; version: string };
  tags: { name: string; "x-displayName"?: string }[];
  servers: { url: string; description: string }[];
  paths: Record<string, Record<string, Operation>>;
  webhooks?: Record<string, Record<string, Operation>>;
  components: { securitySchemes?: Record<string, { type: string; description: string }> };
  "x-unrouted": Record<string, ResponseObject | Reference>;
}

/** An operation of an OpenAPI document. */
export interface Operation {
  operationId: string;
  tags?: string[];
  summary: string;
  description?: string;
  security?: Record<string, string[]>[];
  parameters?: (Parameter | Reference)[];
  requestBody?: Body | Reference;
  responses: Record<string, ResponseObject | Reference>;
}

/** A parameter of an operation. */
export interface Parameter {
  name: string;
  in: "path" | "query" | "header" | "cookie";
  required?: boolean;
  description?: string;
  schema?: Schema | Reference;
  example?: unknown;
}

/** The body of a request. */
export interface Body {
  content: Record<string, Content>;
}

/** A body in one media type. Files have no schema. */
export interface Content {
  schema?: Schema | Reference;
  examples?: Record<string, Example | Reference>;
}

/** An example of a body. */
export interface Example {
  summary?: string;
  value: unknown;
}

/** A header of a response. */
export interface Header {
  description?: string;
  schema?: Schema | Reference;
}

/** A response of an operation. `x-errors` lists its error codes and when they are charged. */
export interface ResponseObject {
  description: string;
  headers?: Record<string, Header | Reference>;
  content?: Record<string, Content>;
  "x-errors"?: DocumentedError[];
}

/** A code that a response may contain: when, and what happens to credits. */
export interface DocumentedError {
  code: string;
  charged: "never" | "released" | "held";
  when: string;
}

/** The schema of a value. */
export interface Schema {
  type?: string | string[];
  description?: string;
  required?: string[];
  properties?: Record<string, Schema | Reference>;
  items?: Schema | Reference;
  allOf?: (Schema | Reference)[];
  oneOf?: (Schema | Reference)[];
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  maxItems?: number;
  format?: string;
  "x-max-bytes"?: number;
  /** The unit of a number, shown with its limits. */
  "x-unit"?: "bytes";
}

/** All dialects in the order of the spec; `account`, which has no keys, comes last. */
export const dialects = Object.keys(documents).toSorted(
  (a, b) => Number(a === "account") - Number(b === "account"),
);

/** Returns a dialect's document in a language. */
export async function loadDocument(dialect: string, language: Language): Promise<Spec> {
  const load = documents[dialect]?.[language];
  if (load === undefined) throw new Error(`No document for dialect ${dialect}.`);
  // Written and validated by the generator only.
  return (await load()) as Spec;
}

/** Returns all operations of a document, in its order. */
export function listOperations(spec: Spec) {
  return Object.entries(spec.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      path,
      method: method.toUpperCase(),
      operation,
    })),
  );
}
