import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import postgres from "postgres";
import { runCleanup } from "../../jobs/cleanup.ts";
import * as accounts from "../../src/core/accounts/accounts.ts";
import * as admin from "../../src/core/accounts/admin.ts";
import * as keys from "../../src/core/accounts/keys.ts";
import { cleanUpBatches } from "../../src/core/generations/request-batches.ts";
import { listOperatorGenerations } from "../../src/core/generations/operator-generations.ts";
import { listOperatorDeliveries } from "../../src/core/webhooks/operator-deliveries.ts";
import * as deliveries from "../../src/core/webhooks/deliveries.ts";
import { type AuditFilter, listAuditEntries } from "../../src/core/audit/audit-log.ts";
import { COLUMNS } from "../../src/database/connection.ts";
import { type App, type Customer, startApp } from "../support/app.ts";
import { insertFormerKeys } from "../support/former-keys.ts";
import { insertGrants } from "../support/grants.ts";
import { insertGrowth } from "../support/growth.ts";
import { type AccountClient, signUp } from "../support/account-client.ts";
import { signUpAdmin, requestJson, type Schemas } from "../support/playground.ts";
import { measureReads } from "../support/read-statistics.ts";
import { registerEndpoint } from "../support/webhooks.ts";

// Settings of the server's sessions, except that seeding exceeds their statement timeout.
const SETTINGS = { plan_cache_mode: "force_generic_plan", jit: "off", statement_timeout: 60_000 };

// A page whose filter has no index scans at most this many rows; the filtered table is read twice.
const WINDOW_ROWS = 5_000 + 150;

let app: App;
let sql: postgres.Sql;
let boss: AccountClient;
let customer: Customer;
let endpointId: string;

beforeAll(async () => {
  app = await startApp({ worker: false, env: { OUTBOUND_ALLOW: "127.0.0.1:9" } });
  sql = postgres(app.databaseUrl, { ...COLUMNS, max: 1, connection: SETTINGS });
  boss = await signUpAdmin(app);
  customer = await app.customer({ credits: 0 });
  endpointId = (await registerEndpoint(boss, "http://127.0.0.1:9/hook")).id;
  await insertGrowth(sql, { operatorId: boss.accountId, customer, endpointId });
});

afterAll(async () => {
  await sql.end();
  await app.stop();
});

/** Returns what `operation` reads from the tables that grow over time. */
function readingsOf(operation: (ctx: App["ctx"]) => Promise<unknown>) {
  return measureReads(sql, (db) => operation({ ...app.ctx, db: { ...app.ctx.db, ...db } }));
}

async function expectWindow(operation: (ctx: App["ctx"]) => Promise<unknown>, rows = WINDOW_ROWS) {
  const [seen] = await readingsOf(operation);
  expect(seen?.scanned).toEqual([]);
  expect(seen?.rows).toBeLessThan(rows);
}

test("cleanup jobs and key lists read few rows with a plan made without statistics", async () => {
  const requeue = () => measureReads(sql, (db) => db.query("select requeue_deliveries(20)", []));
  const list = () => readingsOf((ctx) => keys.listKeys(ctx, customer.accountId));
  expect(await requeue()).toReadFewRows();
  expect(await list()).toReadFewRows();
  await sql`analyze`;
  expect(await requeue()).toReadFewRows();
  expect(await list()).toReadFewRows();
});

test("new deliveries have ids in the order of time, so that their index entries share pages", async () => {
  const hook = await registerEndpoint(boss, "http://127.0.0.1:9/order", ["credits.low"]);
  for (let count = 0; count < 20; count++)
    await sql`select emit_event(p_account_id => ${boss.accountId}, p_event => 'credits.low',
      p_credits => 1, p_threshold_credits => 2)`;
  const rows = await sql<{ id: string }[]>`
    select id from webhook_deliveries where endpoint_id = ${hook.id} order by created_at`;
  // Milliseconds; the order within one is random.
  const ids = rows.map(({ id }) => id.slice(0, 13));
  expect(ids).toHaveLength(20);
  expect(ids).toEqual(ids.toSorted());
});

