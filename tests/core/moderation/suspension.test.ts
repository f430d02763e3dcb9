import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { startWorker } from "../../../jobs/worker.ts";
import { runCleanup } from "../../../jobs/cleanup.ts";
import * as plans from "../../../src/core/billing/plans.ts";
import { openMaintenanceConnection } from "../../../src/database/db.ts";
import { readBody } from "../../support/account-client.ts";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { cliInProcess } from "../../support/cli.ts";
import { moveClockToNoon } from "../../support/clock.ts";
import { eventually } from "../../support/eventually.ts";
import { findViolations } from "../../support/invariants.ts";
import { readMetrics } from "../../support/metrics-page.ts";
import { requestJson, type Schemas, signUpAdmin } from "../../support/playground.ts";
import { waitForGeneration } from "../../support/wait-for-generation.ts";

type Dialect = "hub" | "plus" | "art" | "openai";

const LIMIT = 2;
const IMAGES = "/api/v1/images/generations";
const MODEL = { model: "gpt-image-2" };

let app: App;

beforeAll(async () => {
  app = await startApp({ worker: false });
  await moveClockToNoon(app.databaseUrl);
  const credits = { monthlyCreditCap: null, monthlyGrantCredits: 0 };
  await plans.setPlan(app.ctx, { id: "watched", name: "Watched", ...credits });
  await plans.setPlanRefusals(app.ctx, { planId: "watched", perDay: LIMIT });
});

afterAll(async () => {
  await app.ctx.db.query(
    "select cancel_generation(id, account_id) from generations where finished_at is null",
    [],
  );
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
});

/** Creates an account whose key may use the Account API as well. */
async function customerOf(dialect: Dialect = "hub", planId = "watched"): Promise<Customer> {
  const customer = await app.customer({ dialect, planId });
  const sql = "update keys set scopes = '{read,generate,manage}' where id = $1";
  await app.ctx.db.query(sql, [customer.keyId]);
  return customer;
}

function send(customer: Customer, path: string, json: object): Promise<Response> {
  const headers = { "content-type": "application/json" };
  return customer.call(path, { method: "POST", headers, body: JSON.stringify(json) });
}

function create(customer: Customer, prompt: string, headers = {}): Promise<Response> {
  const body = JSON.stringify({ ...MODEL, prompt, async: true });
  const all = { "content-type": "application/json", ...headers };
  return customer.call(IMAGES, { method: "POST", headers: all, body });
}

async function statusAndCode(reply: Response): Promise<[number, string | undefined]> {
  return [reply.status, (await readBody(reply)).error?.code];
}

async function suspend(customer: Customer): Promise<void> {
  for (let n = 0; n < LIMIT; n++)
    expect(await statusAndCode(await create(customer, "#refused"))).toEqual([
      422,
      "contentBlocked",
    ]);
}

/** Finishes queued generations with a worker of the demo provider. */
async function finishAll(customer: Customer, ids: string[]): Promise<void> {
  const worker = await startWorker(app.ctx, app.databaseUrl);
  try {
    for (const id of ids) await waitForGeneration(app, customer, id);
  } finally {
    await worker.stop();
  }
}

/** Holds the lock of an account, for which the ends of its generations wait, until `act` has ended. */
async function whileLocked<T>({ accountId }: Customer, act: () => Promise<T>): Promise<T> {
  const sql = openMaintenanceConnection(app.databaseUrl);
  try {
    const locked = await sql.begin(async (transaction) => {
      await transaction`select from accounts where id = ${accountId} for no key update`;
      return { result: await act() };
    });
    return locked.result;
  } finally {
    await sql.end();
  }
}

async function queue(customer: Customer, prompt: string): Promise<string> {
  const reply = await create(customer, prompt);
  expect(reply.status).toBe(202);
  const { id } = await reply.json();
  return id;
}

async function countSuspensions(): Promise<number> {
  return (await readMetrics(app.url)).get("darkroom_accounts_suspended_total") ?? NaN;
}

