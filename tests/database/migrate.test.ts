import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { migrate } from "../../src/database/migrate.ts";
import { readSchemaState } from "../../src/database/release.ts";
import { migrations } from "../../generated/migrations.ts";
import { type Db, openMaintenanceConnection, openDb } from "../../src/database/db.ts";
import { createLog } from "../../src/foundation/log.ts";
import { openConnections } from "../../src/database/queue-connections.ts";
import { type App, startApp } from "../support/app.ts";
import { createDatabase, type Database } from "../support/database.ts";
import { findViolations } from "../support/invariants.ts";
import {
  finishInPlayground,
  requestJson,
  type Schemas,
  signUpWithCredits,
} from "../support/playground.ts";

const log = createLog("error");

let database: Database;
let db: Db;

beforeAll(async () => {
  database = await createDatabase();
  db = openDb(database.url, { connections: 1 });
});

afterAll(async () => {
  await db.close();
  await database.drop();
});

test("migrations are numbered from 1 without gaps and duplicates", () => {
  const numbers = migrations.map(({ name }) => Number(name.slice(0, 4)));
  expect(numbers).toEqual(migrations.map((_, index) => index + 1));
});

test("migrate changes nothing in a database that is up to date", async () => {
  expect(await findPending()).toEqual([]);
  expect(await migrate(database.url, log)).toEqual([]);
});

test("migrate replaces a function whose result type changed, and the new one works", async () => {
  await db.query("drop function touch_worker(uuid)", []);
  await db.query(
    "create function touch_worker(p_old uuid) returns text language sql as $$ select 'old' $$",
    [],
  );
  await db.query("update migrations set hash = 'old' where name = 'functions'", []);
  expect(await findPending()).toEqual(["functions"]);
  expect(await migrate(database.url, log)).toEqual(["functions"]);
  const { rows } = await db.query("select touch_worker($1) as alive", [Bun.randomUUIDv7()]);
  expect<unknown[]>(rows).toEqual([{ alive: false }]);
});

test("concurrent migrations apply each change once and leave the database up to date", async () => {
  await db.query("update migrations set hash = 'old' where name = 'functions'", []);
  const applied = await Promise.all([1, 2, 3].map(() => migrate(database.url, log)));
  expect(applied.flat()).toEqual(["functions"]);
  expect(await findPending()).toEqual([]);
});

describe("in a database of a release without usage,", () => {
  let app: App;

  beforeAll(async () => {
    app = await startApp();
  });

  afterAll(() => app.stop());

  test("migrate counts its finished generations", async () => {
    const person = await signUpWithCredits(app);
    await finishInPlayground(app, person, { n: 2 });
    await finishInPlayground(app, person, { prompt: "#fail" });
    const usage = await requestJson<Schemas["Usage"]>(person, "/api/account/usage");
    expect(usage.data).toMatchObject([{ generations: 2, failed: 1, images: 2, credits: 16 }]);
    for (const statement of [
      "drop table usage_days",
      "drop function add_usage cascade",
      "delete from migrations where name = '0021_usage'",
    ])
      await app.ctx.db.query(statement, []);
    expect(await migrate(app.databaseUrl, log)).toEqual(["0021_usage"]);
    expect(await requestJson<Schemas["Usage"]>(person, "/api/account/usage")).toEqual(usage);
    await finishInPlayground(app, person);
    expect(await findViolations(app.databaseUrl)).toEqual([]);
  });
});

test("migrate chains the audit entries of a release without a hash chain", async () => {
  for (const statement of [
    "drop table audit_unchained, audit_chain cascade",
    "drop trigger audit_entries_keep_values on audit_entries",
    "drop trigger audit_entries_append_only on audit_entries",
    "drop function guard_audit_entry",
    "drop function has_audit_values",
    "drop function random_salt",
    "drop function audit_digest",
    `alter table audit_entries drop column address, drop column actor_salt, drop column actor_digest,
       drop column details_salt, drop column details_digest`,
    "drop index audit_entries_actor",
    `create trigger audit_entries_append_only before update or delete or truncate on audit_entries
       for each statement execute function refuse_audit_change()`,
    `insert into audit_entries (actor, action, reason, details, created_at)
       values ('cli', 'signup', 'why', '{"after": {"open": false}}', clock())`,
    "delete from migrations where name in ('0026_audit_chain', 'functions')",
  ])
    await db.query(statement, []);
  expect(await migrate(database.url, log)).toEqual(["0026_audit_chain", "functions"]);
  const { rows } = await db.query(
    `select chain_audit_entries(10) as chained, has_audit_values(e) as valid, reason
     from audit_entries e`,
    [],
  );
  expect<unknown[]>(rows).toEqual([{ chained: 1, valid: true, reason: "why" }]);
  const faults = await db.query("select fault from verify_audit_chain(0, 10)", []);
  expect<unknown[]>(faults.rows).toEqual([]);
  await expect(db.query("update audit_entries set reason = 'other'", [])).rejects.toThrow(
    "append-only",
  );
});

