import { toUuid } from "../../../foundation/ids.ts";

const PREFIX = "batch_";

/** Returns the public id of a batch. */
export function toBatchId(id: string): string {
  return `${PREFIX}${id.replaceAll("-", "")}`;
}

/** Returns the id of the row of a batch. The document ensures the form of the public id. */
export function fromBatchId(batchId: string): string {
  return toUuid(batchId.slice(PREFIX.length));
}
