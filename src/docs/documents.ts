import { documents } from "../../generated/docs.ts";
import type { Language } from "./languages.ts";

/** What the docs read of a document that `bun run generate` has written. */
export interface Spec {
  info: { title: string; summary: string; description: string; version: string };
  paths: Record<string, Record<string, Operation>>;
  webhooks?: Record<string, Record<string, Operation>>;
  components: { securitySchemes?: Record<string, { description: string }> };
  "x-unrouted": Record<string, Reply | Reference>;
}

export interface Operation {
  operationId: string;
  summary: string;
  description?: string;
  parameters?: (Parameter | Reference)[];
  requestBody?: Body | Reference;
  responses: Record<string, Reply | Reference>;
}

export interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema?: Schema | Reference;
}

export interface Body {
  content: Record<string, { schema: Schema | Reference }>;
}

export interface Reply {
  description: string;
  "x-errors"?: { code: string; charged: "never" | "released" | "held"; when: string }[];
}

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
  "x-max-bytes"?: number;
}

export interface Reference {
  $ref: string;
  description?: string;
}

/** Every dialect in the order of the spec; the account's, which takes no keys, comes last. */
export const dialects = Object.keys(documents).toSorted(
  (a, b) => Number(a === "account") - Number(b === "account"),
);

/** A dialect's document in a language. */
export async function loadDocument(dialect: string, language: Language): Promise<Spec> {
  const load = documents[dialect]?.[language];
  if (load === undefined) throw new Error(`There is no document of ${dialect}.`);
  // Written and linted by the generator, which is the only one to write it.
  return (await load()) as Spec;
}

/** What a `$ref` leads to, or the thing itself. */
export function resolve<T extends object>(spec: Spec, thing: T | Reference): T {
  if (!("$ref" in thing)) return thing;
  const steps = thing.$ref.split("/").slice(1);
  const found = steps.reduce<unknown>(
    // References are followed through objects alone; the generator refuses dangling ones.
    (at, step) => (at as Record<string, unknown>)[step.replaceAll("~1", "/")],
    spec,
  );
  // As above: what stands at the place has the type that the place asks for.
  return resolve(spec, found as T | Reference);
}

/** Every operation of a document, in its order. */
export function listOperations(spec: Spec) {
  return Object.entries(spec.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      path,
      method: method.toUpperCase(),
      operation,
    })),
  );
}
