import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type AccountClient, readBody, signUp } from "../../support/account-client.ts";
import { type App, startApp } from "../../support/app.ts";
import { cli, cliInProcess } from "../../support/cli.ts";
import { moveClockToNoon } from "../../support/clock.ts";
import { createHubGeneration } from "../../support/hub-client.ts";
import { findViolations } from "../../support/invariants.ts";
import { type Schemas, requestJson, signUpWithCredits } from "../../support/playground.ts";
import { waitForGeneration } from "../../support/wait-for-generation.ts";

let app: App;
let person: AccountClient;

beforeAll(async () => {
  app = await startApp({ env: { TRUSTED_PROXIES: "1" } });
  await moveClockToNoon(app.databaseUrl);
  person = await signUpWithCredits(app);
  await app.ctx.db.query("update accounts set plan_id = 'pro'", []);
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
});

const CHANGES = {
  label: "Shop",
  requests_per_hour: 50,
  running_limit: 2,
  allowed_addresses: ["192.0.2.0/24"],
  scopes: ["read"],
  budget: { credits: 100, period: "month" },
  json_keep_alive: true,
} as const;

describe("an active key", () => {
  test("is changed in all its settings at once, with one audit entry of before and after", async () => {
    const { id } = await create({ dialect: "hub", label: "Old", expires_in_days: 10 });
    const changed = await change(id, { ...toRequest(), expires_in_days: null });
    const budget = { ...CHANGES.budget, spent_credits: 0, resets_at: expect.any(String) };
    expect<unknown>(changed).toMatchObject({ ...CHANGES, budget, expires_at: null });
    const [entry, ...others] = await listEntries(id, "key.update");
    expect(others).toEqual([]);
    expect(entry?.actor).toBe(person.email);
    expect(entry?.details).toEqual({
      before: {
        label: "Old",
        requests_per_hour: null,
        running_limit: null,
        allowed_addresses: null,
        scopes: ["read", "generate"],
        budget: null,
        json_keep_alive: false,
        expires_at: expect.any(String),
      },
      after: { ...CHANGES, budget: "100/month", expires_at: null },
    });
  });

  test("keeps what a request does not name, and writes no audit entry if nothing differs", async () => {
    const { id } = await create({ dialect: "hub", ...toRequest() });
    const before = await find(id);
    expect(await change(id, {})).toEqual(before as Schemas["Key"]);
    expect(await change(id, { label: "Shop" })).toEqual(before as Schemas["Key"]);
    expect(await listEntries(id, "key.update")).toEqual([]);
  });

  test("loses its values by null and an empty list", async () => {
    const { id } = await create({ dialect: "hub", ...toRequest() });
    const removed = { label: null, requests_per_hour: null, running_limit: null, budget: null };
    const changed = await change(id, { ...removed, allowed_addresses: [] });
    expect(changed).toMatchObject({ ...removed, allowed_addresses: [] });
  });

  test("obeys its new scopes and addresses with the next request", async () => {
    const { id, key } = await create({ dialect: "hub" });
    const read = async () => {
      const headers = { authorization: `Bearer ${key}`, "x-forwarded-for": "192.0.2.7" };
      return (await app.fetch("/api/v1/credits", { headers })).status;
    };
    expect(await read()).toBe(200);
    await change(id, { scopes: ["generate"] });
    expect(await read()).toBe(403);
    await change(id, { scopes: ["read"], allowed_addresses: ["198.51.100.7"] });
    expect(await read()).toBe(401);
  });

  test("counts what it has spent in the period against a new budget", async () => {
    const { id, key } = await create({ dialect: "hub" });
    const { body } = await createHubGeneration({ key }, app.url, { async: true });
    await waitForGeneration(app, person, body.id ?? "");
    for (const period of ["day", "month", "lifetime"] as const) {
      const { budget } = await change(id, { budget: { credits: 15, period } });
      expect(budget).toMatchObject({ period, spent_credits: 8 });
      expect((await createHubGeneration({ key }, app.url)).status).toBe(402);
    }
    await change(id, { budget: { credits: 16, period: "day" } });
    expect((await createHubGeneration({ key }, app.url)).status).toBe(200);
  });

  test("has no requests left if its new limit is below what it has sent this hour", async () => {
    const { id, key } = await create({ dialect: "plus" });
    const path = `/api/v1/generations/${crypto.randomUUID()}`;
    const headers = { authorization: `Bearer ${key}` };
    for (let request = 0; request < 3; request++) await app.fetch(path, { headers });
    await change(id, { requests_per_hour: 2 });
    const reply = await app.fetch(path, { headers });
    expect([reply.status, reply.headers.get("x-ratelimit-remaining")]).toEqual([429, "0"]);
  });

  test("lives no longer than its plan allows from its creation", async () => {
    const owner = await signUp(app);
    await limitKeyDays(owner);
    const { id, expires_at } = await create({ dialect: "hub" }, owner);
    expect(expires_at).toBeString();
    for (const days of [31, null])
      expect((await change(id, { expires_in_days: days }, owner)).expires_at).toBe(expires_at);
    const earlier = await change(id, { expires_in_days: 5 }, owner);
    expect((earlier.expires_at ?? "") < (expires_at ?? "")).toBe(true);
  });

  test("that is older than its plan allows is given no other expiry, and does not end", async () => {
    const owner = await signUp(app);
    const { id } = await create({ dialect: "hub" }, owner);
    const older = "update keys set created_at = created_at - interval '60 days' where id = $1";
    await app.ctx.db.query(older, [id]);
    await limitKeyDays(owner);
    for (const days of [5, null]) {
      const reply = await send(id, { label: "Other", expires_in_days: days }, owner);
      expect(reply.status).toBe(400);
      const { error } = await readBody(reply);
      expect(error?.issues).toMatchObject([{ path: ["expires_in_days"] }]);
    }
    const renamed = await change(id, { label: "Shop" }, owner);
    expect(renamed).toMatchObject({ label: "Shop", status: "active", expires_at: null });
  });
});

