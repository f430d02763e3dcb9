import { afterEach, beforeEach, expect, test } from "bun:test";
import postgres from "postgres";
import { type RunningWorker, startWorker } from "../../jobs/worker.ts";
import { type App, startApp } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";
import { createHubGeneration, getFinishedGeneration } from "../support/hub-client.ts";

let app: App;
let sql: postgres.Sql;
let worker: RunningWorker | undefined;

beforeEach(async () => {
  app = await startApp({ worker: false });
  sql = postgres(app.databaseUrl, { max: 1, onnotice: () => {} });
});

afterEach(async () => {
  await worker?.stop();
  worker = undefined;
  await sql.end();
  await app.stop();
});

test("a job that ended and could not be reported is unlocked before its pool is forgotten", async () => {
  // Inserting and taking jobs works; reporting one fails, as while Postgres stops.
  await sql`
    create function refuse_report() returns trigger language plpgsql
      as $$ begin raise exception 'refused by the test'; end $$`;
  await sql`
    create trigger refused before delete on graphile_worker._private_jobs
      for each row execute function refuse_report()`;
  const customer = await app.customer();
  const { body } = await createHubGeneration(customer, app.url, { async: true });
  worker = await startWorker(app.ctx, app.databaseUrl);
  await getFinishedGeneration(app, customer, body.id ?? "");
  const poolId = await eventually(findLostPool, { message: "no pool of generations was lost" });
  await eventually(async () => (await findPools(poolId)) === 0, {
    message: "the worker has not forgotten the lost pool",
  });
  expect(
    await sql`select id from graphile_worker._private_jobs where locked_by = ${poolId}`,
  ).toEqual(
    // The driver returns an array with more members.
    expect.objectContaining({ length: 0 }),
  );
});

test("jobs and queues that no live worker has locked are unlocked after a minute", async () => {
  await addLockedJob("forgotten", "2 minutes");
  await addLockedJob("recent", "1 second");
  worker = await startWorker(app.ctx, app.databaseUrl);
  await eventually(async () => !(await listLocked()).includes("forgotten"), {
    message: "the job of a forgotten pool is still locked",
  });
  const [queue] = await sql`
    select count(*)::integer as locked
    from graphile_worker._private_job_queues
    where locked_by = 'pool of forgotten'`;
  expect(queue).toEqual({ locked: 0 });
  expect(await listLocked()).toContain("recent");
});

test("a worker that stops unlocks what its pools have left locked", async () => {
  worker = await startWorker(app.ctx, app.databaseUrl);
  await sql`update workers set pool_ids = pool_ids || 'pool of left'::text`;
  await addLockedJob("left", "1 second");
  await worker.stop();
  expect(await listLocked()).not.toContain("left");
});

/** Adds a job in a named queue, both locked by a pool of its own. */
async function addLockedJob(name: string, ago: string): Promise<void> {
  const pool = `pool of ${name}`;
  await sql`
    select graphile_worker.add_job(
      'notify', '{}', queue_name => ${name}, job_key => ${name}, run_at => now() + interval '1 hour'
    )`;
  await sql`
    update graphile_worker._private_jobs
    set locked_by = ${pool}, locked_at = now() - ${ago}::interval
    where key = ${name}`;
  await sql`
    update graphile_worker._private_job_queues
    set locked_by = ${pool}, locked_at = now() - ${ago}::interval
    where queue_name = ${name}`;
}

async function listLocked(): Promise<string[]> {
  const rows = await sql<{ key: string }[]>`
    select key from graphile_worker._private_jobs where locked_by is not null and key is not null`;
  return rows.map(({ key }) => key);
}

function findLostPool(): string | undefined {
  const line = app.lines.find(
    (each) => each.includes('"queue_pool_lost"') && each.includes('"pool":"generations"'),
  );
  // The log writes one JSON object a line.
  return line && (JSON.parse(line) as { poolId: string }).poolId;
}

async function findPools(poolId: string): Promise<number> {
  const rows = await sql`select 1 from workers where ${poolId} = any (pool_ids)`;
  return rows.length;
}
