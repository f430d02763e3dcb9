import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type App, startApp } from "../../support/app.ts";
import { findViolations } from "../../support/invariants.ts";
import {
  type AccountClient,
  sendRequest,
  signUp,
  toAccountClient,
} from "../../support/account-client.ts";
import { requestJson, signUpAdmin, type Schemas } from "../../support/playground.ts";
import { registerEndpoint } from "../../support/webhooks.ts";

type Audit = Schemas["AuditEntryList"];

const OWN = "/api/account/audit";
const PASSWORD = "an even longer battery";

let app: App;
let boss: AccountClient;

beforeAll(async () => {
  app = await startApp({ worker: false });
  boss = await signUpAdmin(app);
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
});

const readOwn = async (person: AccountClient, query = "") =>
  (await requestJson<Audit>(person, `${OWN}${query}`)).data;

async function latest(person: AccountClient): Promise<Schemas["AuditEntry"] | undefined> {
  return (await readOwn(person, "?limit=1"))[0];
}

describe("the owner's audit log has", () => {
  test("the session of the sign-up with its address and client, and its end", async () => {
    const person = await signUp(app);
    const started = {
      ...{ actor: person.email, action: "session.start", account_id: person.accountId },
      ...{ address: "127.0.0.1", details: { after: { user_agent: "Bun/1.4.5" } } },
    };
    expect(await readOwn(person)).toMatchObject([started]);
    const { email, password } = person;
    const reply = await sendRequest(app, "/api/auth/sign-in", { json: { email, password } });
    const second = await toAccountClient(app, reply, person);
    await second.call("/api/account/sessions", { method: "DELETE" });
    const ended = { action: "session.end", address: "127.0.0.1", actor: email };
    expect(await readOwn(second)).toMatchObject([ended, started, started]);
  });

  test("a key that is created, rotated and revoked", async () => {
    const person = await signUp(app);
    const json = { dialect: "hub", label: "Shop", expires_in_days: 7 };
    const key = await requestJson<Schemas["CreatedKey"]>(person, "/api/account/keys", { json });
    const own = { actor: person.email, address: "127.0.0.1", subject: key.id };
    const created = { label: "Shop", dialect: "hub", last_four: key.last_four };
    expect(await latest(person)).toMatchObject({
      ...{ ...own, action: "key.create" },
      details: { after: { ...created, expires_at: expect.any(String) } },
    });
    const rotated = await requestJson<Schemas["CreatedKey"]>(
      person,
      `/api/account/keys/${key.id}/rotate`,
      { json: { overlap_hours: 2 } },
    );
    expect(await latest(person)).toMatchObject({
      ...{ ...own, action: "key.rotate" },
      details: { after: { last_four: rotated.last_four, overlap_seconds: 7200 } },
    });
    await person.call(`/api/account/keys/${key.id}`, { method: "DELETE" });
    expect(await latest(person)).toMatchObject({ ...own, action: "key.revoke" });
    const log = JSON.stringify(await readOwn(person));
    expect(log).not.toContain(key.key);
    expect(log).not.toContain(rotated.key);
  });

  test("a webhook that is created, changed, rotated and deleted, with both values", async () => {
    const person = await signUp(app);
    const { id } = await registerEndpoint(person, "https://93.184.215.14/first");
    expect(await latest(person)).toMatchObject({
      ...{ action: "webhook.create", subject: id },
      details: { after: { url: "https://93.184.215.14/first", enabled: true } },
    });
    const path = `/api/account/webhooks/${id}`;
    await person.call(path, { method: "PATCH", json: { enabled: false } });
    expect(await latest(person)).toMatchObject({
      ...{ action: "webhook.update", subject: id, actor: person.email },
      details: { before: { enabled: true }, after: { enabled: false } },
    });
    await person.call(path, { method: "PATCH", json: { enabled: false } });
    expect(await readOwn(person, "?action=webhook.update")).toHaveLength(1);
    await person.call(`${path}/rotate-secret`, { method: "POST" });
    expect(await latest(person)).toMatchObject({ action: "webhook.rotate", subject: id });
    await person.call(path, { method: "DELETE" });
    expect(await latest(person)).toMatchObject({ action: "webhook.delete", subject: id });
  });

  test("changed settings with both values, and only those that differ", async () => {
    const person = await signUp(app);
    const patch = (json: object) => person.call("/api/account", { method: "PATCH", json });
    await patch({ name: "Ada", language: "en", credits_low_at: 50 });
    expect(await latest(person)).toMatchObject({
      action: "account.settings",
      details: {
        before: { name: null, credits_low_at: 20 },
        after: { name: "Ada", credits_low_at: 50 },
      },
    });
    expect(Object.keys((await latest(person))?.details["after"] as object)).toHaveLength(2);
    await patch({ name: "Ada" });
    expect(await readOwn(person, "?action=account.settings")).toHaveLength(1);
  });

  test("a changed password", async () => {
    const person = await signUp(app);
    const json = { current_password: person.password, new_password: PASSWORD };
    await person.call("/api/account/password", { json });
    const reply = await sendRequest(app, "/api/auth/sign-in", {
      json: { email: person.email, password: PASSWORD },
    });
    const again = await toAccountClient(app, reply, { ...person, password: PASSWORD });
    expect(await readOwn(again, "?action=account.password")).toMatchObject([
      { actor: person.email, address: "127.0.0.1", account_id: person.accountId },
    ]);
  });

  test("changes by operators without their names and addresses", async () => {
    const person = await signUp(app);
    const grant = { credits: 5, source: "promo", reason: "welcome" };
    const path = `/api/admin/accounts/${person.accountId}/grants`;
    await boss.call(path, { json: grant });
    expect(await latest(person)).toMatchObject({
      ...{ action: "grant", actor: "operator", address: null, reason: "welcome" },
      details: { after: { credits: 5, source: "promo" } },
    });
    const seen = await requestJson<Audit>(
      boss,
      `/api/admin/audit?action=grant&account_id=${person.accountId}`,
    );
    expect(seen.data).toMatchObject([{ actor: boss.email, address: "127.0.0.1" }]);
  });
});

