/** A part of one value, with escapes resolved. `ends` marks the last part of the value. */
export interface Piece {
  text: string;
  /** The bytes of the text, if they were received without escapes. */
  bytes?: Uint8Array | undefined;
  ends: boolean;
}

/** Extracts the values of one string field from JSON text that is too large for memory. */
export interface FieldScanner {
  /** Scans the next chunk, of any length, and yields the parts of the field's values in it. */
  scan(chunk: Uint8Array): Generator<Piece>;
  /**
   * Returns the remaining text since the last call. Each value is replaced by its index, which starts at
   * "0".
   */
  takeRest(): string;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;
const COLON = 0x3a;
const MAX_REST_LENGTH = 1_048_576;

/**
 * Creates a scanner for the string values of `field`, at any depth. It buffers at most one chunk. It also
 * reads event streams, because outside strings only quotes and colons are significant. Throws if the text
 * besides the values exceeds one megabyte.
 */
export function createFieldScanner(field: string): FieldScanner {
  const findValue = createValueFinder(field);
  const decoder = new TextDecoder();
  let rest = "";
  let values = 0;
  let isInValue = false;
  let held = "";

  function* scan(chunk: Uint8Array): Generator<Piece> {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    for (let at = 0; at < bytes.length;) {
      if (isInValue) {
        // A trailing backslash of the previous chunk escapes the first byte of this one.
        const end = findClosingQuote(bytes, at + (held === "\\" ? 1 : 0));
        yield readPiece(bytes.subarray(at, end), end < bytes.length);
        at = end + 1;
      } else {
        const value = findValue(bytes, at);
        keep(bytes.toString("latin1", at, value));
        isInValue = value !== undefined;
        at = value ?? bytes.length;
      }
    }
  }

  function readPiece(bytes: Buffer, ends: boolean): Piece {
    const received = bytes.toString("latin1");
    const raw = held + received;
    held = ends ? "" : findIncompleteEscape(raw);
    if (ends) {
      keep(`${values++}"`);
      isInValue = false;
    }
    const text = unescape(raw.slice(0, raw.length - held.length));
    return { text, ends, bytes: text === received ? bytes : undefined };
  }

  function keep(text: string): void {
    rest += text;
    if (rest.length > MAX_REST_LENGTH)
      throw new Error("The response contains too much data besides its images.");
  }

  function takeRest(): string {
    const taken = Buffer.from(rest, "latin1");
    rest = "";
    return decoder.decode(taken, { stream: true });
  }

  return { scan, takeRest };
}

/** Returns a function that finds the start of the next value of `field`, after its opening quote. */
function createValueFinder(field: string) {
  let isInString = false;
  let isEscaped = false;
  let word = "";
  let key = "";

  function step(byte: number): boolean {
    if (isEscaped) {
      isEscaped = false;
    } else if (isInString) {
      stepInString(byte);
    } else if (byte === QUOTE) {
      const opensValue = key === field;
      isInString = !opensValue;
      word = key = "";
      return opensValue;
    } else if (byte === COLON) {
      key = word;
    } else if (byte > 0x20) {
      word = key = "";
    }
    return false;
  }

  function stepInString(byte: number): void {
    isEscaped = byte === BACKSLASH;
    // Strings end at a line break, so an unmatched quote in one line does not affect the next.
    if (byte === QUOTE || byte === NEWLINE) isInString = false;
    else if (word.length <= field.length) word += String.fromCharCode(byte);
  }

  return (bytes: Uint8Array, from: number): number | undefined => {
    for (let at = from; at < bytes.length; at++) {
      if (step(bytes[at] ?? 0)) return at + 1;
    }
    return undefined;
  };
}

function findClosingQuote(bytes: Uint8Array, from: number): number {
  let quote = bytes.indexOf(QUOTE, from);
  while (quote >= 0 && isEscapedAt(bytes, quote, from)) quote = bytes.indexOf(QUOTE, quote + 1);
  return quote < 0 ? bytes.length : quote;
}

function isEscapedAt(bytes: Uint8Array, quote: number, from: number): boolean {
  let backslashes = 0;
  while (quote - backslashes > from && bytes[quote - backslashes - 1] === BACKSLASH) backslashes++;
  return backslashes % 2 === 1;
}

// Without the last digit, as in \\u00e.
const MAX_INCOMPLETE_LENGTH = 5;

/** Returns the incomplete escape sequence at the end of the text, or "". */
function findIncompleteEscape(text: string): string {
  // The expression below reads the whole text, and base64 has no escape sequences.
  if (!text.includes("\\", text.length - MAX_INCOMPLETE_LENGTH)) return "";
  return /(?<=(?:^|[^\\])(?:\\\\)*)\\(?:u[0-9a-f]{0,3})?$/i.exec(text)?.[0] ?? "";
}

function unescape(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(/\\(?:u([0-9a-f]{4})|([^u]))/gi, (_, code?: string, letter?: string) =>
    code === undefined
      ? (CONTROLS[letter ?? ""] ?? letter ?? "")
      : String.fromCharCode(parseInt(code, 16)),
  );
}

const CONTROLS: Record<string, string> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };
