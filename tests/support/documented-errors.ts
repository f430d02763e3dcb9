/** Internal details that no error message may reveal. */
export const INTERNAL_DETAILS =
  /postgres|relation|sql|zod|elysia|upstream|openai(?!-compatible API)|stack|\.ts\b|sk-|account_id/i;

/** One row of `x-errors`. */
export interface DocumentedError {
  /** Operation, status and code. */
  name: string;
  status: number;
  code: string;
  charged: string;
}

interface Row {
  code: string;
  charged: string;
  when: string;
}

interface Source {
  paths: Record<string, object>;
  components: { responses: Record<string, { "x-errors"?: Row[] }> };
  "x-unrouted": Record<string, object>;
}

/** The errors of every response in a document, and of those without an operation. */
export function listDocumentedErrors(document: Source): DocumentedError[] {
  const rows = (name: string, given: Record<string, object>) =>
    Object.entries(given).flatMap(([status, response]) => {
      const reference = "$ref" in response ? String(response.$ref).split("/").at(-1) : undefined;
      const errors = document.components.responses[reference ?? ""]?.["x-errors"] ?? [];
      return errors.filter(appliesTo(name)).map(({ code, charged }) => {
        return { name: `${name} ${status} ${code}`, status: Number(status), code, charged };
      });
    });
  const operations = Object.values(document.paths).flatMap((item) => Object.values(item));
  return [
    ...operations.flatMap((each) => rows(each.operationId, each.responses)),
    ...rows("unrouted", document["x-unrouted"]),
  ];
}

/**
 * Returns the errors that the tests of one dialect cause. Slow bodies are tested together in
 * `slow-bodies.test.ts`, because each takes as long as the timeout, and a 503 that names an accepted
 * generation in `unavailable.test.ts`, because it needs an outage after the acceptance.
 */
export function listProvokableErrors(document: Source): DocumentedError[] {
  return listDocumentedErrors(document).filter(
    ({ status, charged }) => status !== 408 && !(status === 503 && charged === "held"),
  );
}

/** Some responses are shared by operations of which only creates can return every row. */
function appliesTo(operation: string) {
  return ({ when }: Row) => !when.startsWith("Only for creates:") || operation.startsWith("create");
}
