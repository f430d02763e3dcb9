/** How a command speaks: to people in lines, or to a program in one JSON object. */
export interface Terminal {
  /** True after --json. */
  isJson: boolean;
  /** Whether standard output is a terminal that a person reads. */
  isInteractive: boolean;
  /** Lines for people on the way; nothing with --json. */
  say(...lines: string[]): void;
  /** What the command comes to, once: the object with --json, the lines without. */
  answer(object: object, lines: string[]): void;
  /** Says on standard error what went wrong and what to do. */
  complain(message: string): void;
}

export interface Streams {
  out: (text: string) => void;
  err: (text: string) => void;
  /** Whether `out` goes to a terminal. */
  isInteractive?: boolean;
}

/** A terminal over the two standard streams. */
export function createTerminal(streams: Streams, isJson: boolean): Terminal {
  const write = (lines: string[]) => streams.out(lines.map((line) => `${line}\n`).join(""));
  return {
    isJson,
    isInteractive: streams.isInteractive ?? false,
    say: (...lines) => (isJson ? undefined : write(lines)),
    answer: (object, lines) => write(isJson ? [JSON.stringify(object)] : lines),
    complain(message) {
      for (const line of message.split("\n")) streams.err(`darkroom: ${line}\n`);
    },
  };
}

/** Lines of a table, each column as wide as its widest cell. */
export function table(rows: string[][]): string[] {
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
