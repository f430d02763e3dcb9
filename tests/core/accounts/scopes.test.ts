import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type AccountClient, readBody, signUp } from "../../support/account-client.ts";
import { type App, startApp } from "../../support/app.ts";
import { cliInProcess } from "../../support/cli.ts";
import { type Schemas, requestJson, signUpWithCredits } from "../../support/playground.ts";

let app: App;
let person: AccountClient;

beforeAll(async () => {
  app = await startApp({ worker: false, env: { TRUSTED_PROXIES: "1" } });
  person = await signUpWithCredits(app);
  await app.ctx.db.query("update accounts set plan_id = 'pro'", []);
});

afterAll(() => app.stop());

describe("the scopes of a key", () => {
  test("are read and generate by default, and listed", async () => {
    const created = await create({ dialect: "hub" });
    expect(created.scopes).toEqual(["read", "generate"]);
    const { data } = await requestJson<Schemas["KeyList"]>(person, "/api/account/keys");
    expect(data.find(({ id }) => id === created.id)?.scopes).toEqual(["read", "generate"]);
  });

  test.each([[[]], [["read", "read"]], [["admin"]]])("%p are rejected with 400", async (scopes) => {
    const reply = await person.call("/api/account/keys", { json: { dialect: "hub", scopes } });
    expect(reply.status).toBe(400);
  });

  test("are set by key create and shown by key list", async () => {
    const settings = { DATABASE_URL: app.databaseUrl, DATA_DIR: app.dataDir };
    const args = ["--email", person.email, "--json"];
    const made = ["key", "create", "--dialect", "plus", "--scopes", "manage,read", ...args];
    const { id, scopes } = JSON.parse(
      (await cliInProcess(settings, ...made)).out,
    ) as Schemas["Key"];
    expect(scopes).toEqual(["read", "manage"]);
    const { keys } = JSON.parse((await cliInProcess(settings, "key", "list", ...args)).out) as {
      keys: Schemas["Key"][];
    };
    expect(keys.find((key) => key.id === id)?.scopes).toEqual(["read", "manage"]);
  });

  test("are in the audit log", async () => {
    const { id } = await create({ dialect: "hub", scopes: ["read"] });
    expect(await findEntry(id)).toMatchObject({
      action: "key.create",
      reason: null,
      details: { after: { scopes: ["read"] } },
    });
  });

  test("stay when the key is rotated", async () => {
    const { id } = await create({ dialect: "hub", scopes: ["read"] });
    const rotated = await person.call(`/api/account/keys/${id}/rotate`, { json: {} });
    expect(((await rotated.json()) as Schemas["CreatedKey"]).scopes).toEqual(["read"]);
  });
});

