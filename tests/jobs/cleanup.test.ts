import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { runCleanup } from "../../jobs/cleanup.ts";
import { type App, startApp } from "../support/app.ts";
import { moveClock } from "../support/clock.ts";
import { findViolations } from "../support/invariants.ts";
import { signUp } from "../support/account-client.ts";
import { signUpload } from "../support/plus-client.ts";

const DAY = 86_400;

let app: App;

beforeAll(async () => {
  app = await startApp({ worker: false });
});

afterEach(async () => {
  await moveClock(app.databaseUrl, 0);
  expect(await findViolations(app.databaseUrl)).toEqual([]);
});

afterAll(() => app.stop());

async function count(text: string): Promise<number> {
  return (await app.ctx.db.query(text, [])).rowCount;
}

test("an object that cannot be removed does not stop the others, and is retried", async () => {
  const customer = await app.customer({ dialect: "plus" });
  const keys: string[] = [];
  for (let made = 0; made < 9; made++) keys.push((await signUpload(customer, 100)).key);
  // A folder with something in it is not removed as a file.
  const stuck = join(app.dataDir, "files", keys[4] ?? "");
  await mkdir(join(stuck, "inside"), { recursive: true });
  await moveClock(app.databaseUrl, 2 * DAY);
  await runCleanup(app.ctx);
  expect(await count("select 1 from uploads")).toBe(1);
  expect(app.lines.filter((line) => line.includes("object_not_removed"))).toHaveLength(1);
  const { body } = await app.ctx.metrics.render();
  expect(body).toContain('darkroom_job_step_failures_total{job="reap",step="uploads"} 1');
  await rm(stuck, { recursive: true });
  await runCleanup(app.ctx);
  expect(await count("select 1 from uploads")).toBe(0);
});

test("a step that fails does not stop the other steps", async () => {
  await signUp(app);
  const customer = await app.customer({ dialect: "plus" });
  await signUpload(customer, 100);
  await app.ctx.db.query(
    `create function refuse_delete() returns trigger language plpgsql
      as $$ begin raise exception 'refused'; end $$`,
    [],
  );
  await app.ctx.db.query(
    "create trigger refused before delete on uploads execute function refuse_delete()",
    [],
  );
  await moveClock(app.databaseUrl, 91 * DAY);
  await runCleanup(app.ctx);
  expect(await count("select 1 from sessions")).toBe(0);
  expect(await count("select 1 from uploads")).toBe(1);
  expect(await app.logged("job_step_failed")).toContain('"step":"uploads"');
  await app.ctx.db.query("drop trigger refused on uploads", []);
  await runCleanup(app.ctx);
  expect(await count("select 1 from uploads")).toBe(0);
});

test("a job that waits for its own queue is no stall, and a lost pool leaves no queue locked", async () => {
  const query = async (text: string) => (await app.ctx.db.query(text, [])).rows as unknown[];
  const waiting = "select has_waiting_job(array['reap']) as waiting";
  await query(`
    select graphile_worker.add_job(
      'reap', '{}', queue_name => 'reap', run_at => now() - interval '1 minute'
    )`);
  expect(await query(waiting)).toEqual([{ waiting: true }]);
  await query(`
    update graphile_worker._private_job_queues set locked_at = now(), locked_by = 'lost'`);
  expect(await query(waiting)).toEqual([{ waiting: false }]);
  await query("select unlock_pool_jobs(array['lost'], '{}')");
  expect(await query(waiting)).toEqual([{ waiting: true }]);
});

test("workers, rate windows and jobs that nothing needs any more are deleted", async () => {
  const { key } = await app.customer();
  const query = async (text: string) => (await app.ctx.db.query(text, [])).rows as unknown[];
  const limited = await app.customer({ dialect: "plus" });
  await app.fetch("/api/v1/generations/none", {
    headers: { authorization: `Bearer ${limited.key}` },
  });
  expect(await count("select 1 from rate_windows")).toBe(1);
  await query("select register_worker(gen_random_uuid(), '{}') from generate_series(1, 3)");
  await query("update workers set stopped_at = clock() where number = 1");
  // A worker whose generation is unfinished stays, although it stopped.
  await query("update workers set stopped_at = clock() where number = 2");
  await app.fetch("/api/v1/images/generations", {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "gpt-image-2", prompt: "a hill", async: true }),
  });
  await query(`
    update generations
    set status = 'running', worker_id = (select id from workers where number = 2)`);
  await query("delete from queued_generations");
  await query(`
    select graphile_worker.add_job('notify', job_key => 'spent', max_attempts => 1),
      graphile_worker.add_job('notify', job_key => 'ready')`);
  await query(`
    update graphile_worker._private_jobs
    set attempts = case key when 'spent' then 1 else 0 end, updated_at = now() - interval '31 days'
    where key in ('spent', 'ready')`);
  await moveClock(app.databaseUrl, 8 * DAY);
  await runCleanup(app.ctx);
  expect(await query("select number from workers order by number")).toEqual([
    { number: 2 },
    { number: 3 },
  ]);
  expect(await count("select 1 from rate_windows")).toBe(0);
  expect(
    await query("select key from graphile_worker.jobs where key in ('spent', 'ready')"),
  ).toEqual([{ key: "ready" }]);
});
