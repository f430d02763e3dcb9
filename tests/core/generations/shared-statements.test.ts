import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import postgres from "postgres";
import { type RunningWorker, startWorker } from "../../../jobs/worker.ts";
import { type App, type Customer, startApp } from "../../support/app.ts";
import {
  createHubGeneration,
  getBalance,
  getFinishedGeneration,
} from "../../support/hub-client.ts";
import { findViolations } from "../../support/invariants.ts";
import { startUpstream, type Upstream } from "../../support/upstream.ts";

let upstream: Upstream;
let app: App;
let sql: postgres.Sql;
let worker: RunningWorker | undefined;

beforeAll(async () => {
  upstream = await startUpstream();
  app = await startApp({
    worker: false,
    env: { PROVIDER: "openai", OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url },
  });
  sql = postgres(app.databaseUrl, { max: 2, onnotice: () => {} });
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

test("a locked account does not delay the finishes of other accounts", async () => {
  worker = await startWorker(app.ctx, app.databaseUrl);
  const [locked, ...others] = await startCalls(5);
  if (locked === undefined) throw new Error("there is no generation");
  const session = await sql.reserve();
  try {
    await session`begin`;
    await session`select 1 from accounts where id = ${locked.customer.accountId} for update`;
    upstream.release();
    for (const { customer, id } of others)
      expect(await getFinishedGeneration(app, customer, id)).toMatchObject({ status: "succeeded" });
    expect(await statusOf(locked.id)).toBe("running");
  } finally {
    await session`rollback`;
    session.release();
  }
  expect(await getFinishedGeneration(app, locked.customer, locked.id)).toMatchObject({
    status: "succeeded",
  });
});

test("a generation that cannot be finished does not affect those that finish with it", async () => {
  worker = await startWorker(app.ctx, app.databaseUrl);
  const [rejected, ...others] = await startCalls(5);
  if (rejected === undefined) throw new Error("there is no generation");
  await sql.unsafe(`
    create function reject_finish() returns trigger language plpgsql
      as $$ begin raise exception 'rejected by the test'; end $$;
    create trigger rejected before update of status on generations
      for each row when (old.id = '${rejected.id}') execute function reject_finish()`);
  const calls = upstream.calls.length;
  upstream.release();
  for (const { customer, id } of others)
    expect(await getFinishedGeneration(app, customer, id)).toMatchObject({ status: "succeeded" });
  expect(await statusOf(rejected.id)).toBe("running");
  await sql.unsafe("drop trigger rejected on generations; drop function reject_finish()");
  expect(await getFinishedGeneration(app, rejected.customer, rejected.id)).toMatchObject({
    status: "succeeded",
  });
  expect(upstream.calls.length).toBe(calls);
});

test("one statement claims and finishes generations, each with its own outcome", async () => {
  const [first, second] = [await app.customer(), await app.customer()];
  const ids = [await create(first, 2), await create(first, 1), await create(second, 1)];
  const lost = await create(second, 1);
  const [live] = await sql`
    insert into workers (id, pool_ids, started_at, seen_at)
    values (gen_random_uuid(), '{}', clock(), clock())
    returning id`;
  await sql`select graphile_worker.complete_jobs(array(select id from graphile_worker._private_jobs))`;
  const all = [...ids, lost];
  const claims = await sql`
    select generation_id, claim, attempt_state, is_call_recorded
    from claim_generations(
        ${all}, ${all.map(() => live?.id)}, ${all}, 'openai', 600, '{openai}', true
      )`;
  expect(claims.map(({ generation_id }) => generation_id).sort()).toEqual(all.sort());
  for (const row of claims)
    expect(row).toMatchObject({ claim: 1, attempt_state: "sent", is_call_recorded: true });
  await sql`update generations set claim = 2 where id = ${lost}`;
  const outcomes = async () =>
    (await finishAll([...ids, lost], live?.id)).map(({ outcome }) => outcome);
  expect(await outcomes()).toEqual(["finished", "finished", "finished", "fenced"]);
  expect(await outcomes()).toEqual(["already", "already", "already", "fenced"]);
  expect(await getBalance(first)).toMatchObject({ credits: 992, held: 0 });
  expect(await getBalance(second)).toMatchObject({ credits: 984, held: 8 });
  await sql`update workers set stopped_at = clock() where id = ${live?.id}`;
  await sql`update generations set worker_id = null where id = ${lost}`;
  worker = await startWorker(app.ctx, app.databaseUrl);
  expect(await getFinishedGeneration(app, second, lost)).toMatchObject({ status: "failed" });
});

/** Starts generations of accounts of their own, whose provider calls wait for `upstream.release`. */
async function startCalls(count: number): Promise<{ customer: Customer; id: string }[]> {
  const calls = upstream.calls.length;
  upstream.respondWith(...Array.from({ length: count }, () => "hold" as const));
  const started = await Promise.all(
    Array.from({ length: count }, async () => {
      const customer = await app.customer();
      return { customer, id: await create(customer, 1) };
    }),
  );
  await upstream.arrived(calls + count);
  return started;
}

/** Finishes four generations for a worker: the second one fails, the others succeed with one image. */
function finishAll(ids: string[], workerId: string) {
  return sql`
    select e.position, f.outcome
    from unnest(${ids}::uuid[]) with ordinality e (id, position)
      join finish_generations(
          array(
            select row(
              g.id, e.status, case when e.status = 'failed' then 'generation_failed' end, null, true,
              case e.status when 'failed' then '{}' else array[
                row(
                  gen_random_uuid(), 0, 'generations/' || g.id || '/0.png', null, 'image/png', 8, 8, 99,
                  null
                )::new_image
              ] end,
              row(
                a.id, null, case e.status when 'failed' then 'failed' else 'images' end, null, null,
                null, null, null
              )::attempt_result,
              ${workerId}::uuid, 1, false
            )::generation_ending
            from unnest(
                ${ids}::uuid[], '{succeeded,failed,succeeded,succeeded}'::text[]
              ) e (id, status)
              join generations g on g.id = e.id
              join provider_attempts a on a.generation_id = g.id
          ),
          true
        ) f on f.generation_id = e.id
    order by e.position`;
}

async function create(customer: Customer, n: number): Promise<string> {
  const { body } = await createHubGeneration(customer, app.url, { async: true, n });
  return body.id ?? "";
}

async function statusOf(id: string): Promise<string | undefined> {
  const [row] = await sql`select status from generations where id = ${id}`;
  return row?.status;
}
