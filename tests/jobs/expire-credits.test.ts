import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test";
import postgres from "postgres";
import * as creditQueries from "../../generated/queries/credits.ts";
import * as planQueries from "../../generated/queries/plans.ts";
import * as credits from "../../src/core/billing/grants.ts";
import * as plans from "../../src/core/billing/plans.ts";
import { requeueDeliveries } from "../../src/core/webhooks/deliver.ts";
import { notifyExpiring, resendDelivery } from "../../src/core/webhooks/deliveries.ts";
import { COLUMNS } from "../../src/database/connection.ts";
import { type App, startApp } from "../support/app.ts";
import { moveClock } from "../support/clock.ts";
import { eventually } from "../support/eventually.ts";
import { insertGrants, waitForLock, insertAccounts } from "../support/grants.ts";
import { findViolations } from "../support/invariants.ts";
import { measureReads } from "../support/read-statistics.ts";

const DAY = 86_400;
const MONTHLY = { id: "max", name: "MAX", monthlyCreditCap: null, monthlyGrantCredits: 50 };

// Settings of the server's sessions, except that seeding exceeds their statement timeout.
const SETTINGS = { plan_cache_mode: "force_generic_plan", jit: "off", statement_timeout: 60_000 };

let app: App;
let sql: postgres.Sql;

beforeAll(async () => {
  app = await startApp({ worker: false });
  sql = postgres(app.databaseUrl, { ...COLUMNS, max: 1, connection: SETTINGS });
});

afterEach(async () => {
  await sql.unsafe("drop trigger if exists rejected on credit_entries");
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await moveClock(app.databaseUrl, 0);
});

afterAll(async () => {
  await sql.end();
  await app.stop();
});

/** Makes every new ledger entry of an account fail. */
async function rejectEntries(accountId: string): Promise<void> {
  await sql.unsafe(`
    create or replace function reject_entry() returns trigger language plpgsql
      as $$ begin raise exception 'rejected'; end $$;
    create trigger rejected before insert on credit_entries for each row
      when (new.account_id = '${accountId}') execute function reject_entry()`);
}

async function countOpenGrants(accountIds: string[]): Promise<number> {
  const [row] = await sql`
    select count(*)::integer as open from credit_grants
    where account_id = any (${accountIds}::uuid[]) and closed_at is null`;
  return row?.open;
}

describe("the expiry job", () => {
  test("closes 10,000 grants of one account and reads a bounded number of pages for each", async () => {
    const [id = ""] = await insertAccounts(sql, 1);
    await insertGrants(sql, [id], { each: 10_000, expiresInSeconds: 60 });
    await moveClock(app.databaseUrl, 61);
    const [plan] = await sql`
      explain (analyze, buffers, format json)
      select expire_grants(array(select id from credit_grants where account_id = ${id} limit 2000))`;
    const { Plan } = plan?.["QUERY PLAN"][0];
    expect(Plan["Shared Hit Blocks"] + Plan["Shared Read Blocks"]).toBeLessThan(2_000 * 100);
    expect(await credits.expireGrants(app.ctx)).toBe(8_000);
    expect(await countOpenGrants([id])).toBe(0);
    const [last] = await sql`
      select available_after, sequence::integer from credit_entries
      where account_id = ${id} order by sequence desc limit 1`;
    expect(last).toEqual({ availableAfter: 0, sequence: 20_000 });
  });

  test("finds due grants by index, a limited number at a time", async () => {
    const ids = await insertAccounts(sql, 1_000);
    await insertGrants(sql, ids, { each: 20, expiresInSeconds: 60 });
    await moveClock(app.databaseUrl, 61);
    const due = { exceptAccounts: [], limit: 100 };
    expect(
      await measureReads(sql, (db) => creditQueries.listExpiredGrants.run(due, db)),
    ).toReadFewRows();
    expect(await credits.expireGrants(app.ctx)).toBe(20_000);
    expect(await countOpenGrants(ids)).toBe(0);
  });

  test("expires the grants of all other accounts if one account fails, and counts the failure", async () => {
    const ids = await insertAccounts(sql, 9);
    await insertGrants(sql, ids, { each: 2, expiresInSeconds: 60 });
    const [failing = ""] = ids.slice(4);
    await rejectEntries(failing);
    await moveClock(app.databaseUrl, 61);
    expect(await credits.expireGrants(app.ctx)).toBe(16);
    expect(await countOpenGrants(ids)).toBe(2);
    expect(app.lines.filter((line) => line.includes("job_step_failed"))).toHaveLength(1);
    expect(await app.logged("job_step_failed")).toContain(failing);
    const { body } = await app.ctx.metrics.render();
    expect(body).toContain(
      'darkroom_job_step_failures_total{job="expire-credits",step="account"} 1',
    );
    await sql.unsafe("drop trigger rejected on credit_entries");
    expect(await credits.expireGrants(app.ctx)).toBe(2);
  });

  test("expires credits again that were released after the clock had been set back", async () => {
    const customer = await app.customer({ credits: 0 });
    const { accountId } = customer;
    await insertGrants(sql, [accountId], { each: 4, expiresInSeconds: 60 });
    const body = JSON.stringify({ model: "gpt-image-2", prompt: "a hill", async: true });
    const init = { method: "POST", headers: { "content-type": "application/json" }, body };
    const made = await customer.call("/api/v1/images/generations", init);
    const { id } = (await made.json()) as { id: string };
    await moveClock(app.databaseUrl, 61);
    expect(await credits.expireGrants(app.ctx)).toBe(2);
    await moveClock(app.databaseUrl, 5);
    await sql`select cancel_generation(${id}, ${accountId})`;
    await moveClock(app.databaseUrl, 62);
    expect(await credits.expireGrants(app.ctx)).toBe(3);
    expect(await countOpenGrants([accountId])).toBe(0);
  });
});

