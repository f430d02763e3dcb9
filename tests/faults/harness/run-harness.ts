import { mkdirSync } from "node:fs";
import { join } from "node:path";
import postgres from "postgres";
import { compareRun, type RunTotals } from "./compare-run.ts";
import { migrate } from "../../../src/database/migrate.ts";
import { createLog } from "../../../src/foundation/log.ts";
import { unpackPackages } from "../../support/outage/debian-packages.ts";
import { type BreakablePostgres, startBreakablePostgres } from "../../support/outage/postgres.ts";
import { createJournal, type Journal, type RunViolation } from "./journal.ts";
import { createRunModel, type RunModel } from "./operations.ts";
import { type Platform, startPlatform } from "./platform.ts";
import { createRandom, type Random } from "./random.ts";
import { comeToRest } from "./rest.ts";
import { runWorkload, type WorkloadOptions } from "./workload.ts";

/** A platform whose Postgres can fail. */
export type BreakablePlatform = Platform<BreakablePostgres> & {
  /** Whether the clock of Postgres can be moved. */
  hasClock: boolean;
};

/** A run of the harness. */
export interface RunOptions {
  seed: number;
  workload: WorkloadOptions;
  /** The folder of everything that the run writes. */
  folder: string;
  /** Injects the faults while the clients run; they stop when it resolves. */
  inject(platform: BreakablePlatform, random: Random): Promise<void>;
  /** Receives each line of the journal. */
  say(line: string): void;
}

/** What a run has found. */
export interface RunResult extends RunTotals {
  seed: number;
  acknowledged: Map<string, number>;
  faults: Map<string, number>;
  violations: RunViolation[];
  restMs: number;
}

/** Runs clients and faults on a platform of its own, waits until it is at rest, and compares everything. */
export async function runHarness(options: RunOptions): Promise<RunResult> {
  const { seed, folder } = options;
  mkdirSync(folder, { recursive: true });
  const journal = createJournal(options.say);
  const random = createRandom(seed);
  const clockLibrary = await findClockLibrary(journal);
  const database = await startBreakablePostgres(clockLibrary);
  await migrate(database.applicationUrl, createLog("error"));
  const platform = {
    ...(await startPlatform(journal, folder, database)),
    hasClock: clockLibrary !== undefined,
  };
  const model = createRunModel();
  // Reconnects after each outage.
  const sql = postgres(platform.postgres.url, { max: 2, onnotice: () => {}, backoff: () => 0.2 });
  let isStopped = false;
  try {
    await loadAndInject({ platform, model, random }, options);
    const restMs = await comeToRest(platform, sql);
    isStopped = true;
    await platform.stopProcesses();
    const totals = await compareRun(platform, model, sql);
    const { violations, faults } = journal;
    return { seed, acknowledged: model.acknowledged, faults, violations, restMs, ...totals };
  } finally {
    await Bun.write(join(folder, "journal.txt"), journal.lines.join("\n"));
    if (!isStopped) await platform.stopProcesses().catch(() => undefined);
    await sql.end({ timeout: 1 });
    await database.thaw().catch(() => undefined);
    await platform.stop();
  }
}

/** Without the package, or without access to it, the clock is not moved. */
async function findClockLibrary(journal: Journal): Promise<string | undefined> {
  try {
    const { env } = await unpackPackages(["libfaketime"]);
    return join(env.LD_LIBRARY_PATH ?? "", "faketime/libfaketime.so.1");
  } catch (error) {
    journal.note(`the clock of Postgres is not moved: ${error}`);
    return undefined;
  }
}

async function loadAndInject(
  parts: { platform: BreakablePlatform; model: RunModel; random: Random },
  { workload, inject }: RunOptions,
): Promise<void> {
  const { platform, random } = parts;
  const over = new AbortController();
  const injecting = inject(platform, random.fork("faults")).finally(() => over.abort());
  await Promise.all([runWorkload(parts, workload, over.signal), injecting]);
}
