import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "bun:test";
import { join } from "node:path";
import postgres from "postgres";
import { type RunningWorker, startWorker } from "../../jobs/worker.ts";
import { claimGeneration, type Run, type Worker } from "../../src/core/generations/claim.ts";
import { finishOverdueGenerations } from "../../src/core/generations/recover.ts";
import { trackRun } from "../../src/core/generations/run.ts";
import { type App, type Customer, startApp } from "../support/app.ts";
import { moveClock, stopClock } from "../support/clock.ts";
import { eventually } from "../support/eventually.ts";
import { findViolations } from "../support/invariants.ts";
import { getBalance, getFinishedGeneration, createHubGeneration } from "../support/hub-client.ts";
import { startUpstream, type Upstream } from "../support/upstream.ts";
import { renderBase64 } from "../support/upstream/images.ts";

let upstream: Upstream;
let app: App;
let sql: postgres.Sql;
let customer: Customer;
let worker: RunningWorker | undefined;
let calls = 0;

beforeAll(async () => {
  upstream = await startUpstream();
  app = await startApp({
    worker: false,
    env: { PROVIDER: "openai", OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url },
  });
  sql = postgres(app.databaseUrl, { max: 1, onnotice: () => {} });
});

beforeEach(async () => {
  customer = await app.customer();
  calls = upstream.calls.length;
});

afterEach(async () => {
  await worker?.stop();
  worker = undefined;
  await moveClock(app.databaseUrl, 0);
  expect(await findViolations(app.databaseUrl)).toEqual([]);
});

afterAll(async () => {
  await sql.end();
  await app.stop();
  await upstream.stop();
});

test("a worker that was declared dead reclaims the generation whose call it still runs", async () => {
  worker = await startWorker(app.ctx, app.databaseUrl);
  upstream.respondWith("hold");
  const id = await create();
  await upstream.arrived(calls + 1);
  await sql`update workers set stopped_at = clock() where stopped_at is null`;
  await sql`update generations set worker_id = null where id = ${id}`;
  await eventually(
    async () => {
      const rows = await sql`
        select 1
        from generations g
          join workers w on w.id = g.worker_id
        where g.id = ${id} and w.stopped_at is null`;
      return rows.length > 0;
    },
    { message: "The call was not reclaimed" },
  );
  upstream.release();
  expect(await getFinishedGeneration(app, customer, id)).toMatchObject({ status: "succeeded" });
  expect(upstream.calls.length - calls).toBe(1);
});

test("a worker that was declared dead cannot claim a generation", async () => {
  const id = await create();
  const [dead] = await sql`
    insert into workers (id, pool_ids, started_at, seen_at, stopped_at)
    values (gen_random_uuid(), '{}', clock(), clock(), clock())
    returning id`;
  const claimed = await sql`select claim from claim_generation(${id}, ${dead?.id}, 'openai', 600)`;
  expect(claimed).toHaveLength(0);
  worker = await startWorker(app.ctx, app.databaseUrl);
  expect(await getFinishedGeneration(app, customer, id)).toMatchObject({ status: "succeeded" });
});

test("a job does not take what another run of its worker has just claimed", async () => {
  const ids = [await create(), await create()];
  const [live] = await sql`
    insert into workers (id, pool_ids, started_at, seen_at)
    values (gen_random_uuid(), '{}', clock(), clock())
    returning id`;
  const claim = async (generationId: string | null) => {
    const [claimed] = await sql<{ id: string }[]>`
      select generation_id as id
      from claim_next_generations(
          p_generation_ids => array[${generationId}::uuid],
          p_run_ids => array[gen_random_uuid()],
          p_worker_id => ${live?.id},
          p_provider => 'openai',
          p_run_seconds => 600,
          p_immediate_providers => '{openai}',
          p_may_wait => true,
          p_is_repeated => false
        )`;
    return claimed?.id ?? "";
  };
  await stopClock(app.databaseUrl, new Date());
  const taken = await claim(null);
  const other = await claim(taken);
  expect([taken, other].toSorted()).toEqual(ids.toSorted());
  // Later than that, no run has it: its job continues it.
  await moveClock(app.databaseUrl, 11);
  expect(await claim(taken)).toBe(taken);
  await sql`update workers set stopped_at = clock() where id = ${live?.id}`;
  worker = await startWorker(app.ctx, app.databaseUrl);
  for (const id of ids)
    expect(await getFinishedGeneration(app, customer, id)).toMatchObject({ status: "failed" });
  expect(upstream.calls.length - calls).toBe(0);
});

