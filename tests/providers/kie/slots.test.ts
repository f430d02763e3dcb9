import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { join } from "node:path";
import postgres from "postgres";
import * as queries from "../../../generated/queries/providers.ts";
import { type Db, openDb } from "../../../src/database/db.ts";
import { moveClock, stopClock } from "../../support/clock.ts";
import { createDatabase, type Database } from "../../support/database.ts";

let database: Database;
let sql: postgres.Sql;
let db: Db;

beforeAll(async () => {
  database = await createDatabase();
  sql = postgres(database.url, { max: 1, onnotice: () => {} });
  db = openDb(database.url, { connections: 5 });
});

afterAll(async () => {
  await db.close();
  await sql.end();
  await database.drop();
});

async function acquire(name: string, maxWaitMs = 60_000): Promise<number | null> {
  const slot = { name, limit: 3, windowMs: 10_000, maxWaitMs };
  const [row] = await queries.acquireProviderSlot.run(slot, db);
  return row?.waitMs ?? null;
}

describe("provider slots", () => {
  test("requested by three processes concurrently fill every window exactly to its limit", async () => {
    await sql.unsafe(`
      create table granted (place bigint generated always as identity, at timestamptz);
      create function record_slot() returns trigger language plpgsql as $$
      begin
        insert into granted (at) values (new.slots[cardinality(new.slots)]);
        return new;
      end $$;
      create trigger record_slots after update on provider_slots
        for each row when (new.name = 'busy') execute function record_slot();`);
    // With a clock that goes on, a request that a busy machine delays gets a later slot.
    await stopClock(database.url, new Date());
    const program = join(import.meta.dir, "../../support/slot-process.ts");
    const { PATH = "", HOME = "" } = process.env;
    const processes = Array.from({ length: 3 }, () =>
      Bun.spawn([process.execPath, program, "busy", "20", "10000", "40"], {
        env: { PATH, HOME, DATABASE_URL: database.url },
        stderr: "inherit",
      }),
    );
    expect(await Promise.all(processes.map((each) => each.exited))).toEqual([0, 0, 0]);
    const spans = await sql<{ ms: string }[]>`
      select extract(epoch from lead(at, 20) over (order by place) - at) * 1000 as ms
      from granted
      order by place
      limit 100`;
    expect(spans.map(({ ms }) => Number(ms))).toEqual(Array(100).fill(10_000));
    expect(await sql`select 1 from granted`).toHaveLength(120);
  });

  test("do not move into the future when the clock is set back", async () => {
    const now = Date.now();
    await stopClock(database.url, new Date(now + 3_600_000));
    for (let i = 0; i < 4; i++) await acquire("stepped");
    await stopClock(database.url, new Date(now));
    expect(await acquire("stepped")).toBe(10_000);
  });

  test("become available again although the clock was set back while none was", async () => {
    const now = Date.now();
    await stopClock(database.url, new Date(now + 3_600_000));
    for (let i = 0; i < 3; i++) await acquire("refused");
    await stopClock(database.url, new Date(now));
    expect(await acquire("refused", 1000)).toBeNull();
    await stopClock(database.url, new Date(now + 10_000));
    expect(await acquire("refused", 1000)).toBe(0);
  });

  test("are immediate up to the limit, and then follow the order of requests", async () => {
    await stopClock(database.url, new Date());
    const waits = [];
    for (let i = 0; i < 7; i++) waits.push(await acquire("quiet"));
    expect(waits.slice(0, 3)).toEqual([0, 0, 0]);
    expect(waits.slice(3)).toEqual([10_000, 10_000, 10_000, 20_000]);
  });

  test("that are too far in the future are not acquired", async () => {
    await stopClock(database.url, new Date());
    for (let i = 0; i < 3; i++) await acquire("short");
    expect(await acquire("short", 1000)).toBeNull();
    expect(await acquire("short", 1000)).toBeNull();
    expect(await acquire("short", 20_000)).toBe(10_000);
  });

  test("become available as time passes, and never exceed the limit", async () => {
    await moveClock(database.url, 0);
    for (let i = 0; i < 5; i++) await acquire("later");
    await moveClock(database.url, 3600);
    const waits = await Promise.all([
      acquire("later"),
      acquire("later"),
      acquire("later"),
      acquire("later"),
    ]);
    expect(waits.filter((wait) => wait === 0)).toHaveLength(3);
    await moveClock(database.url, 0);
  });
});

describe("a circuit breaker", () => {
  const threshold = 3;
  const record = (provider: string, isHealthy: boolean) =>
    queries.recordCircuitOutcome.run({ provider, isHealthy, threshold, openSeconds: 30 }, db);
  async function tryAcquire(provider: string): Promise<number> {
    const [row] = await queries.tryAcquireCircuit.run({ provider, probeSeconds: 60 }, db);
    return row?.waitMs ?? -1;
  }

  test("opens after consecutive failures, and a success resets the count", async () => {
    await stopClock(database.url, new Date());
    for (const isHealthy of [false, false, true, false, false]) await record("a", isHealthy);
    expect(await tryAcquire("a")).toBe(0);
    await record("a", false);
    expect(await tryAcquire("a")).toBe(30_000);
    await record("a", true);
    expect(await tryAcquire("a")).toBe(0);
  });

  test("admits one of ten calls when its time has passed, and another if that reports nothing", async () => {
    await moveClock(database.url, 0);
    for (let i = 0; i < 3; i++) await record("b", false);
    await moveClock(database.url, 31);
    const probes = await Promise.all(Array.from({ length: 10 }, () => tryAcquire("b")));
    expect(probes.filter((waitMs) => waitMs === 0)).toHaveLength(1);
    await moveClock(database.url, 92);
    expect(await tryAcquire("b")).toBe(0);
    await record("b", false);
    expect(await tryAcquire("b")).toBeGreaterThan(0);
    await moveClock(database.url, 0);
  });
});

test("a circuit breaker does not stay open longer when the clock is set back", async () => {
  const provider = "stepped";
  const now = Date.now();
  await stopClock(database.url, new Date(now + 3_600_000));
  for (let failed = 0; failed < 2; failed++) {
    await queries.recordCircuitOutcome.run(
      { provider, isHealthy: false, threshold: 2, openSeconds: 30 },
      db,
    );
  }
  await stopClock(database.url, new Date(now));
  const [row] = await queries.tryAcquireCircuit.run({ provider, probeSeconds: 30 }, db);
  expect(row?.waitMs).toBe(30_000);
});
