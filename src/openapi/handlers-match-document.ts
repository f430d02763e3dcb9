import type { Operation } from "./document.ts";

/** Throws, naming every difference, where the code and the document of a dialect do not agree. */
export function assertHandlersMatchDocument(
  dialect: string,
  operations: Operation[],
  code: { handlers: string[]; publicOperations: string[] },
): void {
  const ids = operations.map((each) => each.id);
  const open = operations.filter((each) => each.isPublic).map((each) => each.id);
  const faults = [
    ...missing(ids, code.handlers, "has no handler"),
    ...missing(code.handlers, ids, "has a handler but is not in the document"),
    ...missing(open, code.publicOperations, "needs no key in the document, but does in the code"),
    ...missing(code.publicOperations, open, "needs a key in the document, but not in the code"),
  ];
  if (faults.length > 0) throw new Error(`The ${dialect} dialect: ${faults.join("; ")}.`);
}

function missing(names: string[], from: string[], fault: string): string[] {
  return names.filter((name) => !from.includes(name)).map((name) => `${name} ${fault}`);
}