test("a job leaves its generation to a run whose reply to the claim was lost", async () => {
  const ids = [await create(), await create()];
  const id = Bun.randomUUIDv7();
  await sql`select register_worker(${id}, '{}')`;
  const draining = new AbortController().signal;
  const self: Worker = { id, running: new Map(), draining };
  const first = trackRun(self, crypto.randomUUID());
  const claim = async (generationId: string | undefined, run: Run) => {
    const claimed = await claimGeneration(app.ctx, self, { generationId, run });
    return claimed === "limited" ? undefined : claimed?.held.generation.id;
  };
  const generationId = (await claim(undefined, first)) ?? "";
  // Longer ago than a claim of another run is left alone anyway.
  await moveClock(app.databaseUrl, 60);
  first.isReplyLost = true;
  const run = trackRun(self, generationId);
  expect([generationId, await claim(generationId, run)].toSorted()).toEqual(ids.toSorted());
  first[Symbol.dispose]();
  expect(await claim(generationId, run)).toBe(generationId);
  await sql`update workers set stopped_at = clock() where id = ${id}`;
  worker = await startWorker(app.ctx, app.databaseUrl);
  for (const each of ids)
    expect(await getFinishedGeneration(app, customer, each)).toMatchObject({ status: "failed" });
});

test("a claim that a run repeats after a lost reply is not taken for a call that was sent", async () => {
  const id = await create();
  const [live] = await sql`
    insert into workers (id, pool_ids, started_at, seen_at)
    values (gen_random_uuid(), '{}', clock(), clock())
    returning id`;
  const claim = async (runId: string) => {
    const [claimed] = await sql`
      select is_call_recorded, attempt_state
      from claim_generation(
          p_generation_id => ${id},
          p_worker_id => ${live?.id},
          p_provider => 'openai',
          p_run_seconds => 600,
          p_immediate_providers => '{openai}',
          p_run_id => ${runId}
        )`;
    return { ...claimed };
  };
  const run = crypto.randomUUID();
  const recorded = { is_call_recorded: true, attempt_state: "sent" };
  expect(await claim(run)).toEqual(recorded);
  expect(await claim(run)).toEqual(recorded);
  expect(await claim(crypto.randomUUID())).toEqual({ ...recorded, is_call_recorded: false });
  await sql`update workers set stopped_at = clock() where id = ${live?.id}`;
  worker = await startWorker(app.ctx, app.databaseUrl);
  expect(await getFinishedGeneration(app, customer, id)).toMatchObject({ status: "failed" });
  expect(upstream.calls.length - calls).toBe(0);
});

test("a generation whose job is missing is queued again and run once", async () => {
  const queued = await create();
  const unclaimed = await create();
  await sql`delete from graphile_worker._private_jobs`;
  await sql`update generations set created_at = created_at - interval '1 minute' where id = ${queued}`;
  await sql`
    update generations set status = 'running', started_at = clock() where id = ${unclaimed}`;
  worker = await startWorker(app.ctx, app.databaseUrl);
  expect(await getFinishedGeneration(app, customer, queued)).toMatchObject({ status: "succeeded" });
  expect(await getFinishedGeneration(app, customer, unclaimed)).toMatchObject({
    status: "succeeded",
  });
  expect(upstream.calls.length - calls).toBe(2);
});

