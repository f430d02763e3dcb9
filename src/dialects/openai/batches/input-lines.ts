import { AppError } from "../../../foundation/errors.ts";

// A line can contain images as data URLs.
const MAX_LINE_BYTES = 16 * 1024 * 1024;
const NEWLINE = 10;

/** A line of the input of a batch. Empty lines are left out. */
export interface InputLine {
  /** From 1. */
  line: number;
  offset: number;
  length: number;
  text: string;
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
 * `invalid_request` for a line that is too long or is not UTF-8.
 */
export async function* readInputLines(
  chunks: AsyncIterable<Uint8Array>,
  { line: firstLine, offset: firstOffset }: { line: number; offset: number },
): AsyncGenerator<InputLine> {
  let [line, offset] = [firstLine, firstOffset];
  let parts: Uint8Array[] = [];
  let length = 0;
  const take = (): InputLine | undefined => {
    const bytes = Buffer.concat(parts);
    const own = { line, offset, length };
    line += 1;
    offset += length + 1;
    [parts, length] = [[], 0];
    const text = decode(bytes, own.line);
    return text.trim() === "" ? undefined : { ...own, text };
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      parts.push(chunk.subarray(start, end));
      length += end - start;
      start = end + 1;
      const found = take();
      if (found !== undefined) yield found;
    }
    // Copied, because the buffer of a chunk may be used again.
    parts.push(Uint8Array.from(chunk.subarray(start)));
    length += chunk.length - start;
    if (length > MAX_LINE_BYTES) throw createLineError(line, "is larger than 16 MB");
  }
  const last = length > 0 ? take() : undefined;
  if (last !== undefined) yield last;
}

/** Parses a line. Throws `invalid_request` unless it is an object with a `custom_id`. */
export function parseLine({ line, text }: Pick<InputLine, "line" | "text">): LineRequest {
  const value = parse(line, text);
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw createLineError(line, "must be a JSON object");
  const fields: { custom_id?: unknown; method?: unknown; url?: unknown; body?: unknown } = value;
  const { custom_id: customId, method, url, body } = fields;
  if (typeof customId !== "string" || !/^[^\u0000]{1,256}$/u.test(customId))
    throw createLineError(line, "must have a custom_id of 1 to 256 characters");
  return { customId, method, url, body };
}

function parse(line: number, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw createLineError(line, "is not valid JSON");
  }
}

function decode(bytes: Uint8Array, line: number): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw createLineError(line, "is not UTF-8");
  }
}

function createLineError(line: number, reason: string): AppError {
  return new AppError("invalid_request", `Line ${line} ${reason}.`);
}
