import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type App, type Customer, startApp } from "../support/app.ts";
import { sendRequest, signUp, toAccountClient } from "../support/account-client.ts";

const ADDRESS = "192.0.2.7";
const USER_AGENT = "request-log-test/1.0";
const CLIENT = { "x-forwarded-for": `203.0.113.9, ${ADDRESS}`, "user-agent": USER_AGENT };
const PASSWORD = "correct horse battery";

type Line = Record<string, unknown>;

let app: App;
let customer: Customer;

beforeAll(async () => {
  app = await startApp({ env: { TRUSTED_PROXIES: "1" } });
  customer = await app.customer();
});
afterAll(() => app.stop());

/** Runs requests and returns the log lines of an event that they cause. */
async function collect(event: string, run: () => Promise<unknown>): Promise<Line[]> {
  const before = app.lines.length;
  await run();
  // Each line of the log is one JSON object.
  const lines = app.lines.slice(before).map((line) => JSON.parse(line) as Line);
  return lines.filter((line) => line.event === event);
}

test("a line of the log has no control characters, with any user agent", async () => {
  const before = app.lines.length;
  const headers = { "user-agent": "a\x9b2Jb\x85c\x7fd" };
  const [line] = await collect("request", () => customer.call("/api/v1/credits", { headers }));
  expect(String(line?.["userAgent"])).toContain("2Jb");
  for (const text of app.lines.slice(before)) {
    expect(text).not.toMatch(/[\0-\x1f\x7f-\x9f]/);
  }
});

describe("the log of a request contains its client, account and key:", () => {
  test("of an API", async () => {
    const lines = await collect("request", () =>
      customer.call("/api/v1/credits?secret=value", { headers: CLIENT }),
    );
    const { accountId, keyId } = customer;
    const client = { address: ADDRESS, userAgent: USER_AGENT, accountId, keyId };
    const request = { method: "GET", path: "/api/v1/credits", status: 200, dialect: "hub" };
    expect(lines).toEqual([expect.objectContaining({ ...client, ...request })]);
    expect(JSON.stringify(lines)).not.toContain("secret");
  });

  test("of a session", async () => {
    const person = await signUp(app);
    const lines = await collect("request", () => person.call("/api/account", { headers: CLIENT }));
    const { accountId } = person;
    expect(lines).toEqual([expect.objectContaining({ address: ADDRESS, accountId, status: 200 })]);
  });

  test.each([
    ["docs", "/docs/errors", 200],
    ["a file", "/files/generations/none/0.png", 404],
    ["an upload", "/uploads/none.png?signature=abc", 403],
    ["the console", "/", 200],
    ["metrics that are not permitted", "/metrics", 404],
    ["an unknown path", "/api/v1/nothing", 404],
  ])("of %s", async (_, path, status) => {
    const method = path.startsWith("/uploads") ? "PUT" : "GET";
    const init = { method, headers: CLIENT };
    const lines = await collect("request", () => fetch(app.url + path, init));
    const client = { address: ADDRESS, userAgent: USER_AGENT };
    const pathname = path.split("?")[0];
    expect(lines).toEqual([expect.objectContaining({ ...client, path: pathname, status })]);
  });

  test("with a user agent of limited length, on one line", async () => {
    const headers = { ...CLIENT, "user-agent": `"},\t{"event":"x${"a".repeat(5000)}` };
    const lines = await collect("request", () => fetch(`${app.url}/docs`, { headers }));
    expect(lines).toHaveLength(1);
    expect(String(lines[0]?.userAgent)).toHaveLength(300);
  });
});

/** Returns the security events that a request of the client causes. */
function collectEvents(run: () => Promise<unknown>): Promise<Line[]> {
  return collect("security_event", run);
}

const failed = (action: string, status: number) =>
  expect.objectContaining({ action, status, outcome: "failed", level: "warn", address: ADDRESS });