test("migrate keeps the admins of a release without other roles", async () => {
  const [boss, person] = [Bun.randomUUIDv7(), Bun.randomUUIDv7()];
  for (const statement of [
    "alter table accounts drop column operator_role",
    "drop type operator_role",
    "delete from migrations where name in ('0029_operator_roles', 'functions')",
    `insert into accounts (id, email, plan_id, admin)
       values ('${boss}', 'boss@example.com', 'free', true),
         ('${person}', 'person@example.com', 'free', false)`,
  ])
    await db.query(statement, []);
  expect(await migrate(database.url, log)).toEqual(["0029_operator_roles", "functions"]);
  const { rows } = await db.query(
    "select email, account_role(a) as role from accounts a order by email",
    [],
  );
  expect<unknown[]>(rows).toEqual([
    { email: "boss@example.com", role: "admin" },
    { email: "person@example.com", role: null },
  ]);
});

test("migrate keeps the plans of a release without retention", async () => {
  const before = await listPlanNames();
  for (const statement of [
    "drop function effective_retention_days(plans, integer)",
    "alter table plans drop column retention_days",
    "alter table accounts drop column generations_deleted_until",
    "delete from migrations where name in ('0025_retention', 'functions')",
  ])
    await db.query(statement, []);
  expect(await migrate(database.url, log)).toEqual(["0025_retention", "functions"]);
  expect(await listPlanNames()).toEqual(before);
  const { rows } = await db.query("select distinct retention_days from plans", []);
  expect<unknown[]>(rows).toEqual([{ retentionDays: null }]);
});

test("migrate keeps the plans of a release without policies", async () => {
  const before = await listPlanNames();
  for (const statement of [
    "drop trigger plans_changed on plans",
    "drop function notify_plans_changed",
    "alter table plans drop column min_moderation, drop column image_metadata",
    "delete from migrations where name in ('0031_plan_policies', 'functions')",
  ])
    await db.query(statement, []);
  expect(await migrate(database.url, log)).toEqual(["0031_plan_policies", "functions"]);
  expect(await listPlanNames()).toEqual(before);
  const { rows } = await db.query("select distinct min_moderation, image_metadata from plans", []);
  expect<unknown[]>(rows).toEqual([{ minModeration: "low", imageMetadata: "keep" }]);
});

test("migrate keeps the keys and plans of a release without addresses and lifetimes", async () => {
  const old = await createDatabase();
  const oldDb = openDb(old.url, { connections: 1 });
  const account = `insert into accounts (id, email, plan_id) values ($1, 'a@example.com', 'free')`;
  const key = "insert into keys (id, account_id, dialect) values ($1, $1, 'hub')";
  const accountId = Bun.randomUUIDv7();
  for (const statement of [account, key]) await oldDb.query(statement, [accountId]);
  for (const statement of [
    "alter table keys drop column allowed_addresses",
    "alter table plans drop column max_key_days",
    "delete from migrations where name in ('0027_key_addresses', '0028_key_lifetime', 'functions')",
  ])
    await oldDb.query(statement, []);
  const applied = await migrate(old.url, log);
  expect(applied).toEqual(["0027_key_addresses", "0028_key_lifetime", "functions"]);
  const { rows } = await oldDb.query(
    `select k.id, k.allowed_addresses, p.max_key_days
    from keys k
      join accounts a on a.id = k.account_id
      join plans p on p.id = a.plan_id`,
    [],
  );
  expect(rows.map((row) => Object.values(row))).toEqual([[accountId, null, null]]);
  await oldDb.close();
  await old.drop();
});