describe("a change of a key", () => {
  test.each(["revoked_at", "expires_at"])("with %s in the past is not found", async (column) => {
    const { id } = await create({ dialect: "hub" });
    await app.ctx.db.query(`update keys set ${column} = clock() where id = $1`, [id]);
    const reply = await send(id, { expires_in_days: 5 });
    expect(reply.status).toBe(404);
  });

  test.each(["revoked_at", "expires_at"])(
    "by a rotation, with %s in the past, is not found",
    async (column) => {
      const { id } = await create({ dialect: "hub" });
      await app.ctx.db.query(`update keys set ${column} = clock() where id = $1`, [id]);
      expect((await person.call(`/api/account/keys/${id}/rotate`, { json: {} })).status).toBe(404);
      expect((await cliInProcess(settings(), "key", "rotate", id)).code).toBe(1);
      expect(await listEntries(id, "key.rotate")).toEqual([]);
    },
  );

  test("by a key with manage is limited to the scopes and the lifetime of that key", async () => {
    const manager = await create({
      dialect: "hub",
      scopes: ["read", "manage"],
      expires_in_days: 9,
    });
    const { id } = await create({ dialect: "hub", scopes: ["read"] });
    const { id: other } = await create({ dialect: "hub" });
    const attempt = async (keyId: string, json: Schemas["UpdateKeyRequest"]) => {
      const headers = {
        authorization: `Bearer ${manager.key}`,
        "content-type": "application/json",
      };
      const init = { method: "PATCH", headers, body: JSON.stringify(json) };
      return app.fetch(`/api/account/keys/${keyId}`, init);
    };
    expect((await attempt(other, { label: "Other" })).status).toBe(403);
    expect((await attempt(id, { scopes: ["read", "generate"] })).status).toBe(403);
    const reply = await attempt(id, { expires_in_days: 30, label: "Own" });
    expect([reply.status, (await readBody(reply))["expires_at"]]).toEqual([
      200,
      manager.expires_at,
    ]);
    const [entry] = await listEntries(id, "key.update");
    expect(entry?.reason).toBe(`API key ${manager.id}`);
  });

  test.each([
    [{ scopes: [] }],
    [{ requests_per_hour: 0 }],
    [{ allowed_addresses: ["example.com"] }],
    [{ budget: { credits: 1, period: "week" } }],
    [{ dialect: "plus" }],
  ])("to %p is rejected with 400", async (json) => {
    const { id } = await create({ dialect: "hub" });
    const reply = await person.call(`/api/account/keys/${id}`, { method: "PATCH", json });
    expect(reply.status).toBe(400);
  });

  test("is made by key update", async () => {
    const { id } = await create({ dialect: "hub", allowed_addresses: ["192.0.2.7"] });
    const update = ["key", "update", id, "--json"];
    const limits = ["--requests-per-hour", "50", "--running", "2", "--budget", "100/month"];
    const { out } = await cli(
      settings(),
      ...update,
      ...["--label", "Shop", "--scopes", "read", "--json-keep-alive", "yes"],
      ...limits,
    );
    const { budget, ...others } = CHANGES;
    expect<unknown>(JSON.parse(out)).toEqual({
      ...{ id, ...others, budget, expires_at: null },
      allowed_addresses: ["192.0.2.7/32"],
    });
    const removed = await cliInProcess(
      settings(),
      ...update,
      ...["--budget", "none", "--allow-ip", "none", "--label", "none", "--json-keep-alive", "no"],
    );
    expect<unknown>(JSON.parse(removed.out)).toMatchObject({
      ...{ budget: null, allowed_addresses: [], label: null, json_keep_alive: false },
      scopes: ["read"],
    });
    const [, entry] = await listEntries(id, "key.update");
    expect(entry?.actor).toBe("operator");
    const wrong = await cliInProcess(settings(), ...update, "--budget", "none/day");
    expect(wrong.code).toBe(2);
  });

  test("by key rotate reports no old secret beyond the expiry of the key", async () => {
    const { id, expires_at } = await create({ dialect: "hub", expires_in_days: 1 });
    const { out } = await cliInProcess(settings(), "key", "rotate", id, "--overlap", "72h");
    const end = expires_at?.slice(0, 16).replace("T", " ");
    expect(out).toContain(`The old key is valid until ${end} UTC.`);
  });
});

