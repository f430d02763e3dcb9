/** A stretch of one value, its escapes resolved. `ends` marks the last stretch of that value. */
export interface Piece {
  text: string;
  ends: boolean;
}

/** Takes the values of one string field out of JSON text that is too large to hold. */
export interface FieldScanner {
  /** Reads the next bytes, cut anywhere, and answers what they hold of the field's values. */
  scan(chunk: Uint8Array): Generator<Piece>;
  /**
   * Hands over the text read since the last time. In it the number of each value stands in the
   * place of the value: the first is "0".
   */
  takeRest(): string;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;
const COLON = 0x3a;
const LONGEST_REST = 1_048_576;

/**
 * A scanner for the string values of `field`, at any depth. It holds one chunk at most, and reads
 * event streams as well: outside strings it only looks at quotes and colons.
 * Throws when more than a megabyte gathers beside the values.
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
        // A backslash held back from the chunk before escapes the first byte of this one.
        const end = findClosingQuote(bytes, at + (held === "\\" ? 1 : 0));
        yield readPiece(bytes.toString("latin1", at, end), end < bytes.length);
        at = end + 1;
      } else {
        const value = findValue(bytes, at);
        keep(bytes.toString("latin1", at, value));
        isInValue = value !== undefined;
        at = value ?? bytes.length;
      }
    }
  }

  function readPiece(text: string, ends: boolean): Piece {
    const raw = held + text;
    held = ends ? "" : unfinishedEscape(raw);
    if (ends) {
      keep(`${values++}"`);
      isInValue = false;
    }
    return { text: unescape(raw.slice(0, raw.length - held.length)), ends };
  }

  function keep(text: string): void {
    rest += text;
    if (rest.length > LONGEST_REST)
      throw new Error("The reply holds too much beside its pictures.");
  }

  function takeRest(): string {
    const taken = Buffer.from(rest, "latin1");
    rest = "";
    return decoder.decode(taken, { stream: true });
  }

  return { scan, takeRest };
}

/** Answers where the next value of `field` begins, just behind its opening quote, if it does. */
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
    // No string goes past a line's end: a stray quote in one line must not hide the next.
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

/** The escape that the text breaks off in, if any. */
function unfinishedEscape(text: string): string {
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
