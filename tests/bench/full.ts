/** Whether the cost of statements grows with history: `bun run bench --full`. */
import { expectations } from "./full/expectations.ts";
import { measurePass } from "./full/measure.ts";
import { listQueries } from "./full/plans.ts";
import { compare, listMissedPlans, listUncovered, toTable } from "./full/report.ts";
import { toSize } from "./full/seed.ts";

/** How the measurement is run. */
export interface FullOptions {
  /** 1: 10 million generations, 20 million images, 1 million accounts with a live grant each. */
  scale: number;
  isJson: boolean;
}

/**
 * Runs every operation, filter, job and command on an empty database and on one with a long history, and
 * prints the pages and the time of each statement. Returns the exit code: 1 if a statement reads a big table
 * as a whole or more pages than a bound, if an expected index is not used, or if something is not covered.
 */
export async function measureFullHistory(
  say: (line: string) => void,
  { scale, isJson }: FullOptions,
): Promise<number> {
  const report = (line: string) => void process.stderr.write(`${line}\n`);
  const empty = await measurePass(report);
  const size = toSize(scale);
  const full = await measurePass(report, size);
  const rows = compare(empty.measured, full.measured);
  const faults = [
    ...empty.failures.map((text) => `empty database: ${text}`),
    ...full.failures,
    ...listMissedPlans(full.measured),
    ...listUncovered(await listQueries(), [empty.measured, full.measured]),
    ...rows.flatMap(({ step, statement, faults: own }) =>
      own.map((text) => `${step}: ${statement} ${text}`),
    ),
  ];
  if (isJson) say(JSON.stringify({ size, rows, faults }, null, 2));
  else {
    toTable(rows).forEach(say);
    say(
      `${rows.length} statements, ${expectations.length} expected plans, ${faults.length} faults`,
    );
    faults.forEach(say);
  }
  return faults.length === 0 ? 0 : 1;
}
