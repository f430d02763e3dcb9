import { eachOperation } from "./split-dialects.ts";
import { listAt, objectAt, resolveObject, type JsonObject } from "./json.ts";

/** Returns the type `operationErrors`: the codes that each operation declares, by status. */
export function operationErrorsType(document: JsonObject): string {
  const operations: string[] = [];
  eachOperation(document, (operation) => {
    const statuses = Object.entries(objectAt(operation, "responses")).flatMap(
      ([status, response]) => {
        const errors = listAt(resolveObject(document, response), "x-errors");
        // A code has a second entry if it has two consequences for credits.
        const codes = [...new Set(errors.map(({ code }) => toLiteral(code)))];
        return codes.length === 0 ? [] : [`${status}: ${codes.join(" | ")};`];
      },
    );
    operations.push(`${String(operation["operationId"])}: { ${statuses.join(" ")} };`);
  });
  return [
    "/** The error codes that each operation declares, by status. */",
    `export interface operationErrors {\n${operations.join("\n")}\n}`,
    "",
  ].join("\n");
}

function toLiteral(code: unknown): string {
  return JSON.stringify(code);
}