async function readAudit(customer: Customer) {
  const { rows } = await app.ctx.db.query(
    `select actor, action, details
    from audit_entries
    where account_id = $1 and action in ('account.suspend', 'account.enable')
    order by id`,
    [customer.accountId],
  );
  return rows as unknown[];
}

describe("after the refusals that its plan allows, creates of an account are rejected with 403", () => {
  const message = expect.stringMatching(/^The account is suspended because too many/);
  const code = "account_suspended";
  const typed = { message, type: "permission_error", param: null, code };
  const cases = [
    { dialect: "hub", path: IMAGES, json: MODEL, error: { message, code: "accountSuspended" } },
    { dialect: "plus", path: "/api/v1/generate", json: {}, error: { code, message } },
    { dialect: "art", path: IMAGES, json: MODEL, error: typed },
    { dialect: "openai", path: "/v1/images/generations", json: MODEL, error: typed },
    { dialect: "hub", path: "/api/account/generations", json: MODEL, error: { code, message } },
  ] as const;

  test.each(cases)("at $path of $dialect keys", async ({ dialect, path, json, error }) => {
    const customer = await customerOf(dialect);
    for (let n = 0; n < LIMIT; n++) {
      const refused = await send(customer, path, { ...json, prompt: "#refused" });
      expect([400, 422]).toContain(refused.status);
    }
    for (const prompt of ["a hill", "#refused"]) {
      const reply = await send(customer, path, { ...json, prompt });
      expect(reply.status).toBe(403);
      expect<unknown>(await readBody(reply)).toEqual({ error });
    }
  });

  test("before their large body is read", async () => {
    const customer = await customerOf();
    await suspend(customer);
    const body = new FormData();
    body.set("prompt", "a hill");
    body.set("reference_image", new Blob([new Uint8Array(2 * 1024 * 1024)]), "large.png");
    const reply = await customer.call(IMAGES, { method: "POST", body });
    expect(await statusAndCode(reply)).toEqual([403, "accountSuspended"]);
  });

  test("if the provider has refused the content of generations", async () => {
    const customer = await customerOf();
    const blocked = [await queue(customer, "#blocked"), await queue(customer, "#blocked")];
    const accepted = await queue(customer, "a hill");
    const before = await countSuspensions();
    await finishAll(customer, [...blocked, accepted]);
    expect(await statusAndCode(await create(customer, "a hill"))).toEqual([
      403,
      "accountSuspended",
    ]);
    expect(await readAudit(customer)).toEqual([
      {
        ...{ actor: "system", action: "account.suspend" },
        details: {
          ...{ before: { suspended: false }, after: { suspended: true } },
          ...{ refusals: LIMIT, blocked_per_day: LIMIT },
        },
      },
    ]);
    const isLogged = (line: string) =>
      line.includes('"account_suspended"') && line.includes(customer.accountId);
    await eventually(() => app.lines.some(isLogged), { message: "the suspension is not logged" });
    expect(await countSuspensions()).toBeGreaterThan(before);
  });
});

