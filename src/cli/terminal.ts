import { escapeControls } from "../foundation/escape-controls.ts";

/** Output of a command: text lines, or one JSON object with --json. */
export interface Terminal {
  /** Whether --json was given. */
  isJson: boolean;
  /** Whether standard output is a terminal. */
  isInteractive: boolean;
  /** Prints progress lines; nothing with --json. */
  info(...lines: string[]): void;
  /** Prints the result once: the object with --json, otherwise the lines. */
  result(object: object, lines: string[]): void;
  /** Prints an error on standard error. */
  error(message: string): void;
}

/** Where a terminal writes. */
export interface Streams {
  out: (text: string) => void;
  err: (text: string) => void;
  /** Whether `out` goes to a terminal. */
  isInteractive?: boolean;
}

/** Creates a terminal that writes to the given streams. */
export function createTerminal(streams: Streams, isJson: boolean): Terminal {
  const write = (lines: string[]) =>
    streams.out(lines.map((line) => `${escapeControls(line)}\n`).join(""));
  return {
    isJson,
    isInteractive: streams.isInteractive ?? false,
    info: (...lines) => (isJson ? undefined : write(lines)),
    result: (object, lines) => write(isJson ? [JSON.stringify(object)] : lines),
    error(message) {
      for (const line of message.split("\n")) streams.err(`darkroom: ${escapeControls(line)}\n`);
    },
  };
}

/** Returns the lines of a table; each column is as wide as its widest cell. */
export function table(cells: string[][]): string[] {
  // A line break in a cell could imitate a row.
  const rows = cells.map((row) => row.map((cell) => escapeControls(cell).replaceAll("\n", "\\n")));
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
