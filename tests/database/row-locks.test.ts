import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import type postgres from "postgres";
import * as generations from "../../generated/queries/generations.ts";
import { cleanUpBatches } from "../../src/core/generations/request-batches.ts";
import { type App, type Customer, startApp } from "../support/app.ts";
import { createHubGeneration } from "../support/hub-client.ts";
import { findViolations } from "../support/invariants.ts";
import { openSessions, runTogether } from "../support/run-together.ts";

let app: App;
let sql: postgres.Sql;
let customer: Customer;

beforeAll(async () => {
  app = await startApp({ worker: false });
  sql = openSessions(app.databaseUrl);
});

beforeEach(async () => {
  customer = await app.customer({ credits: 100 });
});

afterEach(async () => {
  await sql`
    select finish_canceled_generations(
      array(
        select id from generations
        where account_id = ${customer.accountId} and finished_at is null
      ),
      true
    )`;
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await sql.end();
  await app.stop();
});

describe("a row that is locked by", () => {
  type Call = (own: { id: string; workerId: string }) => Promise<string>;
  const lockers: Record<string, { table: string; call: Call }> = {
    "the cancel of a generation": {
      table: "generations",
      call: async ({ id }) => `cancel_generation('${id}', '${customer.accountId}')`,
    },
    "the deletion of a generation": {
      table: "generations",
      call: async ({ id }) => {
        await sql`select finish_canceled(${id})`;
        return `delete_generation('${id}', '${customer.accountId}')`;
      },
    },
    "the requeue of a generation": {
      table: "generations",
      call: ({ id }) => Promise.resolve(`admin_requeue(null, '${id}')`),
    },
    "the next attempt of a generation": {
      table: "generations",
      call: async ({ id, workerId }) => {
        const attemptId = await claim(id, workerId);
        return `next_attempt(
          row(${attemptId}, null, 'failed', null, null, null, null, false)::attempt_result,
          '${workerId}', 1, 'openai'
        )`;
      },
    },
    "the recovery of a generation": {
      table: "generations",
      call: async ({ id, workerId }) => {
        await claim(id, workerId);
        await sql`update workers set stopped_at = clock() where id = ${workerId}`;
        return "recover_claims()";
      },
    },
    "the rotation of a key": {
      table: "keys",
      call: async () => `replace_key_secret(
        '${customer.keyId}', '${customer.accountId}', interval '0', gen_random_uuid(),
        sha256('${customer.keyId}'), 'gih_live_', 'abcd'
      )`,
    },
    "a change of a model": {
      table: "models",
      call: async () => `admin_set_model(
        null, 'gpt-image-2', 'Other name', null, null, null, null, null, null, null
      )`,
    },
    "a change of the routes of a model": {
      table: "models",
      call: async () => "admin_set_model_routes(null, 'gpt-image-2', '{openai}', '{other}')",
    },
    "a change of an alias of a model": {
      table: "models",
      call: async () => "admin_set_model_alias(null, 'other-name', 'gpt-image-2')",
    },
  };

  const name = "%s accepts inserts of rows that refer to it, and excludes other changes";
  test.each(Object.entries(lockers))(name, async (_, { table, call }) => {
    const id = await createGeneration();
    const workerId = await insertWorker();
    const statement = await call({ id, workerId });
    const key = { generations: id, keys: customer.keyId, models: "gpt-image-2" }[table];
    const session = await sql.reserve();
    try {
      await session`begin`;
      await session.unsafe(`select ${statement}`);
      const lock = (strength: string) =>
        sql.unsafe(`select 1 from ${table} where id = $1 for ${strength} nowait`, [key ?? ""]);
      expect(await lock("key share")).toHaveLength(1);
      const change = lock("no key update").catch(({ code }: postgres.PostgresError) => code);
      expect(await change).toBe("55P03");
    } finally {
      await session`rollback`;
      session.release();
    }
  });
});

test("a recovery also takes a generation to which a row is being added", async () => {
  const id = await createGeneration();
  const workerId = await insertWorker();
  await claim(id, workerId);
  await sql`update workers set stopped_at = clock() where id = ${workerId}`;
  const [rows] = await runTogether(sql, {
    locked: (run) => run`select 1 from generations where id = ${id} for key share`,
    changes: [() => sql`select recover_claims() as id`.execute()],
  });
  expect(rows?.map((row) => row.id)).toContain(id);
});

test("a worker that registers again does not deadlock with another change of its generations", async () => {
  const ids = await createGenerations(3);
  const workerId = await insertWorker();
  // In the reverse order of their ids, in which a plan then finds them.
  for (const id of ids.toReversed())
    await sql`
      update generations set status = 'running', claim = 1, started_at = clock() where id = ${id}`;
  const results = await runTogether<postgres.Row[]>(sql, {
    locked: (run) => run`select 1 from generations where id = ${ids[1] ?? ""} for update`,
    changes: [
      () =>
        sql`select readopt_generations(
          ${workerId}, ${ids.toReversed()}::uuid[], '{1, 1, 1}'
        ) as id`.execute(),
      () => sql`select unnest(lock_generations(${ids}::uuid[], true)) as id`.execute(),
    ],
  });
  for (const rows of results) expect(rows.map(({ id }) => id as string).sort()).toEqual(ids);
});

test("a sweep opens no attempt of a generation that another worker finishes", async () => {
  const id = await createGeneration();
  const open = () => generations.openOverdueAttempt.run({ id, provider: "openai" }, app.ctx.db);
  expect(await open()).toHaveLength(1);
  const opened = await runTogether(sql, {
    locked: (run) => run`select finish_canceled(${id})`,
    changes: [open],
    end: "commit",
  });
  expect(opened).toEqual([[]]);
});

test("the cleanup passes over a batch that another session has locked", async () => {
  const id = Bun.randomUUIDv7();
  await sql`
    insert into batches (
      id, account_id, key_id, endpoint, input_file_id, fingerprint, status, total, created_at,
      expires_at, finished_at, delete_at
    )
    values (
      ${id}, ${customer.accountId}, ${customer.keyId}, '/v1/images/generations', gen_random_uuid(), '\\x00',
      'failed', 0, clock(), clock(), clock(), clock() - interval '1 day'
    )`;
  const deleted = await runTogether(sql, {
    locked: (run) => run`select 1 from batches where id = ${id} for update`,
    changes: [() => cleanUpBatches(app.ctx)],
  });
  expect(deleted).toEqual([0]);
  expect(await cleanUpBatches(app.ctx)).toBe(1);
});

async function createGeneration(): Promise<string> {
  const { body } = await createHubGeneration(customer, app.url, { async: true });
  return body.id ?? "";
}

/** Creates generations. Returns their ids in order. */
async function createGenerations(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let number = 0; number < count; number++) ids.push(await createGeneration());
  return ids.sort();
}

async function insertWorker(): Promise<string> {
  const id = crypto.randomUUID();
  await sql`
    insert into workers (id, pool_ids, started_at, seen_at) values (${id}, '{}', clock(), clock())`;
  return id;
}

/** Claims a generation. Returns its attempt. */
async function claim(id: string, workerId: string): Promise<string> {
  const [row] = await sql<{ attempt: string }[]>`
    select attempt_id as attempt from claim_generation(${id}, ${workerId}, 'openai', 300)`;
  return row?.attempt ?? "";
}