describe("a key with the scope manage", () => {
  test("creates a key with its own scopes, and the audit log names it", async () => {
    const manager = await create({ dialect: "hub", scopes: ["read", "manage"] });
    const reply = await call(manager, "/api/account/keys", { dialect: "plus", scopes: ["read"] });
    expect(reply.status).toBe(201);
    const { id } = (await reply.json()) as Schemas["CreatedKey"];
    expect(await findEntry(id)).toMatchObject({
      actor: person.email,
      action: "key.create",
      reason: `API key ${manager.id}`,
    });
  });

  test("creates and rotates no key with a scope that it lacks", async () => {
    const manager = await create({ dialect: "hub", scopes: ["manage"] });
    const { id } = await create({ dialect: "hub" });
    const attempts: [string, object][] = [
      ["/api/account/keys", { dialect: "hub" }],
      ["/api/account/keys", { dialect: "hub", scopes: ["manage", "read"] }],
      [`/api/account/keys/${id}/rotate`, {}],
    ];
    for (const [path, json] of attempts) {
      const reply = await call(manager, path, json);
      expect({ path, status: reply.status }).toEqual({ path, status: 403 });
      expect((await readBody(reply)).error?.code).toBe("insufficient_scope");
    }
  });

  test("creates keys that expire with it at the latest", async () => {
    const manager = await create({ dialect: "hub", scopes: ["manage"], expires_in_days: 10 });
    const expiry = async (fields: object) => {
      const json = { dialect: "hub", scopes: ["manage"], ...fields };
      const reply = await call(manager, "/api/account/keys", json);
      return ((await reply.json()) as Schemas["CreatedKey"]).expires_at;
    };
    expect(await expiry({})).toBe(manager.expires_at);
    expect(await expiry({ expires_in_days: 20 })).toBe(manager.expires_at);
    const earlier = (await expiry({ expires_in_days: 2 })) ?? "";
    expect(earlier < (manager.expires_at ?? "")).toBe(true);
  });

  test("rotates no key that expires later than itself", async () => {
    const createManager = (expires_in_days: number | null) =>
      create({ dialect: "hub", scopes: ["manage"], expires_in_days });
    const manager = await createManager(10);
    const keys = [manager];
    for (const days of [null, 20, 2]) keys.push(await createManager(days));
    const statuses: number[] = [];
    for (const { id } of keys)
      statuses.push((await call(manager, `/api/account/keys/${id}/rotate`, {})).status);
    expect(statuses).toEqual([200, 403, 403, 200]);
  });

  test("that is limited to addresses creates no key, which would not be limited", async () => {
    const manager = await create({
      dialect: "hub",
      scopes: ["manage"],
      allowed_addresses: ["192.0.2.7"],
    });
    const reply = await call(manager, "/api/account/keys", { dialect: "hub", scopes: ["manage"] });
    expect(reply.status).toBe(403);
    expect((await readBody(reply)).error?.code).toBe("insufficient_scope");
  });

  test("counts its requests, and counts in place of the session of the same request", async () => {
    const manager = await create({ dialect: "plus", scopes: ["manage"] });
    const stranger = await signUp(app);
    const headers = { authorization: `Bearer ${manager.key}` };
    const reply = await stranger.call("/api/account", { headers });
    expect(reply.headers.get("x-ratelimit-remaining")).toBe("599");
    expect(await reply.json()).toMatchObject({ id: person.accountId, csrf_token: "" });
  });

  test("gets 401 when it is revoked", async () => {
    const manager = await create({ dialect: "hub", scopes: ["manage"] });
    await person.call(`/api/account/keys/${manager.id}`, { method: "DELETE" });
    const reply = await call(manager, "/api/account/quote", {});
    expect(reply.status).toBe(401);
  });

  test("and generate creates a generation that counts as its own", async () => {
    const manager = await create({ dialect: "hub", scopes: ["generate", "manage"] });
    const json = { model: "gpt-image-2", prompt: "a hill", size: "1024x1024" };
    const reply = await call(manager, "/api/account/generations", json);
    expect(reply.status).toBe(202);
    const { id } = (await reply.json()) as Schemas["GenerationDetail"];
    const { rows } = await app.ctx.db.query("select key_id from generations where id = $1", [id]);
    expect<unknown[]>(rows).toEqual([{ keyId: manager.id }]);
  });
});

async function create(json: Schemas["CreateKeyRequest"]): Promise<Schemas["CreatedKey"]> {
  return requestJson(person, "/api/account/keys", { json });
}

/** Sends a request with a key, from an address that all keys of these tests allow. */
function call({ key }: { key: string }, path: string, json: object): Promise<Response> {
  const headers = {
    authorization: `Bearer ${key}`,
    "content-type": "application/json",
    "x-forwarded-for": "192.0.2.7",
  };
  return app.fetch(path, { method: "POST", headers, body: JSON.stringify(json) });
}

async function findEntry(subject: string) {
  const { data } = await requestJson<Schemas["AuditEntryList"]>(person, "/api/account/audit");
  return data.find((entry) => entry.subject === subject);
}
