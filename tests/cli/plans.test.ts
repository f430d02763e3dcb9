import { afterAll, beforeAll, expect, test } from "bun:test";
import { type App, startApp } from "../support/app.ts";
import { cli, cliInProcess } from "../support/cli.ts";

let app: App;

beforeAll(async () => {
  app = await startApp({ worker: false });
});

afterAll(() => app.stop());

test("an operator can allow a dialect for a plan in use, limit it and cap its credits", async () => {
  const customer = await app.customer({ planId: "free", dialect: "plus", credits: 100 });
  const create = () =>
    customer.call("/api/v1/generate", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ prompt: "a hill" }),
    });
  expect((await create()).status).toBe(403);
  await start(
    "limits",
    "free",
    "--dialect",
    "plus",
    "--allowed",
    "yes",
    "--requests-per-hour",
    "3",
  );
  const served = await create();
  expect(served.status).toBe(202);
  expect(served.headers.get("x-ratelimit-limit")).toBe("3");
  await start("set", "free", "--monthly-cap", "7");
  expect((await (await create()).json()).error.code).toBe("monthly_cap_reached");
  const { plans } = JSON.parse((await start("list", "--json")).out);
  expect(plans).toContainEqual({
    ...{ id: "free", name: "FREE", monthly_credit_cap: 7, monthly_grant_credits: 0 },
    retention_days: null,
    ...{ max_key_days: null, priority: 0, blocked_per_day: null },
    ...{ min_moderation: "low", image_metadata: "keep" },
    ...{ dialect: "plus", allowed: true, requests_per_hour: 3, running_limit: 5 },
    ...{ account_requests_per_hour: 2400, account_running_limit: 20 },
  });
  await run("set", "free", "--retention-days", "30");
  await run("set", "max", "--retention-days", "none");
  const listed = JSON.parse((await run("list", "--json")).out).plans;
  const retention = listed.map((row: { id: string; retention_days: unknown }) => [
    ...[row.id, row.retention_days],
  ]);
  expect(new Map(retention)).toEqual(
    new Map<unknown, unknown>([
      ["free", 30],
      ["max", "none"],
      ["pro", null],
    ]),
  );
  expect(await run("set", "free", "--retention-days", "0")).toMatchObject({ code: 2 });
  const unknown = await run("limits", "gold", "--dialect", "plus");
  expect(unknown).toMatchObject({ code: 1, err: 'darkroom: Unknown plan: "gold".\n' });
});

test("an operator learns that a plan is new, as after a typing error in its id", async () => {
  const set = (...options: string[]) => run("set", "gold", "--monthly-cap", "7", ...options);
  expect((await set()).out).toContain("Created the plan gold, which no account has.");
  expect(JSON.parse((await set("--json")).out)).toEqual({ id: "gold", created: false });
  expect((await set()).out).toContain("Set the plan gold.");
});

test("an operator can limit an account with all its keys, and end that limit", async () => {
  const limits = async (...options: string[]) => {
    await run("limits", "max", "--dialect", "hub", ...options);
    const { plans } = JSON.parse((await run("list", "--json")).out);
    return plans.find(({ id, dialect }: Row) => id === "max" && dialect === "hub");
  };
  const set = await limits("--account-requests-per-hour", "9", "--account-running-limit", "2");
  expect(set).toMatchObject({ account_requests_per_hour: 9, account_running_limit: 2 });
  const ended = await limits("--account-running-limit", "none");
  expect(ended).toMatchObject({ account_requests_per_hour: 9, account_running_limit: null });
});

test("the limits of a plan can be as high as those of the Account API", async () => {
  const credits = ["--monthly-cap", "1000000000", "--monthly-grant", "100000000"];
  expect(await run("set", "big", "--name", "Big", ...credits)).toMatchObject({ code: 0 });
  const limits = ["--requests-per-hour", "10000000", "--running", "100000"];
  expect(await run("limits", "big", "--dialect", "hub", ...limits)).toMatchObject({ code: 0 });
  const { plans } = JSON.parse((await run("list", "--json")).out);
  expect(plans.find(({ id, dialect }: Row) => id === "big" && dialect === "hub")).toMatchObject({
    ...{ monthly_credit_cap: 1_000_000_000, monthly_grant_credits: 100_000_000 },
    ...{ requests_per_hour: 10_000_000, running_limit: 100_000 },
  });
  expect(await run("set", "big", "--monthly-cap", "1000000001")).toMatchObject({ code: 2 });
});