describe("with 40,000 deliveries, audit entries and accounts,", () => {
  const pages: [string, Omit<Parameters<typeof deliveries.listDeliveries>[2], "limit">][] = [
    ["all deliveries", {}],
    ["failed deliveries", { states: ["exhausted"] }],
    ["pending deliveries", { states: ["pending"] }],
  ];
  test.each(pages)("a page of %s reads few rows", async (_name, page) => {
    const list = (ctx: App["ctx"]) =>
      deliveries.listDeliveries(ctx, endpointId, { ...page, limit: 20 });
    expect(await readingsOf(list)).toReadFewRows();
  });

  test("a page of an event without deliveries scans a bounded range and continues after it", async () => {
    const page = { event: "credits.low" as const, limit: 20 };
    await expectWindow((ctx) => deliveries.listDeliveries(ctx, endpointId, page));
    const first = await deliveries.listDeliveries(app.ctx, endpointId, page);
    expect(first.deliveries).toEqual([]);
    expect(first.nextId).toBeString();
    const next = await deliveries.listDeliveries(app.ctx, endpointId, {
      ...page,
      beforeId: first.nextId,
    });
    expect(next.nextId).not.toBe(first.nextId);
  });

  test("an account is found among 20,000 by the prefix of its email address or name", async () => {
    for (const text of ["GROWTH-19999@", "grown person 19999"]) {
      const page = { filter: { text }, limit: 20 };
      expect(await readingsOf((ctx) => admin.listAccounts(ctx, page))).toReadFewRows();
      const { accounts } = await admin.listAccounts(app.ctx, page);
      expect(accounts.map(({ email }) => email)).toEqual(["growth-19999@example.com"]);
    }
  });

  test("disabled accounts are found by index, and the accounts of a plan in a bounded range", async () => {
    const list = (filter: admin.AccountFilter) => (ctx: App["ctx"]) =>
      admin.listAccounts(ctx, { filter, limit: 20 });
    expect(await readingsOf(list({ disabled: true }))).toReadFewRows();
    await expectWindow(list({ planId: "max" }));
  });

  test("the audit log is read by account or time, and otherwise in a bounded range", async () => {
    const list = (filter: AuditFilter) => (ctx: App["ctx"]) =>
      listAuditEntries(ctx, { filter, limit: 20 });
    expect(await readingsOf(list({}))).toReadFewRows();
    expect(await readingsOf(list({ accountId: customer.accountId }))).toReadFewRows();
    expect(await readingsOf(list({ to: "2020-01-01T00:00:00Z" }))).toReadFewRows();
    await expectWindow(list({ actor: "no such actor" }));
    await expectWindow(list({ action: "void" }));
  });

  test("operators read the deliveries and generations of one account by index", async () => {
    const { accountId } = await app.customer();
    const page = { limit: 20 };
    for (const owner of [accountId, customer.accountId, boss.accountId]) {
      const filter = { accountId: owner };
      for (const list of [
        (ctx: App["ctx"]) => listOperatorDeliveries(ctx, { ...page, ...filter }),
        (ctx: App["ctx"]) => listOperatorGenerations(ctx, { ...page, filter }),
      ])
        await expectWindow(list);
    }
  });

  test("deleting a generation finds its uploads by index", async () => {
    const [{ id } = { id: "" }] =
      await sql`select id from generations where inputs <> '[]' limit 1`;
    const remove = () =>
      measureReads(sql, (db) =>
        db.query("select delete_generation($1, $2)", [id, customer.accountId]),
      );
    expect(await remove()).toReadFewRows();
  });
});

test("the cleanup of batches reads only those that are due", async () => {
  await sql`
    insert into batches (
      id, account_id, key_id, endpoint, input_file_id, fingerprint, status, errors, created_at, expires_at,
      finished_at, delete_at
    )
    select gen_random_uuid(), ${customer.accountId}, ${customer.keyId}, '/v1/images/generations',
      gen_random_uuid(), sha256('a batch'), 'failed', '[]', clock(), clock(), clock(),
      clock() + n * interval '1 minute'
    from generate_series(1, 10000) n`;
  expect(await readingsOf(cleanUpBatches)).toReadFewRows();
  await sql`update batches set delete_at = clock() where delete_at < clock() + interval '150 seconds'`;
  expect(await cleanUpBatches(app.ctx)).toBe(2);
});

