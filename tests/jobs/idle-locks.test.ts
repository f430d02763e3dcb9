import { afterAll, beforeAll, expect, test } from "bun:test";
import { type RunningWorker, startWorker } from "../../jobs/worker.ts";
import { createWorkerStatus } from "../../src/app/worker-status.ts";
import { type App, type Customer, startApp } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";
import {
  createHubGeneration,
  getBalance,
  getFinishedGeneration,
  type HubRequest,
} from "../support/hub-client.ts";
import { findViolations } from "../support/invariants.ts";
import { runStatement } from "../support/run-statement.ts";
import { startUpstream, type Upstream } from "../support/upstream.ts";

let upstream: Upstream;
let app: App;
let customer: Customer;
let worker: RunningWorker;

beforeAll(async () => {
  upstream = await startUpstream();
  const provider = { OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url };
  app = await startApp({ worker: false, env: { PROVIDER: "openai", ...provider } });
  customer = await app.customer({ credits: 100 });
  // As in a process of its own: what the server accepts is queued, and not run without a job.
  const ctx = { ...app.ctx, workerStatus: createWorkerStatus(app.ctx.log, app.ctx.metrics) };
  worker = await startWorker(ctx, app.databaseUrl, { idleLockMs: 1500 });
});

afterAll(async () => {
  upstream.release();
  await worker.stop();
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
  await upstream.stop();
});

// A crash of Postgres undoes an asynchronous commit, and a cut connection loses the jobs that it carries.
test("jobs that a live worker has locked and does not run are run, and its running ones once", async () => {
  const finished = await create({ prompt: "a hill" });
  await getFinishedGeneration(app, customer, finished);
  const running = await create({ prompt: "a lake #up:hold" });
  await upstream.arrived(2);
  await eventually(async () => (await listLocked()).length === 1, { message: "other jobs run" });
  const held = await listLocked();

  const pools = await ask("select unnest(pool_ids) as id from workers where stopped_at is null");
  expect(pools.length).toBeGreaterThanOrEqual(3);
  const generations: string[] = [];
  // Jobs of each kind are locked by each pool.
  for (const { id } of pools) generations.push(await addLockedJobs(String(id), finished));
  await renameLocks();
  await eventually(async () => Bun.deepEquals(await listLocked(), held), {
    message: "jobs or queues are still locked",
  });
  for (const id of generations) {
    expect(await getFinishedGeneration(app, customer, id)).toMatchObject({ status: "succeeded" });
  }
  await eventually(async () => (await listWaiting()).length === 0, {
    message: "jobs were not run",
  });

  upstream.release();
  expect(await getFinishedGeneration(app, customer, running)).toMatchObject({
    status: "succeeded",
  });
  expect(upstream.calls).toHaveLength(2 + pools.length);
  expect((await getBalance(customer)).credits).toBe(100 - 8 * (2 + pools.length));
});

/** Adds jobs of all kinds, to be locked by a pool. Returns a generation with such a job. */
async function addLockedJobs(pool: string, finishedId: string): Promise<string> {
  await lockNewJobs(pool);
  const id = await create({ prompt: "a wood" });
  await addJob("generate", { generationId: finishedId });
  await addJob("deliver-webhook", { deliveryId: crypto.randomUUID() });
  await addJob("notify", {}, `notify of ${pool}`);
  await ask("drop trigger locked on graphile_worker._private_jobs");
  return id;
}

async function create(request: HubRequest): Promise<string> {
  const { status, body } = await createHubGeneration(customer, app.url, {
    ...request,
    async: true,
  });
  expect(status).toBe(202);
  return body.id ?? "";
}

/** Locks jobs and named queues as they are added, under a name that contains that of the pool. */
async function lockNewJobs(pool: string): Promise<void> {
  await ask(`
    create or replace function lock_job() returns trigger language plpgsql
      as $$ begin
        new.locked_by := 'later ${pool}';
        new.locked_at := now() + interval '1 hour';
        new.attempts := 1;
        update graphile_worker._private_job_queues
        set locked_by = new.locked_by, locked_at = new.locked_at
        where id = new.job_queue_id;
        return new;
      end $$`);
  await ask(`
    create trigger locked before insert on graphile_worker._private_jobs
      for each row execute function lock_job()`);
}

/** Has the pools hold these locks, all at once, because a pool that has held one for a while is replaced. */
async function renameLocks(): Promise<void> {
  await ask(`
    with jobs as (
      update graphile_worker._private_jobs
      set locked_by = substr(locked_by, 7), locked_at = now()
      where locked_by like 'later %'
    )
    update graphile_worker._private_job_queues
    set locked_by = substr(locked_by, 7), locked_at = now()
    where locked_by like 'later %'`);
}

async function addJob(task: string, payload: object, queue?: string): Promise<void> {
  const options = queue === undefined ? "" : `, queue_name => '${queue}', job_key => '${queue}'`;
  await ask(`select graphile_worker.add_job('${task}', '${JSON.stringify(payload)}'${options})`);
}

/** Returns the locked jobs, and the queues that are locked without one, except those of the schedule. */
function listLocked(): Promise<Record<string, unknown>[]> {
  return ask(`
    select t.identifier as task, j.id, j.locked_by, j.attempts
    from graphile_worker._private_jobs j
      full join graphile_worker._private_job_queues q on q.id = j.job_queue_id
      left join graphile_worker._private_tasks t on t.id = j.task_id
    where (j.locked_by is not null or q.locked_by is not null)
      and (q.queue_name is null or q.queue_name like 'notify of %')`);
}

function listWaiting(): Promise<Record<string, unknown>[]> {
  return ask(
    "select 1 from graphile_worker._private_jobs where locked_by is null and run_at <= now()",
  );
}

function ask(text: string): Promise<Record<string, unknown>[]> {
  return runStatement(app.databaseUrl, text);
}
