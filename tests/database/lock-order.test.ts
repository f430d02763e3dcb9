import { afterAll, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import postgres from "postgres";
import { type App, type Customer, startApp } from "../support/app.ts";
import { moveClock } from "../support/clock.ts";
import { eventually } from "../support/eventually.ts";
import { createHubGeneration } from "../support/hub-client.ts";
import { findViolations } from "../support/invariants.ts";

// Longer than the server's, so that a deadlock is found before a wait ends.
const SETTINGS = { lock_timeout: 60_000, statement_timeout: 60_000 };

let app: App;
let sql: postgres.Sql;
let customer: Customer;

beforeAll(async () => {
  app = await startApp({ worker: false });
  sql = postgres(app.databaseUrl, { max: 4, connection: SETTINGS });
});

beforeEach(async () => {
  customer = await app.customer({ credits: 100 });
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await sql.end();
  await app.stop();
});

/**
 * Starts two statements one after another while a row is locked on which the first one waits, and releases
 * the row when both wait. Returns their results.
 */
async function collide(locked: Statement, first: Statement, second: Statement) {
  const session = await sql.reserve();
  const started: Promise<postgres.Row[]>[] = [];
  try {
    await session`begin`;
    await locked(session);
    for (const statement of [first, second]) {
      started.push(statement(sql).execute());
      await untilWaiting(started.length);
    }
  } finally {
    await session`rollback`;
    session.release();
  }
  return (await Promise.all(started)).map(([row]) => Object.values(row ?? {})[0] as unknown);
}

type Statement = (sql: postgres.Sql) => postgres.PendingQuery<postgres.Row[]>;

function untilWaiting(sessions: number): Promise<unknown> {
  return eventually(
    async () => {
      const [row] = await sql<{ waiting: number }[]>`
        select count(*)::int as waiting
        from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
      return row?.waiting === sessions;
    },
    { message: `${sessions} statements do not wait` },
  );
}

test("deleting expired generations does not deadlock with a cancel of one of them", async () => {
  const endpointId = await insertEndpoint();
  const { body } = await createHubGeneration(customer, app.url, { async: true });
  const id = body.id ?? "";
  await sql`select finish_canceled(${id})`;
  await moveClock(app.databaseUrl, 40 * 86_400);
  const results = await collide(
    (run) => run`select 1 from webhook_endpoints where id = ${endpointId} for update`,
    (run) =>
      run`select deleted from delete_expired_generations(
        '00000000-0000-0000-0000-000000000000', 30, 100, 100
      )`,
    (run) => run`select cancel_generation(${id}, ${customer.accountId})`,
  );
  await moveClock(app.databaseUrl, 0);
  expect(results).toEqual([1, "already"]);
});

describe("closing an account", () => {
  test("does not deadlock with the end of one of its batches", async () => {
    const batchId = await insertFinalBatch();
    const uploadId = await insertUpload();
    const results = await collide(
      (run) => run`select 1 from uploads where id = ${uploadId} for update`,
      (run) => run`select owner_close_account(${customer.accountId})`,
      (run) => run`
        select finish_batch(
          p_id => ${batchId}, p_output_file_id => gen_random_uuid(),
          p_error_file_id => gen_random_uuid(), p_life_seconds => 86400, p_default_days => 30
        )::text`,
    );
    expect(results).toEqual(["closed", ""]);
    const files = await sql`select 1 from files where account_id = ${customer.accountId}`;
    expect(files).toHaveLength(0);
  });

  const changes: Record<string, (account: string, id: string) => Statement> = {
    change: (account, id) => (run) =>
      run`select owner_change_webhook(
        p_actor_id => ${account}, p_id => ${id}, p_account_id => ${account}, p_url => null,
        p_label => 'new', p_events => null, p_enabled => null
      )`,
    rotation: (account, id) => (run) =>
      run`select owner_rotate_webhook(${account}, ${id}, ${account}, '\\x01', 'efgh')`,
    deletion: (account, id) => (run) =>
      run`select owner_delete_webhook(${account}, ${id}, ${account})`,
  };

  test.each(Object.entries(changes))(
    "does not deadlock with the %s of an endpoint",
    async (_, change) => {
      const { accountId, keyId } = customer;
      const results = await collide(
        (run) => run`select 1 from keys where id = ${keyId} for update`,
        (run) => run`select owner_close_account(${accountId})`,
        change(accountId, await insertEndpoint()),
      );
      expect(results).toEqual(["closed", false]);
    },
  );
});

describe("the account lock of", () => {
  const lockers = {
    delete_generation: "delete_generation(gen_random_uuid(), $1)",
    grant_credits: "grant_credits($1, gen_random_uuid(), 1, 'promo', null, 'once')",
    expire_grants: "expire_grants(array(select id from credit_grants where account_id = $1))",
    void_grant: "void_grant((select id from credit_grants where account_id = $1 limit 1), null)",
    void_all_grants: "void_all_grants($1, null)",
    grant_plan_credits: "grant_plan_credits(array[$1::uuid])",
    upload_wait_seconds: "upload_wait_seconds($1, gen_random_uuid(), 1, 1, 1)",
    insert_webhook: `insert_webhook(
      gen_random_uuid(), $1, 'https://hooks.example/', null, '{credits.low}', '\\x00', 'abcd', 9
    )`,
    can_add_key: "can_add_key($1, 1)",
    notify_expiring_grants: "notify_expiring_grants(10) from accounts where id = $1",
  };

  const name = "%s excludes other changes, and no inserts of rows that refer to it";
  test.each(Object.entries(lockers))(name, async (_, call) => {
    const { accountId } = customer;
    await sql`
      select grant_credits(
        ${accountId}, gen_random_uuid(), 1, 'promo', clock() + interval '1 hour', ${accountId}
      )`;
    const session = await sql.reserve();
    try {
      await session`begin`;
      await session.unsafe(`select ${call}`, [accountId]);
      await sql`select 1 from accounts where id = ${accountId} for key share nowait`;
      const change = sql`select 1 from accounts where id = ${accountId} for no key update nowait`;
      expect(await change.catch(({ code }: postgres.PostgresError) => code)).toBe("55P03");
    } finally {
      await session`rollback`;
      session.release();
    }
  });
});

/** Inserts a running batch whose lines are all final. */
async function insertFinalBatch(): Promise<string> {
  const id = Bun.randomUUIDv7();
  await sql`
    insert into batches (
      id, account_id, key_id, endpoint, input_file_id, fingerprint, status, total, completed, created_at,
      expires_at, in_progress_at
    )
    values (
      ${id}, ${customer.accountId}, ${customer.keyId}, '/v1/images/generations', gen_random_uuid(), '\\x00',
      'in_progress', 1, 1, clock(), clock() + interval '1 day', clock()
    )`;
  return id;
}

async function insertUpload(): Promise<string> {
  const id = crypto.randomUUID();
  await sql`
    insert into uploads (
      id, account_id, storage_key, filename, content_type, size_bytes, created_at, expires_at
    )
    values (
      ${id}, ${customer.accountId}, ${`uploads/${id}/original`}, 'cat.png', 'image/png', 1, clock(),
      clock() + interval '1 day'
    )`;
  return id;
}

async function insertEndpoint(): Promise<string> {
  const id = crypto.randomUUID();
  await sql`
    select insert_webhook(
      p_id => ${id}, p_account_id => ${customer.accountId}, p_url => 'https://hooks.example/',
      p_label => null, p_events => enum_range(null::webhook_event), p_secret => '\\x00',
      p_last_four => 'abcd', p_most => 10
    )`;
  return id;
}
