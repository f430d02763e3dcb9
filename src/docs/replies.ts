import { listOperations, type ResponseObject, type Spec } from "./documents.ts";
import { resolveReference } from "../openapi/reference.ts";
import type { Content, Example, Header } from "./documents.ts";
import { fence } from "./markdown.ts";

/** Returns all examples of a body as code blocks. */
export function listExamples(spec: Spec, { examples = {} }: Content): string[] {
  return Object.values(examples).map((each) => {
    const { value } = resolveReference<Example>(spec, each);
    if (typeof value === "string") return fence("text", value);
    return fence("json", formatJson(value));
  });
}

/** Returns indented JSON with each list of plain values on one line. */
export function formatJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replaceAll(/\[[^[\]{}]+\]/g, (list) =>
    list
      .replaceAll(/\n\s+/g, " ")
      .replace("[ ", "[")
      .replace(/\n?\s*\]$/, "]"),
  );
}

/** Returns the error responses of a document, those that belong to no operation first. */
export function listErrorReplies(spec: Spec): ResponseObject[] {
  return listReplies(spec).filter((reply) => reply["x-errors"] !== undefined);
}

/** Returns the headers of all responses of a document, each once. */
export function listReplyHeaders(spec: Spec): [string, Header][] {
  const headers = listReplies(spec).flatMap((reply) => Object.entries(reply.headers ?? {}));
  const once = new Map(
    headers.map(([name, header]) => [name, resolveReference<Header>(spec, header)]),
  );
  return [...once];
}

function listReplies(spec: Spec): ResponseObject[] {
  const replies = [
    ...Object.values(spec["x-unrouted"]),
    ...listOperations(spec).flatMap(({ operation }) => Object.values(operation.responses)),
  ];
  return replies.map((reply) => resolveReference<ResponseObject>(spec, reply));
}
