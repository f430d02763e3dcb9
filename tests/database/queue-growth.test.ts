import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import postgres from "postgres";
import * as generations from "../../generated/queries/generations.ts";
import * as workers from "../../generated/queries/workers.ts";
import { getTimeline } from "../../src/core/generations/list.ts";
import { COLUMNS } from "../../src/database/connection.ts";
import { type App, startApp } from "../support/app.ts";
import { measureReads } from "../support/read-statistics.ts";

// As `migrate` sets them for the database role.
const SETTINGS = { plan_cache_mode: "force_generic_plan", jit: "off", statement_timeout: 60_000 };

// One account has half of the queue, a thousand others have the rest.
const QUEUED = 20_000;
const OTHERS = 1_000;

let app: App;
let sql: postgres.Sql;

beforeAll(async () => {
  app = await startApp({ worker: false });
  sql = postgres(app.databaseUrl, { ...COLUMNS, max: 1, connection: SETTINGS });
  // The connection keeps plans that were made when the queue was empty.
  await claim(1);
  await insertQueue();
});

afterAll(async () => {
  await sql.end();
  await app.stop();
});

describe("a claim with 20,000 queued generations of 1,001 accounts", () => {
  test("reads few rows, with and without statistics", async () => {
    expect(await claim(1)).toReadFewRows();
    expect(await claim(8)).toReadFewRows();
    await sql`analyze`;
    expect(await claim(1)).toReadFewRows();
    expect(await claim(8)).toReadFewRows();
  });

  test("takes generations of as many accounts", async () => {
    const claimed: { accountId: string }[] = [];
    await claim(8, claimed);
    expect(new Set(claimed.map(({ accountId }) => accountId)).size).toBe(8);
  });
});

describe("the position of the last of 20,000 queued generations", () => {
  const last = async () => {
    const [row] = await sql<{ id: string; accountId: string }[]>`
      select generation_id as id, account_id from queued_generations order by turn desc limit 1`;
    return row ?? expect.unreachable();
  };

  test("reads few rows, and is counted up to 50", async () => {
    const { id, accountId } = await last();
    const positions: (number | null)[] = [];
    const readings = await measureReads(sql, async (db) => {
      const ctx = { ...app.ctx, db: { ...app.ctx.db, ...db } };
      positions.push((await getTimeline(ctx, accountId, id)).queuePosition);
    });
    expect(readings).toReadFewRows();
    expect(positions).toEqual([50]);
  });
});

/** Claims for a number of jobs of a worker, in a transaction that is rolled back. Returns what it reads. */
function claim(jobs: number, claimed: { accountId: string }[] = []) {
  return measureReads(sql, async (db, mark) => {
    const workerId = crypto.randomUUID();
    await workers.registerWorker.run({ id: workerId, poolIds: ["pool"] }, db);
    await mark("register");
    const runIds = Array.from({ length: jobs }, () => crypto.randomUUID());
    const wanted = {
      ...{ runIds, workerId, provider: "demo", runSeconds: 60, immediateProviders: ["demo"] },
      ...{ generationIds: runIds.map(() => null), mayWait: false, isRepeated: false },
    };
    claimed.push(...(await generations.claimNextGenerations.run(wanted, db)));
    await mark(`claim ${jobs}`);
  });
}

async function insertQueue(): Promise<void> {
  await sql.unsafe(`
    set session_replication_role = replica;
    create temp table owners as
      select n, gen_random_uuid() as account_id from generate_series(0, ${OTHERS}) n;
    create temp table waiting as
      select gen_random_uuid() as id, q.n, o.account_id,
        row_number() over (partition by o.account_id order by q.n) as turn
      from generate_series(1, ${QUEUED}) q (n)
        join owners o on o.n = case when q.n <= ${QUEUED / 2} then 0 else 1 + q.n % ${OTHERS} end;
    insert into generations (
      id, account_id, hold_id, dialect, model, prompt, n, size, aspect_ratio, tier, quality,
      unit_credits, created_at, deadline_at
    )
    select id, account_id, gen_random_uuid(), 'hub', 'gpt-image-2', 'a hill', 1, 'auto', 'auto', '1K',
      'auto', 8, clock(), clock() + interval '1 hour'
    from waiting;
    insert into queued_generations (generation_id, account_id, job_id, is_awaited, priority, turn)
    select id, account_id, n, false, 0, turn from waiting;
    set session_replication_role = origin;
  `);
}
