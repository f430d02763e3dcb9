import type { Operation } from "./document.ts";

/** Throws an error that lists all differences between the code and the document of a dialect. */
export function assertHandlersMatchDocument(
  dialect: string,
  operations: Operation[],
  code: { handlers: string[]; publicOperations: string[] },
): void {
  const ids = operations.map((each) => each.id);
  const open = operations.filter((each) => each.isPublic).map((each) => each.id);
  const errors = [
    ...missing(ids, code.handlers, "has no handler"),
    ...missing(code.handlers, ids, "has a handler but is not in the document"),
    ...missing(open, code.publicOperations, "is public in the document, but not in the code"),
    ...missing(code.publicOperations, open, "is public in the code, but not in the document"),
  ];
  if (errors.length > 0) throw new Error(`The ${dialect} dialect: ${errors.join("; ")}.`);
}

function missing(names: string[], from: string[], error: string): string[] {
  return names.filter((name) => !from.includes(name)).map((name) => `${name} ${error}`);
}
