import { afterAll, beforeAll, expect, test } from "bun:test";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import postgres from "postgres";
import { type AccountClient, sendRequest, signUp } from "../support/account-client.ts";
import { type App, startApp } from "../support/app.ts";
import { cli, cliInProcess, type Result } from "../support/cli.ts";
import { eventually } from "../support/eventually.ts";
import { findViolations } from "../support/invariants.ts";
import {
  createInPlayground,
  finishInPlayground,
  signUpWithCredits,
} from "../support/playground.ts";

const SECRET = "my secret diagnosis";

let app: App;
let sql: postgres.Sql;

beforeAll(async () => {
  app = await startApp();
  sql = postgres(app.databaseUrl, { max: 1, onnotice: () => {} });
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await sql.end();
  await app.stop();
});

test("account list finds accounts by prefix and state, and account show shows one", async () => {
  const [first, second] = [await signUp(app), await signUpWithCredits(app, 7)];
  await runInProcess("disable", "--email", first.email, "--reason", "abuse");
  const all = await json("list");
  expect(all.accounts.map(({ id }: { id: string }) => id).slice(0, 2)).toEqual([
    second.accountId,
    first.accountId,
  ]);
  const disabled = await jsonInProcess("list", "--state", "disabled");
  expect(disabled.accounts).toMatchObject([{ id: first.accountId, state: "disabled" }]);
  const found = await jsonInProcess("list", "--search", second.email.slice(0, 12));
  expect(found).toMatchObject({ accounts: [{ email: second.email, credits: 7 }], next: null });
  expect(await json("show", "--email", second.email)).toMatchObject({
    ...{ id: second.accountId, email: second.email, plan: "free", state: "active" },
    ...{ admin: false, credits: 7, held: 0, disabled_at: null, closed_at: null },
  });
  const unknown = await runInProcess("show", "--email", "unknown@example.com");
  expect(unknown).toEqual({
    ...{ code: 1, out: "" },
    err: "darkroom: There is no account for unknown@example.com.\n",
  });
});

test("account disable ends sessions and cancels work, and account enable allows to sign in", async () => {
  const person = await signUpWithCredits(app);
  const { id } = await createInPlayground(person, { prompt: "#slow:30" });
  expect(await json("disable", "--email", person.email, "--reason", "abuse")).toEqual({
    ...{ id: person.accountId, email: person.email, disabled: true },
  });
  expect((await person.call("/api/account")).status).toBe(401);
  await eventually(async () => (await statusOf(id)) === "canceled", {
    message: "its work goes on",
  });
  expect((await signIn(person)).status).toBe(403);
  await run("enable", "--email", person.email);
  expect((await signIn(person)).status).toBe(200);
  expect(await listActions(person)).toEqual([
    { actor: "cli", action: "account.disable", reason: "abuse" },
    { actor: "cli", action: "account.enable", reason: null },
  ]);
});

test("account erase removes prompts and files, keeps the ledger, and can be repeated", async () => {
  const person = await signUpWithCredits(app);
  const { id } = await finishInPlayground(app, person, { prompt: SECRET });
  expect(await filesOf(id)).not.toEqual([]);
  const erased = await json("erase", "--email", person.email, "--reason", "request of the owner");
  expect(erased).toEqual({ id: person.accountId, erased: true });
  expect(await filesOf(id)).toEqual([]);
  const rows = await sql`
    select g.prompt, a.email
    from generations g
      join accounts a on a.id = g.account_id
    where g.id = ${id}`;
  const email = `closed-${person.accountId}@invalid`;
  expect([...rows]).toEqual([{ prompt: "", email }]);
  const entries = await sql`
    select kind from credit_entries where account_id = ${person.accountId} order by sequence`;
  expect(entries.map(({ kind }) => kind)).toEqual(["grant", "hold", "capture", "void"]);
  expect((await signIn(person)).status).toBe(401);
  expect(await jsonInProcess("show", "--email", email)).toMatchObject({
    ...{ state: "closed", name: null },
  });
  expect(await jsonInProcess("erase", "--email", email)).toEqual({
    id: person.accountId,
    erased: true,
  });
  expect(await listActions(person)).toEqual([
    { actor: "cli", action: "account.erase", reason: "request of the owner" },
  ]);
  expect(await runInProcess("enable", "--email", email)).toMatchObject({
    ...{ code: 1, err: "darkroom: The account is closed.\n" },
  });
});

test("account erase keeps the last admin", async () => {
  const person = await signUp(app);
  await app.ctx.db.query("update accounts set admin = id = $1", [person.accountId]);
  expect(await runInProcess("erase", "--email", person.email)).toMatchObject({
    ...{ code: 1, err: "darkroom: At least one admin account is required.\n" },
  });
  expect((await person.call("/api/account")).status).toBe(200);
});

const settings = () => ({ DATA_DIR: app.dataDir, DATABASE_URL: app.databaseUrl });

const run = (...args: string[]) => cli(settings(), "account", ...args);

const runInProcess = (...args: string[]) => cliInProcess(settings(), "account", ...args);

const json = async (...args: string[]) => readJson(await run(...args, "--json"));

const jsonInProcess = async (...args: string[]) => readJson(await runInProcess(...args, "--json"));

function readJson({ code, out, err }: Result) {
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return JSON.parse(out);
}

async function statusOf(id: string): Promise<string> {
  const [row] = await sql`select status from generations where id = ${id}`;
  return row?.status;
}

async function filesOf(id: string): Promise<string[]> {
  const names = await readdir(join(app.dataDir, "files"), { recursive: true });
  return names.filter((name) => name.includes(id) && /\.\w+$/.test(name));
}

async function listActions({ accountId }: AccountClient): Promise<unknown[]> {
  const rows = await sql`
    select actor, action, reason
    from audit_entries
    where account_id = ${accountId} and action like 'account.%'
    order by id`;
  return [...rows];
}

function signIn({ email, password }: AccountClient): Promise<Response> {
  return sendRequest(app, "/api/auth/sign-in", { json: { email, password } });
}
