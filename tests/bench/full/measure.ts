/** Runs all steps on one database and collects what their statements read. */
import postgres from "postgres";
import { startApp } from "../../support/app.ts";
import { createDatabase } from "../../support/database.ts";
import { listApiSteps, type Step } from "./api-calls.ts";
import { listCommandSteps, listJobSteps, listProbeSteps } from "./commands.ts";
import { logPlans, type ReadStatements, type Statement } from "./plans.ts";
import { listRareSteps } from "./rare-queries.ts";
import { insertHistory, type Size } from "./seed.ts";
import { createWorld, type World } from "./world.ts";

type Say = (line: string) => void;

/** What the statements of one step read, by step. */
export type Measured = Map<string, Statement[]>;

/** The result of a pass over one database. */
export interface Pass {
  measured: Measured;
  /** What could not be run. */
  failures: string[];
}

/** Runs the pass on a new database, with a history of a size or an empty one. */
export async function measurePass(say: Say, size?: Size): Promise<Pass> {
  const database = await createDatabase();
  const sql = postgres(database.url, { max: 1, onnotice: () => {} });
  // Sessions that are open already, such as this one, do not log their plans.
  const read = await logPlans(sql, new URL(database.url).pathname.slice(1));
  const app = await startApp({ worker: false, database, env: ENV });
  const world = await createWorld(app);
  if (size) await insertHistory(sql, { size, whale: world.whale }, say);
  const failures: string[] = [];
  const measured: Measured = new Map();
  for (const step of listSteps()) {
    measured.set(step.name, await runStep({ world, read, step, failures, say }));
  }
  await sql.end();
  await app.stop();
  return { measured, failures };
}

const ENV = { LOG_LEVEL: "error", OUTBOUND_ALLOW: "127.0.0.1:9" };

/** Returns all steps: reads before what ends accounts. */
function listSteps(): Step[] {
  return [
    ...listProbeSteps(),
    ...listApiSteps(),
    ...listCommandSteps(),
    ...listRareSteps(),
    ...listJobSteps(),
  ];
}

interface Run {
  world: World;
  read: ReadStatements;
  step: Step;
  failures: string[];
  say: Say;
}

async function runStep({ world, read, step, failures, say }: Run): Promise<Statement[]> {
  await read();
  try {
    await step.run(world);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    failures.push(`${step.name}: ${message}`);
    say(`FAILED ${step.name}: ${message}`);
  }
  return await read();
}
