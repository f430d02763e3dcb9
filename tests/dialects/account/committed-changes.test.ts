import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type AccountClient, readBody } from "../../support/account-client.ts";
import { type App, startApp } from "../../support/app.ts";
import { createDatabase, type Database } from "../../support/database.ts";
import { type Schemas, requestJson, signUpAdmin } from "../../support/playground.ts";
import { startTcpProxy, type TcpProxy } from "../../support/tcp-proxy.ts";

const HOST = "127.0.0.1:1";

let database: Database;
let line: TcpProxy;
let app: App;
let boss: AccountClient;

beforeAll(async () => {
  database = await createDatabase();
  line = await startTcpProxy(database.url);
  const options = { worker: false, env: { OUTBOUND_ALLOW: HOST } };
  app = await startApp({ ...options, database: { url: line.url, drop: async () => {} } });
  boss = await signUpAdmin(app);
});

afterAll(async () => {
  await app.stop();
  await line.close();
  await database.drop();
});

// Their responses are read after the commit.
describe("a change whose response cannot be read at once is not answered with an error:", () => {
  test("a grant without a reference", async () => {
    const json = { credits: 70, source: "purchase", reason: "an order" };
    const reply = await callLosing("from credit_grants", grantsPath(), json);
    expect(reply.status).toBe(201);
    expect(await readBody(reply)).toMatchObject({ amount: 70, remaining: 70 });
  });

  test("a new key", async () => {
    const reply = await callLosing("list_key_budgets", "/api/account/keys", { dialect: "hub" });
    expect(reply.status).toBe(201);
    expect(await useKey(reply)).toBe(200);
  });

  test("a new webhook", async () => {
    const json = { url: `http://${HOST}/hook`, events: ["generation.succeeded"] };
    const reply = await callLosing("from webhook_endpoints", "/api/account/webhooks", json);
    expect(reply.status).toBe(201);
    expect((await readBody(reply))["secret"]).toBeString();
  });

  test("a rotation that ends the old secret, in an outage that fails other requests", async () => {
    const { id } = await requestJson<Schemas["CreatedKey"]>(boss, "/api/account/keys", {
      json: { dialect: "hub" },
    });
    const rotated = line.passReply("replace_key_secret");
    const json = { overlap_hours: 0 };
    const asked = boss.call(`/api/account/keys/${id}/rotate`, { json });
    await rotated;
    line.cut();
    // The second one waits for a connection as long as Postgres may take to restart.
    for (let request = 0; request < 2; request++)
      expect((await boss.call("/api/account/keys")).status).toBe(503);
    line.restore();
    const reply = await asked;
    expect(reply.status).toBe(200);
    expect(await useKey(reply)).toBe(200);
  });
});

describe("a grant whose outcome is unknown is answered 503", () => {
  test("with the advice to look for it, if it has no reference", async () => {
    const json = { credits: 30, source: "purchase", reason: "an order" };
    const reply = await callLosing("admin_grant", grantsPath(), json);
    expect(reply.status).toBe(503);
    expect((await readBody(reply)).error?.message).toContain("may have been granted");
  });

  test("as usual if it has a reference, because a repetition grants nothing", async () => {
    const json = { credits: 30, source: "purchase", reason: "an order", reference: "invoice 1" };
    const reply = await callLosing("admin_grant", grantsPath(), json);
    expect(reply.status).toBe(503);
    expect((await readBody(reply)).error?.message).not.toContain("may have been granted");
    expect((await boss.call(grantsPath(), { json })).status).toBe(409);
  });
});

const grantsPath = () => `/api/admin/accounts/${boss.accountId}/grants`;

/** Sends a request, and loses the reply to its next statement that contains `text`. */
async function callLosing(text: string, path: string, json: object): Promise<Response> {
  const lost = line.loseReply(text);
  const asked = boss.call(path, { json });
  await Promise.race([lost, asked]);
  return asked;
}

/** Returns the status of a request with the key of a response. */
async function useKey(reply: Response): Promise<number> {
  const { key } = (await reply.json()) as Schemas["CreatedKey"];
  const headers = { authorization: `Bearer ${key}` };
  return (await app.fetch("/api/v1/credits", { headers })).status;
}
