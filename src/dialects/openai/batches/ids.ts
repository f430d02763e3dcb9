const PREFIX = "batch_";

/** Returns the public id of a batch. */
export function toBatchId(id: string): string {
  return `${PREFIX}${id.replaceAll("-", "")}`;
}

/** Returns the id of the row of a batch. The document ensures the form of the public id. */
export function fromBatchId(batchId: string): string {
  const hex = batchId.slice(PREFIX.length);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
