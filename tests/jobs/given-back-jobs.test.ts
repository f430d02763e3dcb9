import { afterAll, beforeAll, expect, test } from "bun:test";
import postgres from "postgres";
import { type App, type Customer, startApp } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";
import { countGenerateJobs } from "../support/generate-jobs.ts";
import { createHubGeneration, getFinishedGeneration } from "../support/hub-client.ts";
import { findViolations } from "../support/invariants.ts";
import { startUpstream, type Upstream } from "../support/upstream.ts";

const SLOTS = 2;

let upstream: Upstream;
let app: App;
let sql: postgres.Sql;
let customer: Customer;

beforeAll(async () => {
  upstream = await startUpstream();
  app = await startApp({
    env: {
      PROVIDER: "openai",
      OPENAI_API_KEY: "sk-test",
      OPENAI_BASE_URL: upstream.url,
      WORKER_CONCURRENCY: String(SLOTS),
    },
  });
  sql = postgres(app.databaseUrl, { max: 1 });
  customer = await app.customer();
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await sql.end();
  await app.stop();
  await upstream.stop();
});

test("jobs that wait for a slot when their worker stops are given back, and start nothing", async () => {
  upstream.respondWith("hold", "hold");
  const direct = [await create(), await create()];
  await upstream.arrived(SLOTS);
  const queued = [await create(), await create()];
  await untilJobs("locked_at is not null", SLOTS);
  app.ctx.workerStatus.pause("operator");
  // The direct runs still hold their slots.
  await untilJobs("locked_at is null and run_at <= now()", SLOTS);
  await untilJobs("true", SLOTS);
  upstream.release();
  for (const id of direct)
    expect(await getFinishedGeneration(app, customer, id)).toMatchObject({ status: "succeeded" });
  const running = await sql`select 1 from generations where status = 'running'`;
  expect(running).toHaveLength(0);
  expect(upstream.calls).toHaveLength(direct.length);
  app.ctx.workerStatus.resume("operator");
  for (const id of queued)
    expect(await getFinishedGeneration(app, customer, id)).toMatchObject({ status: "succeeded" });
  expect(upstream.calls).toHaveLength(direct.length + queued.length);
  await untilJobs("true", 0);
  expect(app.lines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
});

async function create(): Promise<string> {
  const { body } = await createHubGeneration(customer, app.url, { async: true });
  return body.id ?? "";
}

/** Waits until as many jobs of generations satisfy a condition. */
async function untilJobs(condition: string, count: number): Promise<void> {
  await eventually(async () => (await countGenerateJobs(sql, condition)) === count, {
    message: `there are not ${count} jobs with ${condition}`,
  });
}