test("one cleanup run deletes all expired idempotency keys, in batches of rows", async () => {
  await runCleanup(app.ctx);
  const [left] = await sql`select count(*)::integer as count from idempotency_keys`;
  expect(left).toEqual({ count: 0 });
  expect(await app.logged("cleanup_finished")).toContain('"idempotencyKeys":12000');
});

describe("with 10,000 former keys, half of them revoked and half expired,", () => {
  let owner: AccountClient;
  let activeId: string;

  beforeAll(async () => {
    owner = await signUp(app);
    activeId = await createKey("active");
    await sql`update keys set created_at = clock() - interval '2 days' where id = ${activeId}`;
    await insertFormerKeys(sql, owner.accountId, 10_000);
    // As autovacuum does. Plans for the few keys before would be used otherwise.
    await sql`analyze keys, key_secrets`;
  });

  async function createKey(label: string): Promise<string> {
    const json = { dialect: "hub", label };
    return (await requestJson<{ id: string }>(owner, "/api/account/keys", { json })).id;
  }

  test("the list has the active key and the newest 400 others", async () => {
    const { data } = await requestJson<Schemas["KeyList"]>(owner, "/api/account/keys");
    expect(data).toHaveLength(401);
    expect(data.filter(({ status }) => status === "active")).toMatchObject([{ id: activeId }]);
    const times = data.map(({ created_at }) => Date.parse(created_at));
    expect(times).toEqual(times.toSorted((one, other) => other - one));
    const detail = await requestJson<Schemas["AdminAccountDetail"]>(
      boss,
      `/api/admin/accounts/${owner.accountId}`,
    );
    expect(detail.keys.map(({ id }) => id)).toEqual(data.map(({ id }) => id));
  });

  test("lists and creates of keys and the page of accounts read few of them", async () => {
    const wanted = { accountId: owner.accountId, dialect: "hub", prefix: "gih_live_" };
    const operations: ((ctx: App["ctx"]) => Promise<unknown>)[] = [
      (ctx) => keys.createKey(ctx, wanted),
      (ctx) => admin.getAccount(ctx, owner.accountId),
      (ctx) => accounts.getSetup(ctx, owner.accountId),
    ];
    for (const operation of operations) expect(await readingsOf(operation)).toReadFewRows();
    const lists = await readingsOf((ctx) => keys.listKeys(ctx, owner.accountId));
    for (const { scanned, rows } of lists) {
      expect(scanned).toEqual([]);
      expect(rows).toBeLessThan(2_500);
    }
  });
});

test("an account with 10,000 grants lists its next 100 expirations and its next 200 grants", async () => {
  const rich = await app.customer({ credits: 0 });
  await insertGrants(sql, [rich.accountId], { each: 10_000, expiresInSeconds: 3600 });
  await sql`
    update credit_grants g
    set expires_at = expires_at + n.position * interval '1 second'
    from (
      select id, row_number() over (order by id) as position
      from credit_grants
      where account_id = ${rich.accountId}
    ) n
    where n.id = g.id`;
  const balance = await (await rich.call("/api/v1/credits")).json();
  expect(balance).toMatchObject({ credits: 30_000 });
  expect(balance.expiring).toHaveLength(100);
  expect(balance.next_expiration).toEqual(balance.expiring[0]);
  const detail = await requestJson<Schemas["AdminAccountDetail"]>(
    boss,
    `/api/admin/accounts/${rich.accountId}`,
  );
  expect(detail.batches).toHaveLength(200);
  const own = await signUp(app);
  await insertGrants(sql, [own.accountId], { each: 250, expiresInSeconds: 3600 });
  const { credits, batches } = await requestJson<Schemas["Credits"]>(own, "/api/account/credits");
  expect({ credits, batches: batches.length }).toEqual({ credits: 750, batches: 200 });
});