describe("a suspended account", () => {
  test("gets what it has paid for, and can read and download", async () => {
    const customer = await customerOf();
    const id = await queue(customer, "a hill");
    await suspend(customer);
    await finishAll(customer, [id]);
    const reply = await customer.call(`/api/v1/generations/${id}`);
    const body = await reply.json();
    expect(body).toMatchObject({ status: "succeeded", usage: { credits: 8 } });
    expect((await fetch(body.images[0].url)).status).toBe(200);
    expect((await customer.call("/api/v1/credits")).status).toBe(200);
  });

  test("gets the result of an earlier request with the same idempotency key", async () => {
    const customer = await customerOf();
    const headers = { "idempotency-key": "one" };
    const { id } = await (await create(customer, "a hill", headers)).json();
    await suspend(customer);
    const again = await create(customer, "a hill", headers);
    expect([again.status, (await again.json()).id]).toEqual([202, id]);
  });

  test("is shown to its owner and to operators, and enabled by account enable", async () => {
    const customer = await customerOf();
    await suspend(customer);
    const own = await (await customer.call("/api/account")).json();
    expect(own.suspended_at).toBeString();
    const admin = await signUpAdmin(app);
    const path = `/api/admin/accounts/${customer.accountId}`;
    const shown = await requestJson<Schemas["AdminAccountDetail"]>(admin, path);
    expect(shown).toMatchObject({ disabled_at: null, suspended_at: own.suspended_at });
    const settings = { DATABASE_URL: app.databaseUrl, DATA_DIR: app.dataDir };
    const args = ["--email", customer.email];
    const run = async (name: string, ...more: string[]) =>
      JSON.parse((await cliInProcess(settings, "account", name, ...more, "--json")).out);
    expect(await run("show", ...args)).toMatchObject({
      ...{ state: "suspended", suspended_at: own.suspended_at, disabled_at: null },
    });
    expect((await run("list", "--search", customer.email)).accounts).toMatchObject([
      { state: "suspended" },
    ]);
    await run("enable", ...args, "--reason", "a mistake");
    expect(await run("show", ...args)).toMatchObject({ state: "active", suspended_at: null });
    // The refusals are counted from zero again.
    expect((await create(customer, "#refused")).status).toBe(422);
    expect((await create(customer, "a hill")).status).toBe(202);
    expect((await readAudit(customer)).at(-1)).toEqual({
      ...{ actor: "cli", action: "account.enable" },
      details: { before: { suspended: true }, after: { suspended: false } },
    });
  });
});

describe("refusals", () => {
  test("of parallel requests suspend an account once", async () => {
    const customer = await customerOf();
    const before = await countSuspensions();
    const replies = await Promise.all(
      Array.from({ length: 6 }, () => create(customer, "#refused")),
    );
    const statuses = replies.map(({ status }) => status).sort();
    expect(statuses).toEqual([403, 403, 403, 403, 422, 422]);
    expect(await readAudit(customer)).toHaveLength(1);
    expect(await countSuspensions()).toBe(before + 1);
  });

  test("of generations that end in the same statement suspend an account once", async () => {
    const customer = await customerOf();
    const ids = await Promise.all(Array.from({ length: 8 }, () => queue(customer, "#blocked")));
    const before = await countSuspensions();
    const finished = await whileLocked(customer, async () => {
      const finishing = finishAll(customer, ids);
      const isRefused = (id: string) =>
        app.lines.some((line) => line.includes('"provider_rejected"') && line.includes(id));
      await eventually(() => ids.every(isRefused), { message: "not all were refused" });
      return { finishing };
    });
    await finished.finishing;
    const { rows } = await app.ctx.db.query(
      `select count(*) as together
       from generations
       where account_id = $1
         and finished_at = (select suspended_at from accounts where id = $1)`,
      [customer.accountId],
    );
    expect(Number(rows[0]?.["together"])).toBeGreaterThan(1);
    expect(await readAudit(customer)).toHaveLength(1);
    expect(await countSuspensions()).toBe(before + 1);
  });

  test("do not suspend an account whose plan has no limit", async () => {
    const customer = await customerOf("hub", "pro");
    for (let n = 0; n <= LIMIT; n++) expect((await create(customer, "#refused")).status).toBe(422);
    expect((await create(customer, "a hill")).status).toBe(202);
  });
});

// Last: the clock of the database does not run backwards.
test("refusals count per UTC day, in one row for an account until a later cleanup", async () => {
  const customer = await customerOf();
  const countRows = async () => {
    const sql = "select 1 from content_refusals where account_id = $1";
    return (await app.ctx.db.query(sql, [customer.accountId])).rows.length;
  };
  for (const days of [2, 3]) {
    await moveClockToNoon(app.databaseUrl, days);
    expect((await create(customer, "#refused")).status).toBe(422);
  }
  expect((await create(customer, "a hill")).status).toBe(202);
  expect(await countRows()).toBe(1);
  await moveClockToNoon(app.databaseUrl, 5);
  await runCleanup(app.ctx);
  expect(await countRows()).toBe(0);
});