test("a job stays while another worker runs its generation, and is deleted when that finishes", async () => {
  const id = await create();
  const [other] = await sql`
    insert into workers (id, pool_ids, started_at, seen_at)
    values (gen_random_uuid(), '{}', clock(), clock())
    returning id`;
  await sql`select 1 from claim_generation(${id}, ${other?.id}, 'openai', 600)`;
  worker = await startWorker(app.ctx, app.databaseUrl);
  await eventually(
    async () => {
      const rows = await sql`
        select 1 from graphile_worker._private_jobs where attempts > 0 and locked_at is null`;
      return rows.length > 0;
    },
    { message: "The job was not returned to the queue" },
  );
  await sql`update workers set stopped_at = clock() where id = ${other?.id}`;
  expect(await getFinishedGeneration(app, customer, id)).toMatchObject({ status: "succeeded" });
  expect(upstream.calls.length - calls).toBe(1);
});

test("a generation past its deadline succeeds with the image that a dead worker stored", async () => {
  const id = await create();
  const [dead] = await sql`
    insert into workers (id, pool_ids, started_at, seen_at)
    values (gen_random_uuid(), '{}', clock(), clock())
    returning id`;
  await sql`
    select mark_attempt_sent(c.attempt_id, ${dead?.id}, c.claim, 'openai')
    from claim_generation(${id}, ${dead?.id}, 'openai', 600) c`;
  await storeImage(id);
  await moveClock(app.databaseUrl, 3601);
  expect(await finishOverdueGenerations(app.ctx)).toEqual({ overdue: 1, failed: 0 });
  expect(await getFinishedGeneration(app, customer, id)).toMatchObject({
    status: "succeeded",
    usage: { credits: 8 },
  });
  expect(
    await sql`select outcome, spend_unknown from provider_attempts where generation_id = ${id}`,
  ).toMatchObject([{ outcome: "images", spend_unknown: false }]);
  expect(await getBalance(customer)).toMatchObject({ credits: 992, held: 0 });
});

test("a generation that cannot be finished does not keep others past their deadline", async () => {
  const stuck = await create();
  const other = await create();
  await sql`update generations set deadline_at = deadline_at - interval '1 minute' where id = ${stuck}`;
  await sql.unsafe(`
    create function reject_finish() returns trigger language plpgsql
      as $$ begin raise exception 'rejected by the test'; end $$;
    create trigger rejected before update of status on generations
      for each row when (old.id = '${stuck}') execute function reject_finish()`);
  await moveClock(app.databaseUrl, 3601);
  expect(await finishOverdueGenerations(app.ctx)).toEqual({ overdue: 2, failed: 1 });
  expect(await getFinishedGeneration(app, customer, other)).toMatchObject({ status: "failed" });
  await sql.unsafe("drop trigger rejected on generations; drop function reject_finish()");
  expect(await finishOverdueGenerations(app.ctx)).toEqual({ overdue: 1, failed: 0 });
});

async function create(): Promise<string> {
  const { body } = await createHubGeneration(customer, app.url, { async: true });
  return body.id ?? "";
}

async function storeImage(generationId: string): Promise<void> {
  const base64 = await renderBase64({ width: 1024, height: 1024, format: "png", index: 0 });
  const path = join(app.dataDir, "image.png");
  await Bun.write(path, Buffer.from(base64, "base64"));
  await app.ctx.storage.put(`generations/${generationId}/0.png`, path, "image/png");
}

test("a scheduled job whose pool was lost while it ran can run again", async () => {
  await sql`delete from graphile_worker._private_jobs`;
  await sql`
    select graphile_worker.add_job(
      'notify', '{}', queue_name := 'notify', run_at := now() + interval '1 day')`;
  await sql`update graphile_worker._private_jobs set locked_by = 'lost', locked_at = now()`;
  await sql`update graphile_worker._private_job_queues set locked_by = 'lost', locked_at = now()`;
  const [job] = await sql`select id from graphile_worker._private_jobs`;
  const locked = () => sql`
    select 1 from graphile_worker._private_job_queues where locked_at is not null
    union all
    select 1 from graphile_worker._private_jobs where locked_at is not null`;
  await sql`select unlock_pool_jobs('{lost}', ${[job?.id]})`;
  expect(await locked()).toHaveLength(2);
  await sql`select unlock_pool_jobs('{lost}', '{}')`;
  expect(await locked()).toHaveLength(0);
  await sql`delete from graphile_worker._private_jobs`;
});
