import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from "bun:test";
import { test } from "bun:test";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import postgres from "postgres";
import { type RunningWorker, startWorker } from "../../../jobs/worker.ts";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { eventually } from "../../support/eventually.ts";
import { findViolations } from "../../support/invariants.ts";
import {
  type Checkpoint,
  kieEnv,
  type KieWorker,
  startKieWorker,
  withFastKie,
} from "../../support/kie-worker.ts";
import { type KieUpstream, startKieUpstream } from "../../support/kie-upstream.ts";
import {
  getBalance,
  getFinishedGeneration,
  createHubGeneration,
} from "../../support/hub-client.ts";
import { hideDatabase } from "../../support/scenario.ts";

let upstream: KieUpstream;
let app: App;
let sql: postgres.Sql;
let customer: Customer;
let victim: KieWorker | undefined;
let successor: RunningWorker | undefined;

beforeAll(async () => {
  upstream = await startKieUpstream();
  app = await startApp({ worker: false, env: kieEnv(upstream) });
  sql = postgres(app.databaseUrl, { max: 1, onnotice: () => {} });
});

beforeEach(async () => {
  customer = await app.customer();
  upstream.tasks.length = 0;
  upstream.calls.length = 0;
});

afterEach(async () => {
  upstream.release();
  await victim?.kill();
  await successor?.stop();
  victim = successor = undefined;
  expect(await findViolations(app.databaseUrl)).toEqual([]);
});

afterAll(async () => {
  await sql.end();
  await app.stop();
  await upstream.stop();
});

/** When the worker is killed, and how the provider stops it there. */
interface Phase {
  name: string;
  border?: Checkpoint;
  hold?: [call: "create" | "record", after: number];
  /** Number of calls whose task id nothing can recover. */
  lost: number;
}

const phases: Phase[] = [
  { name: "before a task is created", border: "before create", lost: 0 },
  { name: "after a task is created, before its id is known", hold: ["create", 0], lost: 1 },
  { name: "after the ids of all tasks are known", hold: ["record", 0], lost: 0 },
  { name: "between two tasks of one generation", hold: ["create", 1], lost: 1 },
  { name: "while it polls a task", hold: ["record", 2], lost: 0 },
  {
    name: "after a task has finished, before its image is downloaded",
    border: "before download",
    lost: 0,
  },
  { name: "after an image is stored, before the generation finishes", border: "stored", lost: 0 },
];

describe("a worker killed", () => {
  for (const phase of phases) {
    test(`${phase.name} creates no task twice and reports a lost one`, () =>
      recoversFrom(phase, 2));
  }

  test("while its only task is lost charges nothing and creates no second task", () =>
    recoversFrom({ name: "", hold: ["create", 0], lost: 1 }, 1));
});

async function recoversFrom({ border, hold, lost }: Phase, n: number): Promise<void> {
  if (hold) upstream.answer(hold[0], ...Array<string>(hold[1]).fill(""), "hold");
  victim = await startKieWorker(app, border);
  const { body } = await createHubGeneration(customer, app.url, { n, async: true, quality: "1K" });
  await (hold ? upstream.arrived(hold[0], hold[1] + 1) : victim.reached);
  // A task is polled while the next one is created.
  if (hold?.[0] === "record") await knowsTasks(body.id ?? "", n);
  await victim.kill();
  await sql`update workers set seen_at = seen_at - interval '1 minute'`;
  successor = await startWorker(withFastKie(app.ctx), app.databaseUrl);

  const end = await getFinishedGeneration(app, customer, body.id ?? "");
  const delivered = n - lost;
  expect(upstream.tasks).toHaveLength(n);
  expect(end).toMatchObject(
    delivered > 0
      ? { status: "succeeded", usage: { credits: 8 * delivered } }
      : { status: "failed", usage: { credits: 0 } },
  );
  expect(end.images ?? []).toHaveLength(delivered);
  expect(await getBalance(customer)).toMatchObject({ credits: 1000 - 8 * delivered, held: 0 });
  const attempts = await sql`
    select provider, calls::integer, cardinality(task_ids) as tasks, spend_unknown
    from provider_attempts
    where generation_id = ${body.id ?? ""}`;
  expect([...attempts]).toEqual([
    { provider: "kie", calls: n, tasks: delivered, spend_unknown: lost > 0 },
  ]);
}

async function knowsTasks(id: string, count: number): Promise<void> {
  const message = `Fewer than ${count} task ids are recorded`;
  await eventually(
    async () => {
      const [attempt] = await sql<{ tasks: number }[]>`
        select cardinality(task_ids) as tasks from provider_attempts where generation_id = ${id}`;
      return attempt?.tasks === count;
    },
    { message },
  );
}

test("a task created during a database outage is polled, and its image is delivered", async () => {
  upstream.answer("create", "hold");
  successor = await startWorker(withFastKie(app.ctx), app.databaseUrl);
  const { body } = await createHubGeneration(customer, app.url, { async: true, quality: "1K" });
  await upstream.arrived("create", 1);
  const restoreDatabase = await hideDatabase(app);
  upstream.release();
  await recordingFailed(app.lines, 5);
  await restoreDatabase();
  const end = await getFinishedGeneration(app, customer, body.id ?? "");
  expect(end).toMatchObject({ status: "succeeded", usage: { credits: 8 } });
  expect(upstream.tasks).toHaveLength(1);
  expect(await readdir(join(app.dataDir, "task-ids"))).toEqual([]);
});

test("a task whose worker is killed during a database outage is resumed by the next worker", async () => {
  upstream.answer("create", "hold");
  victim = await startKieWorker(app);
  const { body } = await createHubGeneration(customer, app.url, { async: true, quality: "1K" });
  await upstream.arrived("create", 1);
  const restoreDatabase = await hideDatabase(app);
  upstream.release();
  await eventually(async () => (await readdir(join(app.dataDir, "task-ids"))).length === 1, {
    message: "No task id is stored",
  });
  await victim.kill();
  await restoreDatabase();
  await sql`update workers set seen_at = seen_at - interval '1 minute'`;
  successor = await startWorker(withFastKie(app.ctx), app.databaseUrl);
  const end = await getFinishedGeneration(app, customer, body.id ?? "");
  expect(end).toMatchObject({ status: "succeeded", usage: { credits: 8 } });
  expect(upstream.tasks).toHaveLength(1);
});

async function recordingFailed(lines: string[], times: number): Promise<void> {
  const count = () => lines.filter((line) => line.includes("attempt_record_retried")).length;
  const message = `Recording has not failed ${times} times`;
  await eventually(() => count() >= times, { message });
}

test("a worker that drains leaves its running tasks to the next worker", async () => {
  upstream.fates("stuck", "stuck");
  const first = await startWorker(withFastKie(app.ctx), app.databaseUrl, { drainMs: 1 });
  const { body } = await createHubGeneration(customer, app.url, {
    n: 2,
    async: true,
    quality: "1K",
  });
  await upstream.arrived("record", 8);
  await first.stop();
  for (const task of upstream.tasks) task.fate = "success";
  successor = await startWorker(withFastKie(app.ctx), app.databaseUrl);
  const end = await getFinishedGeneration(app, customer, body.id ?? "");
  expect(end).toMatchObject({ status: "succeeded", usage: { credits: 16 } });
  expect(upstream.tasks).toHaveLength(2);
});
