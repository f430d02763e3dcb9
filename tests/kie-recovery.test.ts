import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from "bun:test";
import { setDefaultTimeout, test } from "bun:test";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import postgres from "postgres";
import { type RunningWorker, startWorker } from "../jobs/worker.ts";
import { type App, type Customer, startApp } from "./support/app.ts";
import { eventually } from "./support/eventually.ts";
import { findViolations } from "./support/invariants.ts";
import {
  type Border,
  kieEnv,
  type KieWorker,
  startKieWorker,
  withHurriedKie,
} from "./support/kie-worker.ts";
import { type KieUpstream, startKieUpstream } from "./support/kie-upstream.ts";
import { balanceOf, endOf, order } from "./support/hub-client.ts";
import { hideDatabase } from "./support/scenario.ts";

// A file that runs alone starts a Postgres for itself.
setDefaultTimeout(30_000);

let upstream: KieUpstream;
let app: App;
let sql: postgres.Sql;
let customer: Customer;
let victim: KieWorker | undefined;
let heir: RunningWorker | undefined;

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
  await heir?.stop();
  victim = heir = undefined;
  expect(await findViolations(app.databaseUrl)).toEqual([]);
});

afterAll(async () => {
  await sql.end();
  await app.stop();
  await upstream.stop();
});

/** Where the worker is killed, and what it takes to get it there. */
interface Phase {
  name: string;
  border?: Border;
  hold?: [call: "create" | "record", after: number];
  /** Calls whose task's id nobody can know. */
  lost: number;
}

const phases: Phase[] = [
  { name: "before a task is made", border: "before create", lost: 0 },
  { name: "after a task is made, before its id is known", hold: ["create", 0], lost: 1 },
  { name: "after the id of the only or last task is known", hold: ["record", 0], lost: 0 },
  { name: "between two tasks of one generation", hold: ["create", 1], lost: 1 },
  { name: "while it looks at a task", hold: ["record", 2], lost: 0 },
  {
    name: "after a task has ended, before its picture is fetched",
    border: "before download",
    lost: 0,
  },
  { name: "after a picture is stored, before the end", border: "stored", lost: 0 },
];

describe("a worker killed", () => {
  for (const phase of phases) {
    test(`${phase.name}: never one task too many, and a loss is told`, () => killed(phase, 2));
  }

  test("with its only task lost: nothing is charged, and no second task is made", () =>
    killed({ name: "", hold: ["create", 0], lost: 1 }, 1));
});

async function killed({ border, hold, lost }: Phase, n: number): Promise<void> {
  if (hold) upstream.answer(hold[0], ...Array<string>(hold[1]).fill(""), "hold");
  victim = await startKieWorker(app, border);
  const { body } = await order(customer, app.url, { n, async: true, quality: "1K" });
  await (hold ? upstream.arrived(hold[0], hold[1] + 1) : victim.reached);
  await victim.kill();
  await sql`update workers set seen_at = seen_at - interval '1 minute'`;
  heir = await startWorker(withHurriedKie(app.ctx), app.databaseUrl);

  const end = await endOf(app, customer, body.id ?? "");
  const delivered = n - lost;
  expect(upstream.tasks).toHaveLength(n);
  expect(end).toMatchObject(
    delivered > 0
      ? { status: "succeeded", usage: { credits: 8 * delivered } }
      : { status: "failed", usage: { credits: 0 } },
  );
  expect(end.images ?? []).toHaveLength(delivered);
  expect(await balanceOf(customer)).toMatchObject({ credits: 1000 - 8 * delivered, held: 0 });
  const attempts = await sql`
    select provider, calls::integer, cardinality(task_ids) as tasks, spend_unknown
    from provider_attempts
    where generation_id = ${body.id ?? ""}`;
  expect([...attempts]).toEqual([
    { provider: "kie", calls: n, tasks: delivered, spend_unknown: lost > 0 },
  ]);
}

test("a task made in an outage of the database is followed, and its image is delivered", async () => {
  upstream.answer("create", "hold");
  heir = await startWorker(withHurriedKie(app.ctx), app.databaseUrl);
  const { body } = await order(customer, app.url, { async: true, quality: "1K" });
  await upstream.arrived("create", 1);
  const putBack = await hideDatabase(app);
  upstream.release();
  await unrecorded(app.lines, 5);
  await putBack();
  const end = await endOf(app, customer, body.id ?? "");
  expect(end).toMatchObject({ status: "succeeded", usage: { credits: 8 } });
  expect(upstream.tasks).toHaveLength(1);
  expect(await readdir(join(app.dataDir, "task-ids"))).toEqual([]);
});

test("a task whose worker is killed in an outage of the database is taken up by the next", async () => {
  upstream.answer("create", "hold");
  victim = await startKieWorker(app);
  const { body } = await order(customer, app.url, { async: true, quality: "1K" });
  await upstream.arrived("create", 1);
  const putBack = await hideDatabase(app);
  upstream.release();
  await eventually(async () => (await readdir(join(app.dataDir, "task-ids"))).length === 1, {
    timeoutMs: 10_000,
    message: "no task id is kept",
  });
  await victim.kill();
  await putBack();
  await sql`update workers set seen_at = seen_at - interval '1 minute'`;
  heir = await startWorker(withHurriedKie(app.ctx), app.databaseUrl);
  const end = await endOf(app, customer, body.id ?? "");
  expect(end).toMatchObject({ status: "succeeded", usage: { credits: 8 } });
  expect(upstream.tasks).toHaveLength(1);
});

async function unrecorded(lines: string[], times: number): Promise<void> {
  const count = () => lines.filter((line) => line.includes("attempt_not_recorded_yet")).length;
  const message = `recording has not failed ${times} times`;
  await eventually(() => count() >= times, { timeoutMs: 20_000, message });
}

test("a worker that is drained while its tasks are drawn leaves them to the next one", async () => {
  upstream.fates("stuck", "stuck");
  const first = await startWorker(withHurriedKie(app.ctx), app.databaseUrl, { drainMs: 1 });
  const { body } = await order(customer, app.url, { n: 2, async: true, quality: "1K" });
  await upstream.arrived("record", 8);
  await first.stop();
  for (const task of upstream.tasks) task.fate = "success";
  heir = await startWorker(withHurriedKie(app.ctx), app.databaseUrl);
  const end = await endOf(app, customer, body.id ?? "");
  expect(end).toMatchObject({ status: "succeeded", usage: { credits: 16 } });
  expect(upstream.tasks).toHaveLength(2);
});
