import { freeBytes } from "../../../foundation/byte-buffers.ts";
import { AppError, formatFieldPath } from "../../../foundation/errors.ts";
import { parseJson } from "../../../http/json.ts";
import { emptyLongStrings } from "../../../http/json-structure.ts";

// A line can contain images as data URLs.
const MAX_LINE_BYTES = 16 * 1024 * 1024;
// With blank lines, of which a file could otherwise have 200 million.
const MAX_LINES = 100_000;
// More than the longest custom_id takes, each character of which can be an escaped pair of surrogates.
const MAX_ENVELOPE_STRING_BYTES = 4 * 1024;
const FIRST_BYTES = 64 * 1024;
const NEWLINE = 10;
const SPACE = 32;

/** A line of the input of a batch. Blank lines are left out. */
export interface InputLine {
  /** From 1. */
  line: number;
  offset: number;
  length: number;
  /** Valid until the next line of the same input is requested. */
  bytes: Uint8Array;
}

/** A request in a line. */
interface LineRequest {
  customId: string;
  method: unknown;
  url: unknown;
  body: unknown;
}

/**
 * Yields the lines of an input from a line that starts at an offset, one at a time. Throws
 * `invalid_request` for a line that is too long and for too many lines.
 */
export async function* readInputLines(
  chunks: AsyncIterable<Uint8Array>,
  { line: firstLine, offset: firstOffset }: { line: number; offset: number },
): AsyncGenerator<InputLine> {
  let [line, offset] = [firstLine, firstOffset];
  const memory = openLineMemory();
  const take = (): InputLine | undefined => {
    if (line > MAX_LINES) throw createLineError(line, `exceeds the limit of ${MAX_LINES} lines`);
    const bytes = memory.take();
    const own = { line, offset, length: bytes.length, bytes };
    line += 1;
    offset += bytes.length + 1;
    return isBlank(bytes) ? undefined : own;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      memory.add(chunk.subarray(start, end));
      start = end + 1;
      const found = take();
      if (found !== undefined) yield found;
    }
    if (memory.add(chunk.subarray(start)) > MAX_LINE_BYTES)
      throw createLineError(line, "is larger than 16 MB");
  }
  const last = memory.add(new Uint8Array()) > 0 ? take() : undefined;
  if (last !== undefined) yield last;
}

/**
 * Parses a line without its long strings, which are images or not needed before the request is submitted.
 * Throws like `parseLine`.
 */
export function parseEnvelope({ line, bytes }: Pick<InputLine, "line" | "bytes">): LineRequest {
  return parseLine({ line, bytes: emptyLongStrings(bytes, MAX_ENVELOPE_STRING_BYTES) });
}

/**
 * Parses a line as strictly as a request body. Throws `invalid_request` unless it is an object with a
 * `custom_id`.
 */
export function parseLine({ line, bytes }: Pick<InputLine, "line" | "bytes">): LineRequest {
  const value = parse(line, bytes);
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw createLineError(line, "must be a JSON object");
  const fields: { custom_id?: unknown; method?: unknown; url?: unknown; body?: unknown } = value;
  const { custom_id: customId, method, url, body } = fields;
  if (typeof customId !== "string" || !/^.{1,256}$/su.test(customId))
    throw createLineError(line, "must have a custom_id of 1 to 256 characters");
  return { customId, method, url, body };
}

function parse(line: number, bytes: Uint8Array): unknown {
  try {
    return parseJson(bytes);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { path, reason } = error.details.issues?.[0] ?? { path: [], reason: "is not valid" };
    throw createLineError(line, path.length === 0 ? reason : `${formatFieldPath(path)}: ${reason}`);
  }
}

/** Collects the bytes of one line after another, all in the same memory. */
function openLineMemory() {
  let memory = Buffer.allocUnsafeSlow(FIRST_BYTES);
  let length = 0;
  return {
    /** Returns the length of the line so far. */
    add(part: Uint8Array): number {
      const needed = length + part.length;
      if (needed > memory.length) {
        const larger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * memory.length));
        larger.set(memory.subarray(0, length));
        freeBytes(memory);
        memory = larger;
      }
      memory.set(part, length);
      length = needed;
      return length;
    },
    take(): Uint8Array {
      const bytes = memory.subarray(0, length);
      length = 0;
      return bytes;
    },
  };
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte <= SPACE);
}

function createLineError(line: number, reason: string): AppError {
  return new AppError("invalid_request", `Line ${line} ${reason}.`);
}
