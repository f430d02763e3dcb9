/** Prints the measurements. */
import type { Measurement, Row } from "./row.ts";

/** A measured row as it is printed. */
export interface Result extends Measurement {
  row: Row;
  ratio: number | undefined;
  failed: boolean;
}

/** Compares a measurement with its limit. */
export function toResult(row: Row, measurement: Measurement): Result {
  const { ours, reference } = measurement;
  const ratio = reference === undefined ? undefined : ours / reference;
  const { kind, ratio: limit } = row.limit;
  const failed = ratio !== undefined && (kind === "below" ? !(ratio >= limit) : !(ratio <= limit));
  return { ...measurement, row, ratio, failed };
}

/** Returns one line of the table. */
export function toLine(result: Result): string {
  const { row, variant, ours, reference, unit, cpuMicros = [], ratio, failed } = result;
  const { kind, ratio: limit } = row.limit;
  const name = variant === undefined ? row.name : `${row.name}, ${variant}`;
  const cpu = cpuMicros.map((micros) => micros.toFixed(0)).join(" + ");
  return [
    row.letter,
    name.padEnd(56),
    `${format(ours)} ${unit}`.padStart(16),
    `${reference === undefined ? "missing" : format(reference)}`.padStart(10),
    (ratio === undefined ? "" : ratio.toPrecision(3)).padStart(8),
    `${kind === "below" ? "<" : ">"} ${limit.toPrecision(2)}`.padStart(8),
    (failed ? "FAILED" : "").padEnd(7),
    cpu,
  ].join(" ");
}

/** Returns the head of the table. */
export function toHead(): string {
  const columns = ["Darkroom".padStart(16), "reference".padStart(10), "ratio".padStart(8)];
  return ["  ".padEnd(58), ...columns, "fails if".padStart(8), "".padEnd(7), "CPU µs"].join(" ");
}

/** Returns the results for programs. */
export function toJson(results: Result[]): string {
  const rows = results.map(({ row, ...result }) => ({ ...row, ...result }));
  return JSON.stringify({ rows }, null, 2);
}

function format(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
