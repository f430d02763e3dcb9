/** A row of the table of the benchmark. */
import type { Reference } from "./reference.ts";

/** What rows measure with. */
export interface Bench {
  /** The URL of the Postgres server. */
  serverUrl: string;
  reference: Reference;
  /** Repetitions of each measurement, interleaved with its reference. */
  repetitions: number;
  /** Duration of one measurement. */
  seconds: number;
}

/** One measured ratio. */
export interface Measurement {
  /** Distinguishes the measurements of a row, such as "base64" and "URL". */
  variant?: string;
  /** Medians of all repetitions. */
  ours: number;
  /** Undefined if the reference is not installed. */
  reference: number | undefined;
  unit: string;
  /** CPU time of the server and of Postgres for each request, in microseconds. */
  cpuMicros?: number[];
}

/** A group of rows that share their measurements. */
export interface RowGroup {
  rows: Row[];
  /** Returns the measurements of each row by its letter. Rows that are not `wanted` may be missing. */
  measure(bench: Bench, wanted: ReadonlySet<string>): Promise<Record<string, Measurement[]>>;
}

/** What a row compares, and when its ratio fails. */
export interface Row {
  letter: string;
  name: string;
  referenceName: string;
  /** The ratio fails beyond this limit. */
  limit: { kind: "below" | "above"; ratio: number };
}

/** Returns the median. */
export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Returns the median of each position. */
export function medians(lists: number[][]): number[] {
  return (lists[0] ?? []).map((_, index) => median(lists.map((list) => list[index] ?? Number.NaN)));
}
