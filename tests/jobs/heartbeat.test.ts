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

async function listSleeping(): Promise<number[]> {
  const rows = await sql<{ pid: number }[]>`
    select pid
    from pg_stat_activity
    where datname = current_database() and state = 'active' and query = 'select pg_sleep(60)'`;
  return rows.map(({ pid }) => pid);
}

async function readSeenAt(): Promise<number> {
  const [row] = await sql<{ seenAt: Date }[]>`
    select seen_at as "seenAt" from workers where stopped_at is null`;
  return row?.seenAt.getTime() ?? 0;
}
