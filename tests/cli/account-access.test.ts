import { afterAll, beforeAll, expect, test } from "bun:test";
import { sendRequest, signUp } from "../support/account-client.ts";
import { type App, startApp } from "../support/app.ts";
import { cli } from "../support/cli.ts";
import { requestJson, signUpAdmin, type Schemas } from "../support/playground.ts";

let app: App;

beforeAll(async () => {
  app = await startApp({ worker: false });
});

afterAll(() => app.stop());

function run(...args: string[]) {
  return cli({ DATA_DIR: app.dataDir, DATABASE_URL: app.databaseUrl }, "account", ...args);
}

test("account promote and demote change the role of an operator, and one admin remains", async () => {
  const person = await signUp(app);
  const isAdmin = async () => (await requestJson<Schemas["Account"]>(person, "/api/account")).admin;
  const promoted = await run("promote", "--email", person.email, "--reason", "on call");
  expect(promoted.code).toBe(0);
  expect(promoted.out).toStartWith(`${person.email} now has the role admin.\n`);
  expect(await isAdmin()).toBe(true);
  expect(await run("demote", "--email", person.email)).toMatchObject({ code: 1 });
  const boss = await signUpAdmin(app);
  expect(await run("demote", "--email", person.email)).toMatchObject({ code: 0 });
  expect(await isAdmin()).toBe(false);
  const path = `/api/admin/audit?account_id=${person.accountId}&actor=cli`;
  const { data } = await requestJson<Schemas["AuditEntryList"]>(boss, path);
  expect(data).toMatchObject([
    { action: "account.role", details: { before: { role: "admin" }, after: { role: null } } },
    { action: "account.role", reason: "on call", details: { after: { role: "admin" } } },
  ]);
});

test("account list and account show name the role of an operator", async () => {
  const person = await signUp(app);
  await run("promote", "--email", person.email, "--role", "finance");
  const shown = JSON.parse((await run("show", "--email", person.email, "--json")).out);
  expect(shown).toMatchObject({ admin: false, role: "finance" });
  expect((await run("list", "--search", person.email)).out).toMatch(/ active +finance /);
});

test("account end-sessions ends every session, and keys stay valid", async () => {
  const person = await signUp(app);
  const { email, password } = person;
  const key = await requestJson<Schemas["CreatedKey"]>(person, "/api/account/keys", {
    json: { dialect: "hub" },
  });
  await sendRequest(app, "/api/auth/sign-in", { json: { email, password } });
  const { code, out } = await run("end-sessions", "--email", email, "--json");
  expect({ code, ...JSON.parse(out) }).toMatchObject({ code: 0, ended: 2, email });
  expect((await person.call("/api/account")).status).toBe(401);
  const headers = { authorization: `Bearer ${key.key}` };
  expect((await app.fetch("/api/v1/credits", { headers })).status).toBe(200);
});
