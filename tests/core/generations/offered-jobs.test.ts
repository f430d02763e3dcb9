import { afterAll, beforeAll, expect, test } from "bun:test";
import postgres from "postgres";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { eventually } from "../../support/eventually.ts";
import { countGenerateJobs } from "../../support/generate-jobs.ts";
import { createHubGeneration, getFinishedGeneration } from "../../support/hub-client.ts";
import { findViolations } from "../../support/invariants.ts";
import { startServerProcess } from "../../support/server-process.ts";
import { startUpstream, type Upstream } from "../../support/upstream.ts";

const SLOTS = 2;

let upstream: Upstream;
let app: App;
let sql: postgres.Sql;
let customer: Customer;

beforeAll(async () => {
  upstream = await startUpstream();
  app = await startApp({ env: env() });
  sql = postgres(app.databaseUrl, { max: 1 });
  customer = await app.customer();
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await sql.end();
  await app.stop();
  await upstream.stop();
});

test("what waits behind the direct runs of a process is run by another one with a free slot", async () => {
  upstream.respondWith("hold", "hold");
  const direct = [await create(), await create()];
  await upstream.arrived(SLOTS);
  const queued = [await create(), await create()];
  await eventually(
    async () => (await countGenerateJobs(sql, "locked_at is not null")) === queued.length,
    {
      message: "the process does not take the jobs",
    },
  );
  const other = await startServerProcess(app, "worker", env());
  for (const id of queued)
    expect(await getFinishedGeneration(app, customer, id)).toMatchObject({ status: "succeeded" });
  // The direct runs still hold their slots.
  const running = await sql`select 1 from generations where status = 'running'`;
  expect(running).toHaveLength(SLOTS);
  expect(upstream.calls).toHaveLength(direct.length + queued.length);
  upstream.release();
  for (const id of direct)
    expect(await getFinishedGeneration(app, customer, id)).toMatchObject({ status: "succeeded" });
  await eventually(async () => (await countGenerateJobs(sql)) === 0, {
    message: "jobs are left",
  });
  other.kill("SIGTERM");
  expect(await other.exited()).toBe(0);
  expect(upstream.calls).toHaveLength(direct.length + queued.length);
});

test("nothing is offered, and no error occurs, if no generation is queued", async () => {
  const [worker] = await sql`
    insert into workers (id, pool_ids, started_at, seen_at)
    values (gen_random_uuid(), '{}', clock(), clock())
    returning id`;
  const [row] = await sql`select offer_generations(gen_random_uuid(), 5) as offered`;
  expect(row).toEqual({ offered: 0 });
  await sql`delete from workers where id = ${worker?.id}`;
});

function env(): Record<string, string> {
  return {
    PROVIDER: "openai",
    OPENAI_API_KEY: "sk-test",
    OPENAI_BASE_URL: upstream.url,
    WORKER_CONCURRENCY: String(SLOTS),
  };
}

async function create(): Promise<string> {
  const { body } = await createHubGeneration(customer, app.url, { async: true });
  return body.id ?? "";
}