test("an operator can set the priority of a plan", async () => {
  await run("set", "max", "--priority", "100");
  const { plans } = JSON.parse((await run("list", "--json")).out);
  expect(plans.find(({ id }: Row) => id === "max")).toMatchObject({ priority: 100 });
  expect(await run("set", "max", "--priority", "101")).toMatchObject({ code: 2 });
});

test("an operator can set and end the refusals in a day that suspend an account", async () => {
  const set = async (perDay: string) => {
    const { code } = await run("set", "max", "--blocked-per-day", perDay);
    const { plans } = JSON.parse((await run("list", "--json")).out);
    return [code, plans.find(({ id }: Row) => id === "max").blocked_per_day];
  };
  expect(await set("20")).toEqual([0, 20]);
  expect(await set("0")).toEqual([2, 20]);
  expect(await set("none")).toEqual([0, null]);
});

test("an operator can set the longest lifetime of a plan's new keys", async () => {
  const { email } = await app.customer({ planId: "max" });
  const create = async (...options: string[]) => {
    const { out } = await runKey(
      "create",
      "--email",
      email,
      "--dialect",
      "hub",
      ...options,
      "--json",
    );
    return JSON.parse(out).expires_at as string | null;
  };
  const daysUntil = (time: string | null) => (Date.parse(time ?? "") - Date.now()) / 86_400_000;
  expect(await create()).toBeNull();
  await run("set", "max", "--key-days", "90");
  expect(daysUntil(await create())).toBeWithin(89.9, 90.1);
  expect(daysUntil(await create("--expires-in", "365d"))).toBeWithin(89.9, 90.1);
  expect(daysUntil(await create("--expires-in", "30d"))).toBeWithin(29.9, 30.1);
  await run("set", "max", "--key-days", "none");
  expect(await create()).toBeNull();
  expect(await run("set", "max", "--key-days", "3651")).toMatchObject({ code: 2 });
});

test("an operator can set what a plan requires of generations, which is audited", async () => {
  const before = { min_moderation: "low", image_metadata: "keep" };
  const read = async () => {
    const { plans } = JSON.parse((await run("list", "--json")).out);
    return plans.find(({ id }: Row) => id === "max");
  };
  expect(await read()).toMatchObject(before);
  await run("set", "max", "--min-moderation", "auto");
  expect(await read()).toMatchObject({ min_moderation: "auto", image_metadata: "keep" });
  await run("set", "max", "--image-metadata", "remove");
  const after = { min_moderation: "auto", image_metadata: "remove" };
  expect(await read()).toMatchObject(after);
  await run("set", "max", "--name", "MAX");
  expect(await read()).toMatchObject(after);
  const { rows } = await app.ctx.db.query(
    `select details -> 'before' ->> 'image_metadata' as old, details -> 'after' ->> 'image_metadata' as new
    from audit_entries
    where subject = 'max' and details -> 'before' ->> 'image_metadata' = 'keep'
      and details -> 'after' ->> 'image_metadata' = 'remove'`,
    [],
  );
  expect<unknown[]>(rows).toEqual([{ old: "keep", new: "remove" }]);
  expect(await run("set", "max", "--image-metadata", "some")).toMatchObject({ code: 2 });
});

interface Row {
  id: string;
  dialect: string | null;
}

const settings = () => ({ DATA_DIR: app.dataDir, DATABASE_URL: app.databaseUrl });

/** Runs a command in a process of its own, which shares only the database with the server. */
const start = (...args: string[]) => cli(settings(), "plans", ...args);

const run = (...args: string[]) => cliInProcess(settings(), "plans", ...args);

const runKey = (...args: string[]) => cliInProcess(settings(), "key", ...args);
