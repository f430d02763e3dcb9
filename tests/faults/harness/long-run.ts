import { injectFaults } from "./injector.ts";
import { runHarness } from "./run-harness.ts";
import { toTable } from "./table.ts";

/** A run with random faults. */
export interface LongRun {
  /** Chooses the operations of the clients and the faults. */
  seed: number;
  minutes: number;
  folder: string;
  say(line: string): void;
}

const WORKLOAD = { clients: 10, maxPauseMs: 500 };

/** Runs clients and random faults for some minutes. Returns the table of what was found. */
export async function runLong(run: LongRun): Promise<{ lines: string[]; passed: boolean }> {
  const { seed, minutes, folder, say } = run;
  const result = await runHarness({
    ...{ seed, folder, say, workload: WORKLOAD },
    inject: (platform, random) =>
      injectFaults(platform, random, AbortSignal.timeout(minutes * 60_000)),
  });
  return { lines: toTable([result]), passed: result.violations.length === 0 };
}
