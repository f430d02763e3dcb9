import { afterAll, beforeAll, expect, test } from "bun:test";
import postgres from "postgres";
import { type App, startApp } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";

// More than all pools of a process have connections.
const STATEMENTS = 60;

let app: App;
let sql: postgres.Sql;

beforeAll(async () => {
  app = await startApp();
  sql = postgres(app.databaseUrl, { max: 1, onnotice: () => {} });
});

afterAll(async () => {
  await sql.end();
  await app.stop();
});

test("heartbeats continue while every connection of the pools is busy", async () => {
  let running = STATEMENTS;
  const statements = Array.from({ length: STATEMENTS }, (_, index) => {
    const db = index % 2 === 0 ? app.ctx.db : app.ctx.db.background;
    // Ends by its timeout or by the cancel below.
    return db
      .query("select pg_sleep(60)", [])
      .catch(() => undefined)
      .finally(() => running--);
  });
  const isBusy = async () => (await listSleeping()).length > 0;
  await eventually(isBusy, { message: "no statement is running" });
  const before = await readSeenAt();
  const isSeen = async () => (await readSeenAt()) > before;
  await eventually(isSeen, { message: "the worker has sent no heartbeat" });
  expect(running).toBeGreaterThan(0);
  const isOver = async () => {
    for (const pid of await listSleeping()) await sql`select pg_cancel_backend(${pid})`;
    return running === 0;
  };
  await eventually(isOver, { message: "the statements have not ended" });
  await Promise.all(statements);
});

test("a worker that missed heartbeats itself declares no other dead for some time", async () => {
  await eventually(
    async () => (await sql`select 1 where can_declare_workers_dead(null)`).length > 0,
    {
      message: "Postgres has not run long enough",
    },
  );
  const [{ id: observer } = { id: "" }] = await sql<{ id: string }[]>`
    select id from workers where stopped_at is null`;
  // As after an outage of five seconds, in which the other one could not send its heartbeats either.
  const [{ id: other } = { id: "" }] = await sql<{ id: string }[]>`
    insert into workers (id, pool_ids, started_at, seen_at, steady_since)
    values (gen_random_uuid(), '{}', clock(), clock(), clock())
    returning id`;
  const declare = (missedSeconds: number) =>
    // The row stays locked, so that no heartbeat of the observer comes in between.
    sql.begin(async (session) => {
      await session`
        update workers set seen_at = clock() - interval '9 seconds' where id = ${other}`;
      await session`
        update workers
        set seen_at = clock() - ${missedSeconds} * interval '1 second',
          steady_since = clock() - interval '1 hour'
        where id = ${observer}`;
      return session<{ id: string }[]>`select declare_dead_workers(${observer}) as id`;
    });
  expect([...(await declare(5))]).toEqual([]);
  const before = await readSeenAt();
  await eventually(async () => (await readSeenAt()) > before, {
    message: "the observer has sent no heartbeat",
  });
  expect([...(await sql`select declare_dead_workers(${observer}) as id`)]).toEqual([]);
  expect([...(await declare(1))]).toEqual([{ id: other }]);
});

test("a worker declares others dead also after the clock was set back", async () => {
  // As if it had sent its heartbeats steadily before a step of an hour.
  await sql`
    update workers
    set seen_at = clock() + interval '1 hour', steady_since = clock() + interval '59 minutes'
    where stopped_at is null`;
  const [{ id: dead } = { id: "" }] = await sql<{ id: string }[]>`
    insert into workers (id, pool_ids, started_at, seen_at)
    values (gen_random_uuid(), '{}', clock(), clock() - interval '9 seconds')
    returning id`;
  await eventually(
    async () =>
      (await sql`select 1 from workers where id = ${dead} and stopped_at is not null`).length > 0,
    { message: "the worker was not declared dead" },
  );
});

async function listSleeping(): Promise<number[]> {
  const rows = await sql<{ pid: number }[]>`
    select pid
    from pg_stat_activity
    where datname = current_database() and state = 'active' and query = 'select pg_sleep(60)'`;
  return rows.map(({ pid }) => pid);
}

async function readSeenAt(): Promise<number> {
  const [row] = await sql<{ seenAt: Date }[]>`
    select max(seen_at) as "seenAt" from workers where stopped_at is null`;
  return row?.seenAt.getTime() ?? 0;
}
