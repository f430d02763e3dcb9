import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { createDatabase } from "../../support/database.ts";
import { eventually } from "../../support/eventually.ts";
import { armFailpoint, isArmed } from "./arm-failpoints.ts";
import { compareRun } from "./compare-run.ts";
import { cancelCreate, openCreate, sendUntilAnswered } from "./create-actions.ts";
import type { Failpoint } from "./failpoint-names.ts";
import { createJournal, type RunViolation } from "./journal.ts";
import { createRunModel, type RunModel } from "./operations.ts";
import { type Platform, startPlatform } from "./platform.ts";
import { createRandom } from "./random.ts";
import { comeToRest } from "./rest.ts";
import { openClient } from "./workload.ts";

/** A platform on which a test injects one fault after another. */
export interface ScriptedRun {
  platform: Platform;
  model: RunModel;
  /** Creates generations until a process has reached the failpoint, and died there. */
  killAt(name: Failpoint): Promise<void>;
  /** Creates a generation, and repeats the request until it is acknowledged. */
  create(words?: string): Promise<void>;
  /** Waits until all processes are up. */
  allUp(): Promise<void>;
  /** Waits until nothing is under way, ends all processes, and returns the broken promises. */
  finish(): Promise<RunViolation[]>;
  /** Compares everything again after `finish`, and returns all broken promises. */
  compare(): Promise<RunViolation[]>;
  close(): Promise<void>;
}

/** Starts a platform, and waits until all of its processes are up. */
export async function startScriptedRun(): Promise<ScriptedRun> {
  const folder = mkdtempSync(join(tmpdir(), "harness-"));
  const journal = createJournal(() => {});
  const { url, drop } = await createDatabase();
  const platform = await startPlatform(journal, folder, {
    url,
    applicationUrl: url,
    close: drop,
  });
  const sql = postgres(platform.postgres.url, { max: 1, onnotice: () => {}, backoff: () => 0.2 });
  const model = createRunModel();
  const client = openClient({ platform, model, random: createRandom(1) });
  const nodes = [...platform.servers, ...platform.workers];

  async function allUp(): Promise<void> {
    const isUp = () => nodes.every(({ process }) => process.isUp());
    await eventually(isUp, { message: `not all processes started:\n${journal.lines.join("\n")}` });
    // A worker declares others dead only after it has run for 45 s.
    await sql`
      update workers
      set steady_since = steady_since - interval '1 minute'
      where stopped_at is null`;
  }
  async function create(words = ""): Promise<void> {
    const operation = openCreate(client, { dialect: "plus", words });
    await sendUntilAnswered(client, operation);
    if (words === "[cancel]") await cancelCreate(client, operation);
  }
  async function compare(): Promise<RunViolation[]> {
    await compareRun(platform, model, sql);
    return journal.violations;
  }
  await allUp();
  return {
    platform,
    model,
    allUp,
    create,
    async killAt(name) {
      armFailpoint(platform.failpointFolder, name, { action: "kill" });
      const isReached = async () => {
        if (!isArmed(platform.failpointFolder, name)) return true;
        await create(WORDS[name]);
        return !isArmed(platform.failpointFolder, name);
      };
      await eventually(isReached, { message: `no process has reached ${name}` });
    },
    async finish() {
      await comeToRest(platform, sql);
      await platform.stopProcesses();
      return compare();
    },
    compare,
    async close() {
      await platform.stopProcesses();
      await sql.end({ timeout: 1 });
      await platform.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What a prompt needs so that its generation reaches the failpoint. */
const WORDS: Partial<Record<Failpoint, string>> = {
  // The claim has recorded the first call as sent.
  "sent:before": "[busy-once]",
  "sent:after": "[busy-once]",
  "cancel:before": "[cancel]",
  "cancel:after": "[cancel]",
};
