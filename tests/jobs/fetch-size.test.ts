import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import postgres from "postgres";
import { type RunningWorker, startWorker } from "../../jobs/worker.ts";
import { type App, startApp } from "../support/app.ts";
import { getFinishedGeneration, queueHubGeneration } from "../support/hub-client.ts";
import { startUpstream, type Upstream } from "../support/upstream.ts";

// The slots of a worker.
const SLOTS = 16;

let upstream: Upstream;
let app: App;
let sql: postgres.Sql;
let worker: RunningWorker | undefined;

beforeAll(async () => {
  upstream = await startUpstream();
  app = await startApp({
    worker: false,
    env: {
      PROVIDER: "openai",
      OPENAI_API_KEY: "sk-test",
      OPENAI_BASE_URL: upstream.url,
      WORKER_CONCURRENCY: String(SLOTS),
    },
  });
  sql = postgres(app.databaseUrl, { max: 1, onnotice: () => {} });
});

afterEach(async () => {
  await worker?.stop();
  worker = undefined;
});

afterAll(async () => {
  await sql.end();
  await app.stop();
  await upstream.stop();
});

test("a worker takes the jobs for its free slots in few queries, and no others", async () => {
  const created = await Promise.all(
    Array.from({ length: SLOTS + 8 }, async () => {
      const customer = await app.customer();
      return { customer, id: await queueHubGeneration(customer, app.url) };
    }),
  );
  upstream.respondWith(...Array.from({ length: SLOTS }, () => "hold" as const));
  worker = await startWorker(app.ctx, app.databaseUrl);
  await upstream.arrived(SLOTS);
  const taken = await sql`
    select locked_at, count(*)::integer as jobs
    from graphile_worker._private_jobs j
      join graphile_worker._private_tasks t on t.id = j.task_id
    where t.identifier = 'generate' and j.locked_at is not null
    group by locked_at`;
  const jobs = taken.reduce((sum, each) => sum + Number(each.jobs), 0);
  // Up to two more are returned to the queue after half a second.
  expect(jobs).toBeGreaterThanOrEqual(SLOTS);
  expect(jobs).toBeLessThanOrEqual(SLOTS + 2);
  // With two jobs per query there were eight.
  expect(taken.length).toBeLessThanOrEqual(5);
  upstream.release();
  for (const { customer, id } of created)
    expect(await getFinishedGeneration(app, customer, id)).toMatchObject({ status: "succeeded" });
});
