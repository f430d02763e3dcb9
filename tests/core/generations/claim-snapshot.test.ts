/** Generations that are accepted after a claiming statement has started, and that it claims nevertheless. */
import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import postgres from "postgres";
import * as generations from "../../../generated/queries/generations.ts";
import { type RunningWorker, startWorker } from "../../../jobs/worker.ts";
import { toBackground } from "../../../src/app/context.ts";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { waitForLock } from "../../support/grants.ts";
import { createHubGeneration, getFinishedGeneration } from "../../support/hub-client.ts";
import { findViolations } from "../../support/invariants.ts";
import { startUpstream, type Upstream } from "../../support/upstream.ts";

let upstream: Upstream;
let app: App;
let sql: postgres.Sql;
let worker: RunningWorker | undefined;

beforeAll(async () => {
  upstream = await startUpstream();
  const provider = { OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url };
  const env = { PROVIDER: "openai", ...provider, WORKER_CONCURRENCY: "1" };
  app = await startApp({ worker: false, env });
  sql = postgres(app.databaseUrl, { max: 2 });
});

afterEach(async () => {
  await worker?.stop();
  worker = undefined;
  expect(await findViolations(app.databaseUrl)).toEqual([]);
});

afterAll(async () => {
  await sql.end();
  await app.stop();
  await upstream.stop();
});

test("a claim returns a generation that was accepted while it waited", async () => {
  const customer = await app.customer();
  const other = await app.customer();
  const workerId = await addWorker();
  const first = await create(customer);
  await claim(workerId, [null]);
  await sql`update generations set worker_id = null where id = ${first}`;
  let later = "";
  let claiming: ReturnType<typeof claim> | undefined;
  // The statement waits for the first generation before it picks the next one.
  await whileLocked(first, async () => {
    claiming = claim(workerId, [first, null]);
    await waitForLock(sql);
    later = await create(other);
  });
  const claimed = (await claiming) ?? [];
  expect(claimed.map(({ id }) => id).toSorted()).toEqual([first, later].toSorted());
  await sql`update workers set stopped_at = clock() where id = ${workerId}`;
  await sql`update generations set worker_id = null where id = any (${[first, later]})`;
  await sql`select graphile_worker.add_jobs(array[generate_job(${first}), generate_job(${later})])`;
  worker = await startWorker(app.ctx, app.databaseUrl);
  await getFinishedGeneration(app, customer, first);
});

test("a generation that was accepted while another one was being finished runs after it", async () => {
  const customer = await app.customer();
  const other = await app.customer();
  upstream.respondWith("hold");
  const first = await create(customer);
  const earlier = upstream.calls.length;
  worker = await startWorker(app.ctx, app.databaseUrl);
  await upstream.arrived(earlier + 1);
  let later = "";
  await whileLocked(first, async () => {
    upstream.release();
    await waitForLock(sql);
    later = await create(other);
  });
  for (const [owner, id] of [
    [customer, first],
    [other, later],
  ] as const)
    expect(await getFinishedGeneration(app, owner, id)).toMatchObject({ status: "succeeded" });
});

/** Locks a generation until `work` has ended. */
async function whileLocked(id: string, work: () => Promise<void>): Promise<void> {
  await sql.begin(async (session) => {
    await session`select 1 from generations where id = ${id} for update`;
    await work();
  });
}

async function create(owner: Customer): Promise<string> {
  const { status, body } = await createHubGeneration(owner, app.url, { async: true });
  expect(status).toBe(202);
  return body.id ?? "";
}

async function addWorker(): Promise<string> {
  const [added] = await sql<{ id: string }[]>`
    insert into workers (id, pool_ids, started_at, seen_at)
    values (gen_random_uuid(), '{}', clock(), clock())
    returning id`;
  return added?.id ?? "";
}

function claim(workerId: string, generationIds: (string | null)[]) {
  const wanted = { workerId, provider: "openai", runSeconds: 600, immediateProviders: ["openai"] };
  const runIds = generationIds.map(() => crypto.randomUUID());
  const options = { mayWait: true, isRepeated: false };
  return generations.claimNextGenerations.run(
    { ...wanted, ...options, generationIds, runIds },
    toBackground(app.ctx).db,
  );
}
