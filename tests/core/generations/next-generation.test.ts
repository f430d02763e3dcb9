import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import postgres from "postgres";
import { type RunningWorker, startWorker } from "../../../jobs/worker.ts";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { createHubGeneration, getFinishedGeneration } from "../../support/hub-client.ts";
import { findViolations } from "../../support/invariants.ts";
import { startUpstream, type Upstream } from "../../support/upstream.ts";

let upstream: Upstream;
let app: App;
let sql: postgres.Sql;
let customer: Customer;
let worker: RunningWorker | undefined;

beforeAll(async () => {
  upstream = await startUpstream();
  app = await startApp({
    worker: false,
    env: {
      PROVIDER: "openai",
      OPENAI_API_KEY: "sk-test",
      OPENAI_BASE_URL: upstream.url,
      WORKER_CONCURRENCY: "1",
    },
  });
  sql = postgres(app.databaseUrl, { max: 1, onnotice: () => {} });
  customer = await app.customer();
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

test("the transaction that finishes a generation records the next call as sent", async () => {
  upstream.respondWith("hold", "hold");
  const ids = [await create(), await create()];
  worker = await startWorker(app.ctx, app.databaseUrl);
  await upstream.arrived(1);
  upstream.release();
  await upstream.arrived(2);
  const shared = await sql`
    select a.state
    from generations g
      join provider_attempts a on a.xmin = g.xmin
    where g.status = 'succeeded' and a.ended_at is null`;
  expect(shared.map(({ state }) => state)).toEqual(["sent"]);
  upstream.release();
  for (const id of ids)
    expect(await getFinishedGeneration(app, customer, id)).toMatchObject({ status: "succeeded" });
});

test("a finish that is repeated after a lost reply returns the claim of the first time", async () => {
  const ids = [await create(), await create()];
  const workerId = await addWorker();
  const [first] = await claim(workerId);
  const ending = { id: first?.id, workerId, runId: crypto.randomUUID() };
  const [lost] = await finishAndClaim(sql, { ...ending, isRepeated: false });
  const [repeated] = await finishAndClaim(sql, { ...ending, isRepeated: true });
  expect([first?.id, lost?.generation_id].toSorted()).toEqual(ids.toSorted());
  expect(lost).toMatchObject({ outcome: "finished", claim: 1, is_call_recorded: true });
  expect(repeated).toEqual({ ...lost, outcome: "already", claim: 2 });
  await continueElsewhere();
  await getFinishedGeneration(app, customer, lost?.generation_id ?? "");
});

test("a generation is finished durably if the next one is claimed without a call", async () => {
  await create();
  const last = await create();
  const workerId = await addWorker();
  const [first] = await claim(workerId);
  const ending = { id: first?.id, workerId, runId: crypto.randomUUID(), isRepeated: false };
  await sql.begin(async (session) => {
    await session`set local synchronous_commit to on`;
    const [claimed] = await finishAndClaim(session, { ...ending, immediateProviders: [] });
    expect(claimed).toMatchObject({ attempt_state: "intent" });
    const [setting] = await session`show synchronous_commit`;
    expect(setting).toEqual({ synchronous_commit: "on" });
  });
  await continueElsewhere();
  await getFinishedGeneration(app, customer, last);
});

async function create(): Promise<string> {
  const { status, body } = await createHubGeneration(customer, app.url, { async: true });
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

/** Declares the workers of the test dead and lets a real one take over what they have. */
async function continueElsewhere(): Promise<void> {
  await sql`update workers set stopped_at = clock() where stopped_at is null`;
  await sql`update generations set worker_id = null where finished_at is null`;
  worker = await startWorker(app.ctx, app.databaseUrl);
}

function claim(workerId: string) {
  return sql<{ id: string }[]>`
    select generation_id as id
    from claim_next_generations(
        p_generation_ids => array[null::uuid],
        p_run_ids => array[gen_random_uuid()],
        p_worker_id => ${workerId},
        p_provider => 'openai',
        p_run_seconds => 600,
        p_immediate_providers => '{openai}',
        p_may_wait => true,
        p_is_repeated => false
      )`;
}

interface Ending {
  id: string | undefined;
  workerId: string;
  runId: string;
  isRepeated: boolean;
  immediateProviders?: string[];
}

/** Fails a generation and claims the next one. */
function finishAndClaim(session: postgres.Sql | postgres.TransactionSql, ending: Ending) {
  const { id = "", workerId, runId, isRepeated, immediateProviders = ["openai"] } = ending;
  return session`
    select outcome, generation_id, attempt_id, attempt_state, is_call_recorded, claim
    from finish_and_claim_generations(
        p_endings => array[
          row(
            ${id}::uuid, 'failed', 'generation_failed', 'failed by the test', true, '{}'::new_image[],
            null, ${workerId}::uuid, 1, false
          )::generation_ending
        ],
        p_may_wait => true,
        p_run_ids => array[${runId}::uuid],
        p_worker_id => ${workerId},
        p_provider => 'openai',
        p_run_seconds => 600,
        p_immediate_providers => ${immediateProviders},
        p_is_repeated => ${isRepeated}
      )`;
}