const settings = () => ({ DATABASE_URL: app.databaseUrl, DATA_DIR: app.dataDir });

/** Moves an account to a plan whose keys live at most 30 days. */
async function limitKeyDays({ accountId }: AccountClient): Promise<void> {
  await app.ctx.db.query(
    `insert into plans (id, name, max_key_days) values ('limited', 'LIMITED', 30)
     on conflict (id) do nothing`,
    [],
  );
  await app.ctx.db.query("update accounts set plan_id = 'limited' where id = $1", [accountId]);
}

function toRequest(): Schemas["UpdateKeyRequest"] {
  const { allowed_addresses, scopes, ...others } = CHANGES;
  return { ...others, allowed_addresses: [...allowed_addresses], scopes: [...scopes] };
}

function create(
  json: Omit<Schemas["CreateKeyRequest"], "label"> & { label?: string | null },
  owner = person,
) {
  return requestJson<Schemas["CreatedKey"]>(owner, "/api/account/keys", { json });
}

function send(id: string, json: Schemas["UpdateKeyRequest"], owner = person): Promise<Response> {
  return owner.call(`/api/account/keys/${id}`, { method: "PATCH", json });
}

async function change(id: string, json: Schemas["UpdateKeyRequest"], owner = person) {
  const reply = await send(id, json, owner);
  if (reply.status !== 200) throw new Error(`${reply.status}: ${await reply.text()}`);
  return (await reply.json()) as Schemas["Key"];
}

async function find(id: string): Promise<Schemas["Key"] | undefined> {
  const { data } = await requestJson<Schemas["KeyList"]>(person, "/api/account/keys");
  return data.find((key) => key.id === id);
}

async function listEntries(subject: string, action: string) {
  const path = `/api/account/audit?action=${action}`;
  const { data } = await requestJson<Schemas["AuditEntryList"]>(person, path);
  return data.filter((entry) => entry.subject === subject);
}
