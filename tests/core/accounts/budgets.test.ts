import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { createGrant } from "../../../src/core/billing/grants.ts";
import { type AccountClient, readBody, signUp } from "../../support/account-client.ts";
import { type App, startApp } from "../../support/app.ts";
import { cliInProcess } from "../../support/cli.ts";
import { moveClockToNoon, stopClock } from "../../support/clock.ts";
import { createHubGeneration, type HubRequest } from "../../support/hub-client.ts";
import { findViolations } from "../../support/invariants.ts";
import { type Schemas, requestJson } from "../../support/playground.ts";
import { waitForGeneration } from "../../support/wait-for-generation.ts";

type Budget = Schemas["NewKeyBudget"];

let app: App;
let person: AccountClient;

beforeAll(async () => {
  app = await startApp({ worker: false });
  await moveClockToNoon(app.databaseUrl);
  person = await signUpPro(app);
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
});

describe("a request that exceeds the budget of its key is rejected with 402", () => {
  const message = expect.stringMatching(/^This request costs \d+ credits, more than the budget of/);
  const code = "key_budget_reached";
  const quota = { message, type: "insufficient_quota", param: null, code };
  const prompt = "a hill";
  const hub = { model: "gpt-image-2", prompt };
  const art = { model: "gpt-image-2", prompt };
  const openai = { ...art, quality: "high" };
  const images = "/api/v1/images/generations";
  const cases = [
    { dialect: "hub", path: images, json: hub, error: { message, code: "keyBudgetReached" } },
    { dialect: "plus", path: "/api/v1/generate", json: { prompt }, error: { code, message } },
    { dialect: "art", path: images, json: art, error: quota },
    { dialect: "openai", path: "/v1/images/generations", json: openai, error: quota },
  ] as const;

  test.each(cases)("of the $dialect API", async ({ dialect, path, json, error }) => {
    const key = await create({ dialect, budget: { credits: 1, period: "lifetime" } });
    const reply = await send(key, path, json);
    expect(reply.status).toBe(402);
    expect<unknown>(await readBody(reply)).toEqual({ error });
  });

  test("of the Account API", async () => {
    const budget: Budget = { credits: 1, period: "lifetime" };
    const key = await create({ dialect: "hub", budget, scopes: ["manage", "generate"] });
    const reply = await send(key, "/api/account/generations", { ...hub, size: "1024x1024" });
    expect(reply.status).toBe(402);
    expect<unknown>(await readBody(reply)).toEqual({ error: { code, message } });
  });

  test("before its large body is read", async () => {
    const key = await create({ dialect: "hub", budget: { credits: 1, period: "day" } });
    const form = new FormData();
    form.set("prompt", prompt);
    form.set("reference_image", new Blob([new Uint8Array(2 * 1024 * 1024)]), "large.png");
    const headers = { authorization: `Bearer ${key.key}` };
    const wanted = { method: "POST", headers, body: form };
    const reply = await app.fetch("/api/v1/images/generations", wanted);
    expect([reply.status, (await readBody(reply)).error?.code]).toEqual([402, "keyBudgetReached"]);
  });
});

describe("a budget", () => {
  test("is never exceeded by parallel creates", async () => {
    const key = await create({ dialect: "hub", budget: { credits: 87, period: "day" } });
    const other = await create({ dialect: "hub", budget: { credits: 16, period: "month" } });
    const requests = Array.from({ length: 24 }, (_, index) => submit(index % 3 ? key : other));
    const statuses = await Promise.all(requests);
    expect(statuses.filter((status) => status === 202)).toHaveLength(10 + 2);
    expect(statuses.filter((status) => status === 402)).toHaveLength(24 - 12);
    expect(await readBudget(key)).toMatchObject({ credits: 87, period: "day", spent_credits: 80 });
    expect(await readBudget(other)).toMatchObject({ period: "month", spent_credits: 16 });
  });

  test("gets the credits of a canceled generation back", async () => {
    const key = await create({ dialect: "hub", budget: { credits: 8, period: "lifetime" } });
    const { body } = await createHubGeneration(key, app.url, { async: true });
    expect(await submit(key)).toBe(402);
    expect((await send(key, `/api/v1/generations/${body.id}/cancel`)).status).toBe(200);
    expect(await readBudget(key)).toMatchObject({ spent_credits: 0, resets_at: null });
    expect(await submit(key)).toBe(202);
  });

  test("does not limit a repeated request with the same idempotency key", async () => {
    const key = await create({ dialect: "hub", budget: { credits: 8, period: "lifetime" } });
    const wanted = { async: true, headers: { "idempotency-key": crypto.randomUUID() } };
    const first = await createHubGeneration(key, app.url, wanted);
    const second = await createHubGeneration(key, app.url, wanted);
    expect([first.status, second.status]).toEqual([202, 202]);
    expect(second.body.id).toBe(first.body.id ?? "");
  });

  test("is set by key create and shown by key list", async () => {
    const settings = { DATABASE_URL: app.databaseUrl, DATA_DIR: app.dataDir };
    const args = ["--email", person.email, "--json"];
    const made = ["key", "create", "--dialect", "hub", "--budget", "500/day", ...args];
    const { id, budget } = JSON.parse(
      (await cliInProcess(settings, ...made)).out,
    ) as Schemas["Key"];
    expect<unknown>(budget).toEqual({ credits: 500, period: "day" });
    const { keys } = JSON.parse((await cliInProcess(settings, "key", "list", ...args)).out) as {
      keys: Schemas["Key"][];
    };
    expect<unknown>(keys.find((key) => key.id === id)?.budget).toEqual({
      credits: 500,
      period: "day",
      spent_credits: 0,
    });
    const wrong = ["key", "create", "--dialect", "hub", "--budget", "0/day", ...args];
    expect((await cliInProcess(settings, ...wrong)).code).toBe(2);
  });

  test.each([[{ credits: 0, period: "day" }], [{ credits: 5, period: "week" }], [{ credits: 5 }]])(
    "of %p is rejected with 400",
    async (budget) => {
      const reply = await person.call("/api/account/keys", { json: { dialect: "hub", budget } });
      expect(reply.status).toBe(400);
    },
  );

  test("prevents its key from creating keys, which would have none", async () => {
    const budget: Budget = { credits: 8, period: "day" };
    const key = await create({ dialect: "hub", budget, scopes: ["manage"] });
    const reply = await send(key, "/api/account/keys", { dialect: "hub", scopes: ["manage"] });
    expect([reply.status, (await readBody(reply)).error?.code]).toEqual([
      403,
      "insufficient_scope",
    ]);
  });
});