describe("a security event is logged for", () => {
  test("a key that is missing, unknown, revoked or of another API", async () => {
    const revoked = await app.customer();
    await app.ctx.db.query("update keys set revoked_at = clock() where id = $1", [revoked.keyId]);
    const { key: foreign } = await app.customer({ dialect: "plus" });
    for (const [key, status] of [
      ["", 401],
      ["gih_live_unknown", 401],
      [revoked.key, 401],
      [foreign, 403],
    ] as const) {
      const headers = { ...CLIENT, authorization: `Bearer ${key}` };
      const lines = await collectEvents(() =>
        app.fetch("/api/v1/images/generations/x", { headers }),
      );
      const other = await collectEvents(() =>
        app.fetch("/api/v1/images/generations", { method: "POST", headers }),
      );
      expect([...lines, ...other]).toContainEqual(failed("createImage", status));
      expect(JSON.stringify(other)).not.toContain(key || "Bearer");
    }
  });

  test("a sign-in that succeeds, and each that fails until the limit", async () => {
    const { email, accountId } = await signUp(app);
    const signIn = (password: string) =>
      sendRequest(app, "/api/auth/sign-in", { headers: CLIENT, json: { email, password } });
    const success = await collectEvents(() => signIn(PASSWORD));
    const client = { address: ADDRESS, userAgent: USER_AGENT };
    const event = { action: "signIn", outcome: "succeeded", level: "info" };
    expect(success).toEqual([expect.objectContaining({ ...client, ...event, accountId })]);
    const events = await collectEvents(async () => {
      for (let n = 0; n < 12; n++) await signIn("not the password");
    });
    expect(events).toHaveLength(12);
    expect(events[0]).toEqual(failed("signIn", 401));
    expect(events.at(-1)).toEqual(failed("signIn", 429));
    expect(JSON.stringify([success, events])).not.toContain(email);
  });

  test("changes of password, keys, webhook secrets and sessions", async () => {
    const person = await signUp(app);
    const { accountId } = person;
    const send = (path: string, json: unknown = {}) =>
      person.call(`/api/account${path}`, { headers: CLIENT, json });
    const events = await collectEvents(async () => {
      const key = await (await send("/keys", { dialect: "hub" })).json();
      await send(`/keys/${key.id}/rotate`);
      await person.call(`/api/account/keys/${key.id}`, { method: "DELETE", headers: CLIENT });
      const url = "https://1.1.1.1/hook";
      const webhook = await (
        await send("/webhooks", { url, events: ["generation.succeeded"] })
      ).json();
      await send(`/webhooks/${webhook.id}/rotate-secret`);
      const passwords = { current_password: "not it", new_password: "another long password" };
      await send("/password", passwords);
      await person.call("/api/auth/sign-out", { method: "POST", headers: CLIENT });
    });
    const actions = events.map(({ action, outcome }) => `${action} ${outcome}`);
    expect(actions).toEqual([
      ...["createKey succeeded", "rotateKey succeeded", "revokeKey succeeded"],
      ...["createWebhook succeeded", "rotateWebhookSecret succeeded", "changePassword failed"],
      "signOut succeeded",
    ]);
    for (const event of events) expect(event).toMatchObject({ accountId, address: ADDRESS });
  });

  test("a request of another site, and of a customer for admins", async () => {
    const person = await signUp(app);
    const headers = { ...CLIENT, origin: "https://evil.example" };
    const json = { theme: "dark" };
    const forged = await collectEvents(() =>
      person.call("/api/account", { method: "PATCH", headers, json }),
    );
    expect(forged).toEqual([failed("updateAccount", 403)]);
    const admin = await collectEvents(() =>
      person.call("/api/admin/accounts", { headers: CLIENT }),
    );
    expect(admin).toEqual([failed("listAccounts", 403)]);
  });

  test("a change by an admin, but no reading", async () => {
    const email = `${crypto.randomUUID()}@example.com`;
    const reply = await sendRequest(app, "/api/auth/sign-up", {
      json: { email, password: PASSWORD },
    });
    const admin = await toAccountClient(app, reply, { email, password: PASSWORD });
    await app.ctx.db.query("update accounts set admin = true where id = $1", [admin.accountId]);
    const events = await collectEvents(async () => {
      await admin.call("/api/admin/accounts", { headers: CLIENT });
      const path = `/api/admin/accounts/${customer.accountId}`;
      await admin.call(path, { method: "PATCH", headers: CLIENT, json: { plan: "max" } });
    });
    expect(events.map(({ action }) => action)).toEqual(["updateAdminAccount"]);
  });
});
