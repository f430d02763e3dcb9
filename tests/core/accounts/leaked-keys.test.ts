import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import postgres from "postgres";
import { generateKey } from "../../../src/core/accounts/key-format.ts";
import { prefixes } from "../../../src/dialects/prefixes.ts";
import { type AccountClient, sendRequest, signUp } from "../../support/account-client.ts";
import { type App, startApp } from "../../support/app.ts";
import { findViolations } from "../../support/invariants.ts";
import { type Schemas, requestJson } from "../../support/playground.ts";
import { getDelivery, listDeliveries, registerEndpoint } from "../../support/webhooks.ts";

const PATH = "/api/account/keys/report-leak";

let app: App;
let person: AccountClient;
let sql: postgres.Sql;

beforeAll(async () => {
  const env = { TRUSTED_PROXIES: "1", OUTBOUND_ALLOW: "127.0.0.1:9" };
  app = await startApp({ worker: false, env });
  person = await signUp(app);
  sql = postgres(app.databaseUrl, { max: 1 });
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await sql.end();
  await app.stop();
});

describe("a report of a leaked key", () => {
  test("revokes it at once, is in the audit log and reaches subscribed webhooks only", async () => {
    const { id, key, last_four } = await create({ dialect: "hub", label: "Shop" });
    const hook = await registerEndpoint(person, "http://127.0.0.1:9/hook", ["key.leaked"]);
    const other = await registerEndpoint(person, "http://127.0.0.1:9/other", ["credits.low"]);
    expect(await report(key, "192.0.2.1")).toEqual({ status: 202, body: { received: true } });
    expect(await useKey(key)).toBe(401);
    const [entry] = await listEntries(id);
    expect(entry).toMatchObject({ action: "key.revoke", reason: "Reported as leaked" });
    expect(entry).toMatchObject({ actor: "anonymous", address: "192.0.2.1" });
    expect(await listDeliveries(person, other.id)).toEqual([]);
    const deliveries = await listDeliveries(person, hook.id);
    expect(deliveries).toMatchObject([{ event: "key.leaked", test: false }]);
    const { body } = await getDelivery(person, hook.id, deliveries[0]?.id ?? "");
    expect(JSON.parse(body)).toEqual({
      event: "key.leaked",
      data: {
        keyId: id,
        label: "Shop",
        hint: `gih_live_…${last_four}`,
        createdAt: expect.any(String),
      },
    });
  });

  test("has the same response for a key that is unknown, malformed or reported before", async () => {
    const { id, key } = await create({ dialect: "plus" });
    const same = { status: 202, body: { received: true } };
    for (const text of [key, key, generateKey(prefixes.hub), "gih_live_x", "anything"])
      expect(await report(text, "192.0.2.2")).toEqual(same);
    expect(await listEntries(id)).toHaveLength(2);
  });

  test("with a secret that a rotation has ended does not revoke the key", async () => {
    const { id, key } = await create({ dialect: "hub" });
    const path = `/api/account/keys/${id}/rotate`;
    const json = { overlap_hours: 0 };
    const rotated = await requestJson<Schemas["CreatedKey"]>(person, path, { json });
    await report(key, "192.0.2.3");
    expect(await useKey(rotated.key)).toBe(200);
    await report(rotated.key, "192.0.2.3");
    expect(await useKey(rotated.key)).toBe(401);
  });

  test("names neither the owner nor the reporter once the account is closed", async () => {
    const owner = await signUp(app);
    const { id, key } = await create({ dialect: "hub" }, owner);
    await report(key, "192.0.2.7");
    const find = () => sql`select actor_id, actor, address from audit_entries where subject = ${id}
      and action = 'key.revoke'`;
    expect(await find()).toMatchObject([
      { actor_id: null, actor: "anonymous", address: "192.0.2.7" },
    ]);
    await sql`select owner_close_account(${owner.accountId})`;
    expect(await find()).toMatchObject([{ actor_id: null, actor: "erased", address: null }]);
  });

  test("does not wait for the account of a key that is revoked", async () => {
    const { key } = await create({ dialect: "hub" });
    await report(key, "192.0.2.8");
    await sql.begin(async (locked) => {
      await locked`select 1 from accounts where id = ${person.accountId} for no key update`;
      expect((await report(key, "192.0.2.8")).status).toBe(202);
    });
  });

  test("is limited by the address of its sender", async () => {
    for (let attempt = 0; attempt < 30; attempt++)
      expect((await report("anything", "192.0.2.4")).status).toBe(202);
    const { key } = await create({ dialect: "hub" });
    expect((await report(key, "192.0.2.4")).status).toBe(429);
    expect(await useKey(key)).toBe(200);
    expect((await report(key, "192.0.2.5")).status).toBe(202);
  });

  test("does not appear in the log", async () => {
    const { key } = await create({ dialect: "hub" });
    await report(key, "192.0.2.6");
    expect(app.lines.some((line) => line.includes(key))).toBe(false);
  });
});

function create(json: Schemas["CreateKeyRequest"], owner = person) {
  return requestJson<Schemas["CreatedKey"]>(owner, "/api/account/keys", { json });
}

async function report(key: string, address: string) {
  const headers = { "x-forwarded-for": address };
  const reply = await sendRequest(app, PATH, { json: { key }, headers });
  return { status: reply.status, body: (await reply.json()) as object };
}

async function useKey(key: string): Promise<number> {
  const headers = { authorization: `Bearer ${key}` };
  return (await app.fetch("/api/v1/credits", { headers })).status;
}

/** Lists the audit entries about a key, the newest first. */
async function listEntries(id: string) {
  const { data } = await requestJson<Schemas["AuditEntryList"]>(person, "/api/account/audit");
  return data.filter(({ subject }) => subject === id);
}