describe("the monthly grant", () => {
  test("finds the accounts it is due for by index, independent of how many have received it", async () => {
    const settled = await insertAccounts(sql, 20_000);
    await sql`
      update accounts set plan_id = 'max', granted_month = month_start(clock())
      where id = any (${settled}::uuid[])`;
    const due = await insertAccounts(sql, 700);
    await sql`update accounts set plan_id = 'max' where id = any (${due}::uuid[])`;
    await plans.setPlan(app.ctx, MONTHLY);
    const wanted = { exceptAccounts: [], limit: 100 };
    expect(
      await measureReads(sql, (db) => planQueries.listMonthlyGrantsDue.run(wanted, db)),
    ).toReadFewRows();
    expect(await plans.grantMonthlyCredits(app.ctx)).toBe(700);
    expect(
      await measureReads(sql, (db) => planQueries.listMonthlyGrantsDue.run(wanted, db)),
    ).toReadFewRows();
  });

  test("reaches all other accounts if one account fails", async () => {
    const ids = await insertAccounts(sql, 9);
    await sql`update accounts set plan_id = 'max' where id = any (${ids}::uuid[])`;
    const [failing = ""] = ids.slice(4);
    await rejectEntries(failing);
    expect(await plans.grantMonthlyCredits(app.ctx)).toBe(8);
    await sql.unsafe("drop trigger rejected on credit_entries");
    expect(await plans.grantMonthlyCredits(app.ctx)).toBe(1);
  });

  test("is not repeated if a release without accounts.granted_month has made it", async () => {
    const [id = ""] = await insertAccounts(sql, 1);
    await sql`update accounts set plan_id = 'max' where id = ${id}`;
    expect(await plans.grantMonthlyCredits(app.ctx)).toBe(1);
    await sql`update accounts set granted_month = default where id = ${id}`;
    expect(await plans.grantMonthlyCredits(app.ctx)).toBe(0);
    const [row] =
      await sql`select granted_month = month_start(clock()) as settled from accounts where id = ${id}`;
    expect(row).toEqual({ settled: true });
  });
});

test("notices of expiry are found by index, independent of how many were sent before", async () => {
  const ids = await insertAccounts(sql, 1_000);
  await insertGrants(sql, ids, { each: 20, expiresInSeconds: 2 * DAY });
  await sql`update credit_grants set expiry_notified_at = clock() where account_id = any (${ids}::uuid[])`;
  // Sends the notices that are due within 72 hours.
  await notifyExpiring(app.ctx);
  const notify = () =>
    measureReads(sql, (db) => db.query("select notify_expiring_grants(100)", []));
  expect(await notify()).toReadFewRows();
  await insertGrants(sql, ids.slice(0, 10), { each: 2, expiresInSeconds: 2 * DAY });
  expect(await notifyExpiring(app.ctx)).toBe(20);
});

test("notices, repetitions and resends without a delivery wake no worker", async () => {
  await insertGrants(sql, await insertAccounts(sql, 1), { each: 1, expiresInSeconds: DAY });
  const received: string[] = [];
  const listener = await sql.listen("jobs:insert", (payload) => void received.push(payload));
  expect(await notifyExpiring(app.ctx)).toBe(1);
  expect(await requeueDeliveries(app.ctx)).toBe(0);
  const since = new Date(0);
  expect(await resendDelivery(app.ctx, crypto.randomUUID(), { since })).toBe(0);
  await sql`select pg_notify('jobs:insert', 'the last one')`;
  await eventually(() => received.includes("the last one"), { message: "Nothing was received" });
  expect(received).toEqual(["the last one"]);
  await listener.unlisten();
});

describe("accounts are locked in the order of their ids by", () => {
  const operations: [string, (ids: string[]) => Promise<unknown>][] = [
    [
      "the expiry job",
      async (ids) => {
        const due = sql`select id from credit_grants where account_id = any (${ids}::uuid[])`;
        await sql`select expire_grants(array(${due}))`;
      },
    ],
    [
      "the monthly grant",
      async (ids) => void (await sql`select grant_plan_credits(${ids}::uuid[])`),
    ],
    ["the notices of expiry", async () => void (await sql`select notify_expiring_grants(500)`)],
  ];
  test.each(operations)("%s", async (_name, operation) => {
    const ids = await insertAccounts(sql, 40);
    await insertGrants(sql, ids, { each: 1, expiresInSeconds: 3600 });
    const other = postgres(app.databaseUrl, { ...COLUMNS, max: 1 });
    const [first = "", ...rest] = ids;
    let running: Promise<unknown> = Promise.resolve();
    await other.begin(async (tx) => {
      await tx`select 1 from accounts where id = ${first} for update`;
      running = operation(ids.toReversed());
      await waitForLock(tx);
      const free = await tx`
        select 1 from accounts where id = any (${rest}::uuid[]) for update skip locked`;
      expect(free).toHaveLength(39);
    });
    await running;
    await other.end();
  });
});