test("migrate keeps accounts and plans of a release without suspensions", async () => {
  const old = await createDatabase();
  const oldDb = openDb(old.url, { connections: 1 });
  const accountId = Bun.randomUUIDv7();
  const account = `insert into accounts (id, email, plan_id) values ($1, 'a@example.com', 'free')`;
  await oldDb.query(account, [accountId]);
  for (const statement of [
    "drop table content_refusals",
    "alter type acceptance_facts drop attribute is_suspended cascade",
    "alter table accounts drop column suspended_at",
    "alter table plans drop column blocked_per_day",
    "delete from migrations where name in ('0045_account_suspension', 'functions')",
  ])
    await oldDb.query(statement, []);
  expect(await migrate(old.url, log)).toEqual(["0045_account_suspension", "functions"]);
  const { rows } = await oldDb.query(
    `select a.id, a.suspended_at, p.blocked_per_day, (record_content_refusal(a.id)).is_suspended
    from accounts a
      join plans p on p.id = a.plan_id`,
    [],
  );
  expect(rows.map((row) => Object.values(row))).toEqual([[accountId, null, null, false]]);
  await oldDb.close();
  await old.drop();
});

test("migrate sets the providers of queued generations", async () => {
  const old = await createDatabase();
  const oldDb = openDb(old.url, { connections: 1 });
  const id = Bun.randomUUIDv7();
  await oldDb.query("set session_replication_role = replica", []);
  await oldDb.query(
    `insert into generations (
      id, account_id, hold_id, dialect, model, prompt, n, size, aspect_ratio, tier, quality,
      unit_credits, created_at, deadline_at
    )
    values (
      $1, $1, $1, 'hub', 'gpt-image-2', 'a hill', 1, 'auto', 'auto', '1K', 'auto', 8, clock(), clock()
    )`,
    [id],
  );
  await oldDb.query("insert into queued_generations values ($1, $1, 1, false, 0, 1)", [id]);
  for (const statement of [
    "insert into model_routes values ('gpt-image-2', 0, 'kie', 'kie-model')",
    // With its index.
    "alter table queued_generations drop column provider",
    "create index queued_generations_order on queued_generations (is_awaited desc, priority desc, turn)",
    "delete from migrations where name in ('0048_queue_providers', 'functions')",
  ])
    await oldDb.query(statement, []);
  expect(await migrate(old.url, log)).toEqual(["0048_queue_providers", "functions"]);
  const { rows } = await oldDb.query("select generation_id, provider from queued_generations", []);
  expect(rows.map((row) => Object.values(row))).toEqual([[id, "kie"]]);
  await oldDb.close();
  await old.drop();
});

test("migrate limits accounts of the plan free to four times the limits of a key", async () => {
  const old = await createDatabase();
  const oldDb = openDb(old.url, { connections: 1 });
  for (const statement of [
    "drop table account_rate_windows",
    "drop index keys_revoked",
    "alter type authenticated_key drop attribute account_rate_limit cascade",
    "alter table plan_access drop account_requests_per_hour, drop account_running_limit",
    "insert into plan_access (plan_id, dialect, requests_per_hour) values ('free', 'hub', 10)",
    "delete from migrations where name in ('0024_account_limits', 'functions')",
  ])
    await oldDb.query(statement, []);
  expect(await migrate(old.url, log)).toEqual(["0024_account_limits", "functions"]);
  const { rows } = await oldDb.query(
    `select plan_id, dialect, account_requests_per_hour as requests, account_running_limit as running
    from plan_access order by plan_id, dialect`,
    [],
  );
  expect(rows.map((row) => Object.values(row))).toEqual([
    ["free", "hub", 40, null],
    ["free", "plus", 2400, 20],
    ["max", "plus", null, null],
    ["pro", "plus", null, null],
  ]);
  await oldDb.close();
  await old.drop();
});

test("a queue connection that the server breaks while it closes is no error", async () => {
  const lines: string[] = [];
  const log = createLog("warn", (line) => void lines.push(line));
  const connections = openConnections(log, database.url, { max: 1 });
  const client = await connections.connect();
  const ended = new Promise((resolve) => client.once("end", resolve));
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  client.release();
  const pid = rows[0]?.pid ?? 0;
  // The client receives the server's farewell message and the end of the connection together.
  process.kill(pid, "SIGSTOP");
  await connections.end();
  await db.query("select pg_terminate_backend($1)", [pid]);
  process.kill(pid, "SIGCONT");
  await ended;
  expect(lines).toEqual([]);
});

async function findPending(): Promise<string[]> {
  const sql = openMaintenanceConnection(database.url);
  try {
    return (await readSchemaState(sql)).pending;
  } finally {
    await sql.end();
  }
}

async function listPlanNames(): Promise<unknown[]> {
  return (await db.query("select id, name from plans order by id", [])).rows;
}
