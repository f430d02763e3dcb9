import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test";
import { openContext } from "../../../src/app/context.ts";
import * as accounts from "../../../src/core/accounts/accounts.ts";
import * as credits from "../../../src/core/billing/grants.ts";
import * as plans from "../../../src/core/billing/plans.ts";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { startServerProcess } from "../../support/server-process.ts";
import { moveClock, stopClock } from "../../support/clock.ts";
import { findViolations } from "../../support/invariants.ts";
import { readBody } from "../../support/account-client.ts";
import {
  requestJson,
  createInPlayground,
  signUpWithCredits,
  type Schemas,
} from "../../support/playground.ts";
import { cancelPlusGeneration, createPlusGeneration, postPlus } from "../../support/plus-client.ts";
import { eventually } from "../../support/eventually.ts";

const DAY = 86_400;

let app: App;
/** How far the database's clock has come. It never goes back: a ledger's time does not either. */
let aheadSeconds = 0;

beforeAll(async () => {
  app = await startApp({ worker: false });
});

afterEach(async () => {
  await app.ctx.db.query(
    "select cancel_generation(id, account_id) from generations where finished_at is null",
    [],
  );
  await app.ctx.db.query(
    "update plans set monthly_credit_cap = null, monthly_grant_credits = 0, name = upper(id)",
    [],
  );
  expect(await findViolations(app.databaseUrl)).toEqual([]);
});

afterAll(() => app.stop());

const plus = (planId: string, credits = 100) => app.customer({ dialect: "plus", planId, credits });
const noCeilings = { accountRequestsPerHour: null, accountRunningLimit: null };
const pro = { id: "pro", name: "PRO", monthlyCreditCap: null, monthlyGrantCredits: 0 };

describe("API access", () => {
  test("is rejected with 403 on a plan without it, for every operation, and costs nothing", async () => {
    const customer = await plus("free");
    const id = crypto.randomUUID();
    const upload = { filename: "a", contentType: "image/png", size: 9 };
    const replies = await Promise.all([
      postPlus(customer, "/api/v1/generate", { body: { prompt: "a hill" } }),
      postPlus(customer, "/api/v1/upload", { body: upload }),
      customer.call(`/api/v1/generations/${id}`),
      customer.call(`/api/v1/generations/${id}/cancel`, { method: "POST" }),
    ]);
    for (const reply of replies) {
      expect([reply.status, (await reply.json()).error.code]).toEqual([403, "plan_required"]);
      expect(reply.headers.get("x-ratelimit-limit")).toBe("600");
    }
    expect(await spendable(customer)).toBe(100);
  });

  test("depends on the key on every path: a plus key of such a plan reads no credits either", async () => {
    const customer = await plus("free");
    expect((await customer.call("/api/v1/credits")).status).toBe(401);
  });

  test.each(["pro", "max"])("is part of %s", async (planId) => {
    expect((await createPlusGeneration(await plus(planId))).status).toBe(202);
  });

  test("changes as soon as the operator changes the plan", async () => {
    const customer = await plus("free");
    const limits = { requestsPerHour: 7, runningLimit: 1, ...noCeilings };
    const access = { planId: "free", dialect: "plus", ...limits };
    await plans.setPlanAccess(app.ctx, { ...access, allowed: true });
    const { status, headers } = await createPlusGeneration(customer);
    expect([status, headers.get("x-ratelimit-limit")]).toEqual([202, "7"]);
    expect((await createPlusGeneration(customer)).body.error?.code).toBe("concurrency_limited");
    await plans.setPlanAccess(app.ctx, { ...access, allowed: false });
    expect((await createPlusGeneration(customer)).status).toBe(403);
  });
});

describe("the playground", () => {
  const access = { planId: "walled", dialect: "hub", requestsPerHour: null, ...noCeilings };

  test("is rejected without a charge if the plan excludes the hub, whose prices it has", async () => {
    await plans.setPlan(app.ctx, { ...pro, id: "walled", name: "WALLED" });
    await plans.setPlanAccess(app.ctx, { ...access, allowed: false, runningLimit: null });
    const person = await signUpWithCredits(app, 100);
    await setPlan(person.accountId, "walled");
    const account = await requestJson<Schemas["Account"]>(person, "/api/account");
    expect(account.closed_dialects).toEqual(["hub"]);
    const json = { model: "gpt-image-2", prompt: "a hill" };
    const reply = await person.call("/api/account/generations", { json });
    expect([reply.status, (await readBody(reply)).error?.code]).toEqual([403, "forbidden"]);
    const { credits: left } = await requestJson<Schemas["Credits"]>(person, "/api/account/credits");
    expect(left).toBe(100);
  });

  test("has the concurrency limit of the plan for the hub", async () => {
    await plans.setPlanAccess(app.ctx, { ...access, allowed: true, runningLimit: 1 });
    const person = await signUpWithCredits(app, 100);
    await setPlan(person.accountId, "walled");
    await createInPlayground(person);
    const json = { model: "gpt-image-2", prompt: "a hill" };
    const reply = await person.call("/api/account/generations", { json });
    expect((await readBody(reply)).error?.code).toBe("concurrency_limited");
  });

  const setPlan = (accountId: string, planId: string) =>
    app.ctx.db.query("update accounts set plan_id = $2 where id = $1", [accountId, planId]);
});

