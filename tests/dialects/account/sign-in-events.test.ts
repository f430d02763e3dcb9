import { afterAll, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import postgres from "postgres";
import { chainAuditEntries, verifyAuditLog } from "../../../src/core/audit/chain.ts";
import {
  type AccountClient,
  readCookie,
  sendRequest,
  signUp,
} from "../../support/account-client.ts";
import { type App, startApp } from "../../support/app.ts";
import { requestJson, signUpAdmin, type Schemas } from "../../support/playground.ts";

const WRONG = "a wrong password";
const ATTACKER = "203.0.113.9";

let app: App;
let sql: postgres.Sql;

beforeAll(async () => {
  app = await startApp({ worker: false, env: { TRUSTED_PROXIES: "1" } });
  sql = postgres(app.databaseUrl, { max: 2 });
});
beforeEach(async () => {
  await sql`delete from sign_in_attempts`;
});
afterAll(async () => {
  await sql.end();
  await app.stop();
});

async function guess(email: string, from: string, times = 1): Promise<void> {
  const headers = { "x-forwarded-for": from };
  for (let count = 0; count < times; count += 1) {
    const json = { email, password: `${WRONG} ${count}` };
    const { status } = await sendRequest(app, "/api/auth/sign-in", { json, headers });
    expect([401, 429]).toContain(status);
  }
}

/** Returns the audit log of an account without its sign-ins, oldest first. */
async function readEvents(person: AccountClient, path = "/api/account/audit?limit=100") {
  const { data } = await requestJson<Schemas["AuditEntryList"]>(person, path);
  return data.filter(({ action }) => action !== "session.start").toReversed();
}

describe("the owner's audit log has", () => {
  test("the first and the tenth wrong password of a client, and that it is locked out", async () => {
    const person = await signUp(app);
    await guess(person.email, ATTACKER, 14);
    const event = { actor: "anonymous", address: ATTACKER, account_id: person.accountId };
    expect(await readEvents(person)).toMatchObject([
      { ...event, action: "session.fail", details: { after: { attempts: 1 } } },
      { ...event, action: "session.fail", details: { after: { attempts: 10 } } },
      { ...event, action: "session.lock", details: {} },
    ]);
  });

  test("each client, which operators see as well", async () => {
    const person = await signUp(app);
    await guess(person.email, ATTACKER, 2);
    await guess(person.email, "198.51.100.7");
    const admin = await signUpAdmin(app);
    const path = `/api/admin/audit?account_id=${person.accountId}&action=session.fail`;
    expect(await readEvents(admin, path)).toMatchObject([
      { address: ATTACKER, account_email: person.email, actor: "anonymous" },
      { address: "198.51.100.7", account_email: person.email, actor: "anonymous" },
    ]);
  });

  test("a wrong password of a session, by the account itself", async () => {
    const person = await signUp(app);
    const json = { password: WRONG };
    await person.call("/api/account/session/confirm", { json });
    expect(await readEvents(person)).toMatchObject([
      { action: "session.fail", actor: person.email, details: { after: { attempts: 1 } } },
    ]);
  });

  test("the end of a session that a new sign-in replaces", async () => {
    const { email, password, cookie, ...person } = await signUp(app);
    const init = { json: { email, password }, headers: { cookie } };
    const reply = await sendRequest(app, "/api/auth/sign-in", init);
    expect(reply.status).toBe(200);
    expect((await person.call("/api/account")).status).toBe(401);
    const headers = { cookie: readCookie(reply) };
    const log = await sendRequest(app, "/api/account/audit?action=session.end", { headers });
    expect(await log.json()).toMatchObject({ data: [{ actor: email }] });
  });
});

test("clients of one account beyond twenty in an hour share entries without an address", async () => {
  const person = await signUp(app);
  for (let host = 1; host <= 33; host += 1) await guess(person.email, `192.0.2.${host}`);
  const addresses = (await readEvents(person)).map(({ address }) => address);
  const own = Array.from({ length: 20 }, (_, index) => `192.0.2.${index + 1}`);
  // The 1st and the 10th of the 13 attempts of further clients.
  expect(addresses).toEqual([...own, null, null]);
});

test("wrong passwords for unknown addresses write no entries", async () => {
  const email = `${crypto.randomUUID()}@example.com`;
  const [before] = await sql`select count(*)::integer as entries from audit_entries`;
  await guess(email, ATTACKER, 12);
  const [after] = await sql`select count(*)::integer as entries from audit_entries`;
  expect(after).toEqual(before);
});

test("an hour later, a client has entries again", async () => {
  const person = await signUp(app);
  await guess(person.email, ATTACKER, 2);
  await sql`update sign_in_attempts set started_at = started_at - interval '61 minutes'`;
  await guess(person.email, ATTACKER);
  expect(await readEvents(person)).toMatchObject([
    { details: { after: { attempts: 1 } } },
    { details: { after: { attempts: 1 } } },
  ]);
});

test("closing the account erases the addresses of its events, and the chain stays valid", async () => {
  const person = await signUp(app);
  await guess(person.email, ATTACKER, 11);
  const { password } = person;
  await person.call("/api/account/delete", { json: { password } });
  const rows = await sql`
    select actor, address, details
    from audit_entries
    where account_id = ${person.accountId} and action in ('session.fail', 'session.lock')`;
  const erased = { actor: "erased", address: null, details: {} };
  expect([...rows]).toEqual([erased, erased, erased]);
  await chainAuditEntries(app.ctx);
  expect((await verifyAuditLog(app.ctx)).faults).toEqual([]);
});