test("a budget keeps what is captured, and gets back what is not delivered", async () => {
  const working = await startApp();
  await moveClockToNoon(working.databaseUrl);
  try {
    const owner = await signUpPro(working);
    const key = await create({ dialect: "hub", budget: { credits: 40, period: "day" } }, owner);
    const finish = async (wanted: HubRequest) => {
      const { body } = await createHubGeneration(key, working.url, { ...wanted, async: true });
      await waitForGeneration(working, owner, body.id ?? "");
      return (await readBudget(key, owner))?.spent_credits;
    };
    expect(await finish({ prompt: "#fail" })).toBe(0);
    expect(await finish({ n: 3, prompt: "#short" })).toBe(16);
    expect(await finish({ n: 2 })).toBe(32);
    expect(await submit(key, { n: 2 }, working)).toBe(402);
    expect(await findViolations(working.databaseUrl)).toEqual([]);
  } finally {
    await working.stop();
  }
});

describe("the period of a budget", () => {
  let timed: App;

  beforeAll(async () => {
    timed = await startApp({ worker: false });
  });

  afterAll(async () => {
    // The clock has passed their deadlines.
    const live = "from generations where finished_at is null";
    await timed.ctx.db.query(`select cancel_generation(id, account_id) ${live}`, []);
    expect(await findViolations(timed.databaseUrl)).toEqual([]);
    await timed.stop();
  });

  // In the order of time: the clock of the database does not run backwards.
  const year = new Date().getUTCFullYear() + 1;
  const periods = [
    {
      period: "day",
      last: `${year}-03-09T23:59:59.999Z`,
      first: `${year}-03-10T00:00:00.000Z`,
      next: `${year}-03-11T00:00:00.000Z`,
    },
    {
      period: "month",
      last: `${year}-03-31T23:59:59.999Z`,
      first: `${year}-04-01T00:00:00.000Z`,
      next: `${year}-05-01T00:00:00.000Z`,
    },
  ] as const;
  test.each(periods)("is a $period in UTC by the database clock", async (given) => {
    const { period, last, first, next } = given;
    await stopClock(timed.databaseUrl, new Date(last));
    const owner = await signUpPro(timed);
    const key = await create({ dialect: "hub", budget: { credits: 8, period } }, owner);
    const { body } = await createHubGeneration(key, timed.url, { async: true });
    expect(await submit(key, {}, timed)).toBe(402);
    expect(await readBudget(key, owner)).toMatchObject({ spent_credits: 8, resets_at: first });
    await stopClock(timed.databaseUrl, new Date(first));
    expect(await readBudget(key, owner)).toMatchObject({ spent_credits: 0, resets_at: next });
    expect(await submit(key, {}, timed)).toBe(202);
    // The credits of the earlier period do not return to this one.
    const cancel = { method: "POST", headers: { authorization: `Bearer ${key.key}` } };
    const path = `/api/v1/generations/${body.id}/cancel`;
    expect((await timed.fetch(path, cancel)).status).toBe(200);
    expect(await submit(key, {}, timed)).toBe(402);
    expect(await readBudget(key, owner)).toMatchObject({ spent_credits: 8 });
  });

  test("does not end for a lifetime", async () => {
    const budget: Budget = { credits: 8, period: "lifetime" };
    await stopClock(timed.databaseUrl, new Date(`${year + 1}-01-01T00:00:00Z`));
    const key = await create({ dialect: "hub", budget }, await signUpPro(timed));
    expect(await submit(key, {}, timed)).toBe(202);
    await stopClock(timed.databaseUrl, new Date(`${year + 2}-01-01T00:00:00Z`));
    expect(await submit(key, {}, timed)).toBe(402);
  });
});

/** Signs up an account with the plan pro and credits. */
async function signUpPro(on: App): Promise<AccountClient> {
  const signed = await signUp(on);
  const { accountId } = signed;
  await on.ctx.db.query("update accounts set plan_id = 'pro' where id = $1", [accountId]);
  await createGrant(on.ctx, { accountId, credits: 100_000, source: "purchase" });
  return signed;
}

function create(json: Schemas["CreateKeyRequest"], owner = person) {
  return requestJson<Schemas["CreatedKey"]>(owner, "/api/account/keys", { json });
}

/** Submits a generation of 8 credits. Returns the status of the response. */
async function submit(key: { key: string }, wanted: HubRequest = {}, on = app): Promise<number> {
  return (await createHubGeneration(key, on.url, { async: true, ...wanted })).status;
}

async function readBudget({ id }: { id: string }, owner = person) {
  const { data } = await requestJson<Schemas["KeyList"]>(owner, "/api/account/keys");
  return data.find((key) => key.id === id)?.budget;
}

function send({ key }: { key: string }, path: string, json: object = {}) {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  return app.fetch(path, { method: "POST", headers, body: JSON.stringify(json) });
}