describe("a monthly cap", () => {
  test("rejects what exceeds it with 402, and restarts each month", async () => {
    await plans.setPlan(app.ctx, { ...pro, monthlyCreditCap: 8 });
    const customer = await plus("pro");
    const first = await createPlusGeneration(customer);
    expect(first.status).toBe(202);
    expect((await createPlusGeneration(customer)).status).toBe(202);
    const over = await createPlusGeneration(customer, { quality: "low" });
    expect([over.status, over.body.error?.code]).toEqual([402, "monthly_cap_reached"]);
    await cancelPlusGeneration(customer, first.body.generationId);
    expect((await createPlusGeneration(customer, { quality: "low" })).status).toBe(202);
    expect((await createPlusGeneration(customer)).status).toBe(402);
    await forward(32 * DAY);
    expect((await createPlusGeneration(customer)).status).toBe(202);
  });
});

describe("a monthly grant", () => {
  test("is made once a month for each account, however many processes try concurrently", async () => {
    const given = await Promise.all(Array.from({ length: 230 }, () => account("max")));
    await plans.setPlan(app.ctx, { ...pro, id: "max", name: "MAX", monthlyGrantCredits: 50 });
    const { config, log } = app.ctx;
    const open = () => openContext(config, log, app.databaseUrl);
    const all = [app.ctx, await open(), await open()];
    for (const days of [0, 31]) {
      await forward(days * DAY);
      // A concurrent run may take the rest; the next run handles what is left.
      await Promise.all(all.map((ctx) => plans.grantMonthlyCredits(ctx)));
      expect(await plans.grantMonthlyCredits(app.ctx)).toBe(0);
    }
    await Promise.all(all.slice(1).map((ctx) => ctx.close()));
    const rows = await grantsOf(given);
    expect(rows).toHaveLength(460);
    expect(new Set(rows.map((row) => row.opKey)).size).toBe(460);
    expect(new Set(rows.map((row) => row.amount))).toEqual(new Set([50]));
  });

  test("expires with its month", async () => {
    await plans.setPlan(app.ctx, { ...pro, monthlyGrantCredits: 30 });
    const now = new Date(Date.now() + (aheadSeconds + 1) * 1000);
    await stopClock(app.databaseUrl, now);
    const customer = await plus("pro", 0);
    await plans.grantMonthlyCredits(app.ctx);
    const end = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1);
    await stopClock(app.databaseUrl, new Date(end - 1));
    expect(await spendable(customer)).toBe(30);
    await stopClock(app.databaseUrl, new Date(end));
    expect(await spendable(customer)).toBe(0);
    await plans.grantMonthlyCredits(app.ctx);
    expect(await spendable(customer)).toBe(30);
    await forward(Math.ceil((end - now.getTime()) / 1000) + 1);
  });

  test("is granted when a worker starts", async () => {
    await plans.setPlan(app.ctx, { ...pro, monthlyGrantCredits: 20 });
    const customer = await plus("pro", 0);
    const workers = await Promise.all([1, 2, 3].map(() => startServerProcess(app, "worker")));
    await eventually(async () => ((await spendable(customer)) ?? 0) > 0, {
      message: "No worker granted the monthly credits",
    });
    for (const worker of workers) worker.kill("SIGTERM");
    await Promise.all(workers.map((worker) => worker.exited()));
    expect(await spendable(customer)).toBe(20);
    expect(await grantsOf([customer.accountId])).toHaveLength(1);
  });

  test("is not made for a disabled account or a plan without monthly credits", async () => {
    await plans.setPlan(app.ctx, { ...pro, monthlyGrantCredits: 20 });
    const [closed, free] = [await account("pro"), await account("free")];
    await app.ctx.db.query("update accounts set disabled_at = clock() where id = $1", [closed]);
    await plans.grantMonthlyCredits(app.ctx);
    expect(await grantsOf([closed, free])).toEqual([]);
  });
});

test("plans are listed with their dialects", async () => {
  expect(await plans.listPlanAccess(app.ctx)).toContainEqual({
    ...pro,
    retentionDays: null,
    maxKeyDays: null,
    priority: 0,
    blockedPerDay: null,
    minModeration: "low",
    imageMetadata: "keep",
    dialect: "plus",
    allowed: true,
    requestsPerHour: 600,
    runningLimit: 5,
    ...noCeilings,
  });
});

async function account(planId: string): Promise<string> {
  const email = `${crypto.randomUUID()}@example.com`;
  return (await accounts.createAccount(app.ctx, { email, planId })).id;
}

async function spendable({ accountId }: Customer): Promise<number | undefined> {
  return (await credits.findBalance(app.ctx, accountId))?.spendable;
}

async function grantsOf(ids: string[]) {
  const { rows } = await app.ctx.db.query(
    `select op_key, available_change as amount
    from credit_entries where account_id = any($1) and op_key like 'plan:%'`,
    [ids],
  );
  return rows as { opKey: string; amount: number }[];
}

async function forward(seconds: number): Promise<void> {
  aheadSeconds += seconds;
  await moveClock(app.databaseUrl, aheadSeconds);
}
