import type { Context } from "../../../app/context.ts";
import {
  addLines,
  type BatchWork,
  failUnreadLines,
  type OpenLine,
} from "../../../core/generations/request-batches.ts";
import { type GivenUp, toGivenUpChange } from "./failed-change.ts";
import { type InputLine, parseEnvelope, readInputLines } from "./input-lines.ts";
import { toFault } from "./validate-input.ts";

// Bounds the memory for the lines of a pass, which can contain images.
const MAX_BYTES = 8 * 1024 * 1024;
const INPUT_MISSING = toFault(
  "file_not_found",
  "The input file no longer exists. The requests that had not been read have failed.",
);

/** Yields the lines of the input that were read before and have to be submitted again. */
export async function* readWaitingLines(
  ctx: Context,
  { storageKey }: BatchWork,
  waiting: OpenLine[],
): AsyncGenerator<InputLine> {
  for (const { line, byteOffset, byteLength } of waiting) {
    const offset = Number(byteOffset);
    const range = { startByte: offset, firstBytes: byteLength };
    const bytes = await openInput(ctx, storageKey, range);
    for await (const found of readInputLines(bytes, { line, offset })) yield found;
  }
}

/**
 * Returns the next lines of the input. They are recorded as waiting first, so that no line is left out if
 * the process ends. Returns none if another job reads the same batch, or if the input is missing: an
 * operator may restore it before the batch expires.
 */
export async function readAhead(
  ctx: Context,
  batch: BatchWork,
  { count }: { count: number },
): Promise<InputLine[]> {
  const lines = (await readNext(ctx, batch, count)) ?? [];
  return (await record(ctx, batch, { lines })) ? lines : [];
}

/**
 * Reads the next lines of the input and records them as given up. If the input is missing, all lines that
 * were not read count as failed.
 */
export async function giveUpNext(
  ctx: Context,
  batch: BatchWork,
  { count, reason }: { count: number; reason: GivenUp },
): Promise<void> {
  const lines = await readNext(ctx, batch, count);
  if (lines === undefined) {
    ctx.log.warn("batch_input_missing", { batchId: batch.id, storageKey: batch.storageKey });
    return failUnreadLines(ctx, batch.id, [INPUT_MISSING]);
  }
  await record(ctx, batch, { lines, reason });
}

/** Returns the next lines of the input. Returns undefined if it is missing. */
async function readNext(
  ctx: Context,
  { storageKey, nextLine, nextOffset, total, finalLines }: BatchWork,
  count: number,
): Promise<InputLine[] | undefined> {
  const lines: InputLine[] = [];
  if (finalLines >= total) return lines;
  const offset = Number(nextOffset);
  const found = storageKey === null ? undefined : await ctx.storage.find(storageKey);
  if (found === undefined) return undefined;
  if (found.sizeBytes <= offset) return lines;
  const bytes = await openInput(ctx, storageKey, { startByte: offset });
  let length = 0;
  for await (const line of readInputLines(bytes, { line: nextLine, offset })) {
    lines.push({ ...line, bytes: new Uint8Array(line.bytes) });
    length += line.length;
    if (lines.length >= count || length >= MAX_BYTES) break;
  }
  return lines;
}

async function record(
  ctx: Context,
  batch: BatchWork,
  { lines, reason }: { lines: InputLine[]; reason?: GivenUp },
): Promise<boolean> {
  const last = lines.at(-1);
  if (last === undefined) return false;
  const ids = lines.map((each) => parseEnvelope(each).customId);
  const sizes = lines.map(({ line }, index) => {
    const id = { batchId: batch.id, line, customId: ids[index] ?? "" };
    return reason === undefined ? 0 : (toGivenUpChange(id, reason).sizeBytes ?? 0);
  });
  return addLines(ctx, batch.id, {
    firstLine: batch.nextLine,
    nextLine: last.line + 1,
    nextOffset: String(last.offset + last.length + 1),
    lines: lines.map(({ line }) => line),
    customIds: ids,
    offsets: lines.map(({ offset }) => String(offset)),
    lengths: lines.map(({ length }) => length),
    errorCode: reason?.errorCode ?? null,
    errorMessage: reason?.errorMessage ?? null,
    sizes: sizes.map(String),
  });
}

async function openInput(
  ctx: Context,
  storageKey: string | null,
  range: { startByte: number; firstBytes?: number },
): Promise<AsyncIterable<Uint8Array>> {
  const bytes = storageKey === null ? undefined : await ctx.storage.read(storageKey, range);
  if (bytes === undefined) throw new Error(`The input ${storageKey} of a batch is missing.`);
  return bytes;
}
