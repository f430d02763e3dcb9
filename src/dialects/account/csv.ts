import { toStream } from "../../http/stream.ts";

/** One field of a table. */
export type Cell = string | number | null;

// What a spreadsheet takes for the beginning of a formula.
const FORMULA = /^[=+\-@\t\r]/;

/** A table for spreadsheets, sent line by line while its rows are read. */
export function toCsv(head: string[], rows: AsyncGenerator<Cell[]>): ReadableStream<Uint8Array> {
  return toStream(linesOf(head, rows));
}

/** The headers of a reply that is to be saved as a file. */
export function csvHeaders(filename: string): Record<string, string> {
  return {
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": `attachment; filename="${filename}"`,
  };
}

async function* linesOf(head: string[], rows: AsyncGenerator<Cell[]>) {
  yield Buffer.from(toCsvLine(head));
  for await (const row of rows) yield Buffer.from(toCsvLine(row));
}

function toCsvLine(row: Cell[]): string {
  return `${row.map(toField).join(",")}\r\n`;
}

function toField(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
