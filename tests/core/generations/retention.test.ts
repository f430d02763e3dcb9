import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { applyRetention } from "../../../jobs/apply-retention.ts";
import { setPlanRetention } from "../../../src/core/billing/plans.ts";
import { readConfig } from "../../../src/foundation/config.ts";
import type { AccountClient } from "../../support/account-client.ts";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { moveClock } from "../../support/clock.ts";
import { createHubGeneration } from "../../support/hub-client.ts";
import { findViolations } from "../../support/invariants.ts";
import {
  finishInPlayground,
  requestJson,
  type Schemas,
  signUpAdmin,
  signUpWithCredits,
} from "../../support/playground.ts";

const DAY_SECONDS = 86_400;

let app: App;
let customer: AccountClient;
let kept: AccountClient;
let days = 0;

beforeAll(async () => {
  app = await startApp({ env: { RETENTION_DAYS: "30" } });
  customer = await signUpWithCredits(app);
  kept = await signUpWithCredits(app);
  await app.ctx.db.query("update accounts set plan_id = 'max' where id = $1", [kept.accountId]);
  await setPlanRetention(app.ctx, { planId: "max", days: 0 });
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
});

describe("the daily retention job", () => {
  test("deletes generations past RETENTION_DAYS with their files, and keeps newer ones", async () => {
    const old = await generate(customer);
    const other = await generate(kept);
    expect(await filesOf(old)).not.toEqual([]);
    await passDays(29);
    await applyRetention(app.ctx);
    expect(await listIds(customer)).toEqual([old]);
    const recent = await generate(customer);
    await passDays(2);
    await applyRetention(app.ctx);
    expect(await listIds(customer)).toEqual([recent]);
    expect(await filesOf(old)).toEqual([]);
    expect(await filesOf(recent)).not.toEqual([]);
    const { rows } = await app.ctx.db.query("select prompt from generations where id = $1", [old]);
    expect<unknown>(rows).toEqual([{ prompt: "" }]);
    // The plan of this account keeps them.
    expect(await listIds(kept)).toEqual([other]);
  });

  test("deletes later generations in its next run", async () => {
    await passDays(31);
    await applyRetention(app.ctx);
    expect(await listIds(customer)).toEqual([]);
    const later = await generate(customer);
    await passDays(31);
    expect(await listIds(customer)).toEqual([later]);
    await applyRetention(app.ctx);
    expect(await listIds(customer)).toEqual([]);
  });

  test("deletes a generation that was unfinished when newer ones were deleted", async () => {
    const idle = await startApp({ worker: false, env: { RETENTION_DAYS: "1" } });
    const buyer = await idle.customer();
    const [unfinished, finished] = [await queue(idle, buyer), await queue(idle, buyer)];
    await moveClock(idle.databaseUrl, 2 * DAY_SECONDS);
    for (const id of [finished, unfinished]) {
      expect(await listUndeleted(idle)).toContain(id);
      await idle.ctx.db.query("select finish_canceled($1)", [id]);
      await applyRetention(idle.ctx);
      expect(await listUndeleted(idle)).not.toContain(id);
    }
    await idle.stop();
  });

  test("uses the retention of the plan, which changes of the plan by an admin keep", async () => {
    const id = await generate(kept);
    await setPlanRetention(app.ctx, { planId: "max", days: 3 });
    const admin = await signUpAdmin(app);
    const plan = { id: "max", name: "MAX", monthly_credit_cap: null, monthly_grant_credits: 0 };
    const reply = await admin.call("/api/admin/plans", {
      method: "PUT",
      json: { ...plan, access: [] },
    });
    expect(reply.status).toBe(200);
    await passDays(2);
    await applyRetention(app.ctx);
    expect(await listIds(kept)).toEqual([id]);
    await passDays(2);
    await applyRetention(app.ctx);
    expect(await listIds(kept)).toEqual([]);
    const { rows } = await app.ctx.db.query(
      "select details from audit_entries where subject = 'max' and action = 'plan' order by id limit 1",
      [],
    );
    expect<unknown>(rows).toMatchObject([
      { details: { before: { retention_days: null }, after: { retention_days: 0 } } },
    ]);
  });
});

test("RETENTION_DAYS is a number of days or none, which is the default", () => {
  const read = (value?: string) => readConfig(value === undefined ? {} : { RETENTION_DAYS: value });
  expect(read()).toMatchObject({ retentionDays: 0 });
  expect(read("none")).toMatchObject({ retentionDays: 0 });
  expect(read("90")).toMatchObject({ retentionDays: 90 });
  expect(read("soon")).toMatchObject({ faults: [expect.stringContaining("RETENTION_DAYS is")] });
});

async function queue({ url }: App, buyer: Customer): Promise<string> {
  const { body } = await createHubGeneration(buyer, url, { async: true });
  return body.id ?? "";
}

async function listUndeleted({ ctx }: App): Promise<unknown[]> {
  const { rows } = await ctx.db.query("select id from generations where deleted_at is null", []);
  return rows.map(({ id }) => id);
}

async function generate(person: AccountClient): Promise<string> {
  return (await finishInPlayground(app, person, { prompt: "my secret" })).id;
}

/** Moves the clock, and signs in as long ago as before, so that no session expires. */
async function passDays(count: number): Promise<void> {
  days += count;
  await moveClock(app.databaseUrl, days * DAY_SECONDS);
  await app.ctx.db.query(
    "update sessions set created_at = clock(), seen_at = clock(), expires_at = clock() + interval '9 days'",
    [],
  );
}

async function listIds(person: AccountClient): Promise<string[]> {
  const { data } = await requestJson<Schemas["GenerationList"]>(person, "/api/account/generations");
  return data.map(({ id }) => id);
}

async function filesOf(id: string): Promise<string[]> {
  const names = await readdir(join(app.dataDir, "files"), { recursive: true });
  return names.filter((name) => name.includes(id) && /\.\w+$/.test(name));
}
