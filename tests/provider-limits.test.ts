import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import postgres from "postgres";
import * as queries from "../generated/queries/providers.ts";
import { type Db, openDb } from "../src/database/db.ts";
import { moveClock } from "./support/clock.ts";
import { createDatabase, type Database } from "./support/database.ts";

// A file that runs alone starts a Postgres for itself.
setDefaultTimeout(30_000);

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

async function take(name: string, patienceMs = 60_000): Promise<number | null> {
  const turn = { name, limit: 3, windowMs: 10_000, patienceMs };
  const [row] = await queries.acquireProviderSlot.run(turn, db);
  return row?.waitMs ?? null;
}

describe("turns", () => {
  test("of three processes at once: every window admits its limit exactly", async () => {
    await sql.unsafe(`
      create table granted (place bigint generated always as identity, at timestamptz);
      create function note_turn() returns trigger language plpgsql as $$
      begin
        insert into granted (at) values (new.turns[cardinality(new.turns)]);
        return new;
      end $$;
      create trigger note_turns after update on provider_turns
        for each row when (new.name = 'busy') execute function note_turn();`);
    const taker = join(import.meta.dir, "support/slot-process.ts");
    const { PATH = "", HOME = "" } = process.env;
    const processes = Array.from({ length: 3 }, () =>
      Bun.spawn([process.execPath, taker, "busy", "20", "10000", "40"], {
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

  test("are not ahead for as long as the clock has stepped back", async () => {
    await moveClock(database.url, 3_600);
    for (let i = 0; i < 4; i++) await take("stepped");
    await moveClock(database.url, 0);
    expect(await take("stepped")).toBeWithin(8_000, 20_001);
  });

  test("are at once until the limit, and then in order of asking", async () => {
    const waits = [];
    for (let i = 0; i < 7; i++) waits.push(await take("quiet"));
    expect(waits.slice(0, 3)).toEqual([0, 0, 0]);
    for (const wait of waits.slice(3, 6)) expect(wait).toBeWithin(8_000, 10_001);
    expect(waits[6]).toBeWithin(18_000, 20_001);
  });

  test("that are too far off are not taken", async () => {
    for (let i = 0; i < 3; i++) await take("short");
    expect(await take("short", 1000)).toBeNull();
    expect(await take("short", 1000)).toBeNull();
    expect(await take("short", 20_000)).toBeWithin(8_000, 10_001);
  });

  test("come free as time passes, and never add up beyond the limit", async () => {
    for (let i = 0; i < 5; i++) await take("later");
    await moveClock(database.url, 3600);
    const waits = await Promise.all([take("later"), take("later"), take("later"), take("later")]);
    expect(waits.filter((wait) => wait === 0)).toHaveLength(3);
    await moveClock(database.url, 0);
  });
});

describe("a circuit", () => {
  const threshold = 3;
  const note = (provider: string, isWell: boolean) =>
    queries.recordCircuitOutcome.run({ provider, isWell, threshold, openSeconds: 30 }, db);
  async function admit(provider: string): Promise<number> {
    const [row] = await queries.tryAcquireCircuit.run({ provider, probeSeconds: 60 }, db);
    return row?.waitMs ?? -1;
  }

  test("opens after so many failures in a row, and a success between them counts anew", async () => {
    for (const isWell of [false, false, true, false, false]) await note("a", isWell);
    expect(await admit("a")).toBe(0);
    await note("a", false);
    expect(await admit("a")).toBeWithin(25_000, 30_001);
    await note("a", true);
    expect(await admit("a")).toBe(0);
  });

  test("lets one of ten through once its time is up, and another where no news comes", async () => {
    for (let i = 0; i < 3; i++) await note("b", false);
    await moveClock(database.url, 31);
    const probes = await Promise.all(Array.from({ length: 10 }, () => admit("b")));
    expect(probes.filter((waitMs) => waitMs === 0)).toHaveLength(1);
    await moveClock(database.url, 92);
    expect(await admit("b")).toBe(0);
    await note("b", false);
    expect(await admit("b")).toBeGreaterThan(0);
    await moveClock(database.url, 0);
  });
});

test("a circuit does not stay open for as long as the clock has stepped back", async () => {
  const provider = "stepped";
  await moveClock(database.url, 3_600);
  for (let failed = 0; failed < 2; failed++) {
    await queries.recordCircuitOutcome.run(
      { provider, isWell: false, threshold: 2, openSeconds: 30 },
      db,
    );
  }
  await moveClock(database.url, 0);
  const [row] = await queries.tryAcquireCircuit.run({ provider, probeSeconds: 30 }, db);
  expect(row?.waitMs).toBeWithin(1, 30_001);
});
