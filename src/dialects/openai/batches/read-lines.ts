import type { Context } from "../../../app/context.ts";
import {
  addLines,
  type BatchWork,
  type OpenLine,
} from "../../../core/generations/request-batches.ts";
import { type GivenUp, toGivenUpChange } from "./failed-change.ts";
import { type InputLine, parseEnvelope, readInputLines } from "./input-lines.ts";

// Bounds the memory for the lines of a pass, which can contain images.
const MAX_BYTES = 8 * 1024 * 1024;

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
 * the process ends. Returns none if another job reads the same batch.
 */
export async function readAhead(
  ctx: Context,
  batch: BatchWork,
  { count }: { count: number },
): Promise<InputLine[]> {
  const lines = await readNext(ctx, batch, count);
  return (await record(ctx, batch, { lines })) ? lines : [];
}

/** Reads the next lines of the input and records them as given up. Returns how many. */
export async function giveUpNext(
  ctx: Context,
  batch: BatchWork,
  { count, reason }: { count: number; reason: GivenUp },
): Promise<number> {
  const lines = await readNext(ctx, batch, count);
  await record(ctx, batch, { lines, reason });
  return lines.length;
}

async function readNext(
  ctx: Context,
  { storageKey, nextLine, nextOffset, total, finalLines }: BatchWork,
  count: number,
): Promise<InputLine[]> {
  const lines: InputLine[] = [];
  if (finalLines >= total) return lines;
  const offset = Number(nextOffset);
  const found = storageKey === null ? undefined : await ctx.storage.find(storageKey);
  if (found === undefined || found.sizeBytes <= offset) return lines;
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