describe("an export has an entry in the audit log", () => {
  const entry = { action: "account.export", address: "127.0.0.1", details: {} };

  test("of the account by its owner, before the first byte", async () => {
    const person = await signUp(app);
    const reply = await person.call("/api/account/export");
    await reply.body?.cancel();
    const { email: actor, accountId: account_id } = person;
    expect(await latest(person)).toMatchObject({ ...entry, actor, account_id });
  });

  test("of the account with a key", async () => {
    const person = await signUp(app);
    const json = { dialect: "hub", scopes: ["manage"] };
    const { key } = await requestJson<{ key: string }>(person, "/api/account/keys", { json });
    const headers = { authorization: `Bearer ${key}` };
    await (await app.fetch("/api/account/export", { headers })).body?.cancel();
    expect(await latest(person)).toMatchObject(entry);
  });

  test.each(["csv", "jsonl"])("of the audit log as %s by an operator", async (format) => {
    const person = await signUp(app);
    const path = `/api/admin/audit.${format}?account_id=`;
    await (await boss.call(`${path}${person.accountId}`)).body?.cancel();
    expect(await latest(person)).toMatchObject({ action: "audit.export", actor: "operator" });
    for (const wanted of [crypto.randomUUID(), "all"])
      expect((await boss.call(`${path}${wanted}`)).status).toBe(200);
    const all = await requestJson<Audit>(boss, "/api/admin/audit?action=audit.export&limit=2");
    const { email: actor } = boss;
    expect(all.data).toMatchObject(
      Array(2).fill({ actor, address: "127.0.0.1", account_id: null }),
    );
  });

  test("not if it is rejected", async () => {
    const person = await signUp(app);
    expect((await person.call("/api/admin/audit.csv")).status).toBe(403);
    expect((await app.fetch("/api/account/export")).status).toBe(401);
    expect(await latest(person)).toMatchObject({ action: "session.start" });
  });
});

test("the owner's audit log has no entry of another account", async () => {
  const [person, other] = [await signUp(app), await signUp(app)];
  await other.call("/api/account", { method: "PATCH", json: { name: "Other" } });
  const query = `?account_id=${other.accountId}`;
  const entries = await readOwn(person);
  expect(entries.map(({ account_id }) => account_id)).toEqual([person.accountId]);
  // The parameter belongs to the operators' list only.
  expect((await person.call(`${OWN}${query}`)).ok ? await readOwn(person, query) : entries).toEqual(
    entries,
  );
  expect((await person.call("/api/admin/audit")).status).toBe(403);
  expect((await person.call("/api/admin/audit.csv")).status).toBe(403);
  expect((await person.call("/api/admin/audit.jsonl")).status).toBe(403);
});

test("an audit log is exported as CSV and JSON Lines with the filters of the list", async () => {
  const person = await signUp(app);
  const names = ["=1+1", "\n=2", "＝3"];
  for (const name of names) await person.call("/api/account", { method: "PATCH", json: { name } });
  const grant = { credits: 5, source: "promo", reason: "＝HYPERLINK(1)" };
  await boss.call(`/api/admin/accounts/${person.accountId}/grants`, { json: grant });
  const listed = await readOwn(person, "?action=account.settings");
  const lines = await (await person.call(`${OWN}.jsonl?action=account.settings`)).text();
  expect(
    lines
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line)),
  ).toEqual(listed);
  const csv = await person.call(`${OWN}.csv?action=grant`);
  expect(csv.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(csv.headers.get("content-disposition")).toBe('attachment; filename="audit-log.csv"');
  const [head = "", row = ""] = (await csv.text()).split("\r\n");
  expect(head).toBe(
    "id,created_at,actor,address,action,account_id,account_email,subject,reason,details",
  );
  expect(row).toContain(",'＝HYPERLINK(1),");
  const all = await (await boss.call("/api/admin/audit.jsonl")).text();
  expect(all).toContain(boss.email);
  expect(all).toContain(person.email);
});
