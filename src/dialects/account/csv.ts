import { toStream } from "../../http/stream.ts";

/** A field of a CSV file. */
type Cell = string | number | null;

// Spreadsheets interpret fields that start with these characters, also full-width or after spaces, as
// formulas.
const FORMULA = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/;

/** Returns a CSV file as a stream; rows are read while it is sent. */
export function toCsv(head: string[], rows: AsyncGenerator<Cell[]>): ReadableStream<Uint8Array> {
  return toStream(toLines(head, rows));
}

/** Returns rows as JSON Lines; they are read while the stream is sent. */
export function toJsonLines(rows: AsyncGenerator<object>): ReadableStream<Uint8Array> {
  return toStream(toJsonLineChunks(rows));
}

/** Returns rows as a JSON array; they are read while the stream is sent. */
export function toJsonArray(rows: AsyncGenerator<object>): ReadableStream<Uint8Array> {
  return toStream(toJsonArrayChunks(rows));
}

/** Returns the headers of a CSV download. */
export function createCsvHeaders(filename: string): Record<string, string> {
  return createDownloadHeaders({ filename, type: "text/csv; charset=utf-8" });
}

/** Returns the headers of a download. */
export function createDownloadHeaders(file: {
  filename: string;
  type: string;
}): Record<string, string> {
  return {
    "content-type": file.type,
    "content-disposition": `attachment; filename="${file.filename}"`,
  };
}

async function* toJsonLineChunks(rows: AsyncGenerator<object>) {
  for await (const row of rows) yield Buffer.from(`${JSON.stringify(row)}\n`);
}

async function* toJsonArrayChunks(rows: AsyncGenerator<object>) {
  let start = "[\n";
  for await (const row of rows) {
    yield Buffer.from(`${start}${JSON.stringify(row)}`);
    start = ",\n";
  }
  yield Buffer.from(start === "[\n" ? "[]\n" : "\n]\n");
}

async function* toLines(head: string[], rows: AsyncGenerator<Cell[]>) {
  yield Buffer.from(toCsvLine(head));
  for await (const row of rows) yield Buffer.from(toCsvLine(row));
}

function toCsvLine(row: Cell[]): string {
  return `${row.map(toCsvField).join(",")}\r\n`;
}

function toCsvField(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
