import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RELEASE } from "../../src/database/release.ts";
import { cli, cliInProcess, startCli } from "../support/cli.ts";
import { createDatabase, type Database } from "../support/database.ts";
import { generateWithKey } from "../support/hub-client.ts";
import { runStatement } from "../support/run-statement.ts";

const ROLE = `runtime_${crypto.randomUUID().slice(0, 8)}`;
const EMAIL = "ada@example.com";

let dataDir = "";
let database: Database;
let owner: Record<string, string>;
let runtime: Record<string, string>;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "darkroom-role-"));
  database = await createDatabase();
  await runStatement(database.url, `create role ${ROLE} login password 'runtime'`);
  const url = Object.assign(new URL(database.url), { username: ROLE, password: "runtime" }).href;
  owner = { DATA_DIR: dataDir, DATABASE_URL: database.url, PORT: "0" };
  runtime = { ...owner, DATABASE_URL: url };
});
afterAll(async () => {
  await runStatement(database.url, `drop owned by ${ROLE}`);
  await runStatement(database.url, `drop role ${ROLE}`);
  await database.drop();
  await rm(dataDir, { recursive: true });
});

test("without its privileges, a role cannot serve", async () => {
  expect((await cliInProcess(runtime, "plans", "list")).code).toBe(1);
});

test("`migrate` names an unknown role and migrates nothing", async () => {
  const where = "where name = 'functions'";
  await runStatement(database.url, `delete from migrations ${where}`);
  const { code, err } = await cliInProcess(owner, "migrate", "--runtime-role", "unknown_role");
  expect(code).toBe(1);
  expect(err).toContain('There is no role "unknown_role": create it');
  expect(await runStatement(database.url, `select from migrations ${where}`)).toBeEmpty();
});

test("with them, it serves, creates accounts, generates images and moves credits", async () => {
  for (const time of ["first", "second"]) {
    const { code, err } = await cli(owner, "migrate", "--runtime-role", ROLE);
    expect({ time, code, err }).toEqual({ time, code: 0, err: "" });
  }
  const create = ["account", "create", "--email", EMAIL, "--plan", "pro", "--admin"];
  expect(await cliInProcess(runtime, ...create)).toMatchObject({ code: 0 });
  const grant = ["credits", "grant", "--email", EMAIL, "--credits", "100"];
  expect(await cliInProcess(runtime, ...grant)).toMatchObject({ code: 0 });
  const args = ["key", "create", "--email", EMAIL, "--dialect", "hub", "--json"];
  const { key } = JSON.parse((await cliInProcess(runtime, ...args)).out);
  const server = startCli(runtime, "serve", "--json");
  try {
    const { url } = JSON.parse(await server.firstLine);
    expect(await generateWithKey(url, key)).toBe("succeeded");
  } finally {
    server.kill("SIGTERM");
    expect((await server.result).code).toBe(0);
  }
});

test("it cannot change the schema, the ledger, the audit log or the release", async () => {
  const url = runtime.DATABASE_URL ?? "";
  for (const statement of [
    "create table mine ()",
    "alter table accounts add column mine integer",
    "drop table sessions",
    "alter table audit_entries disable trigger all",
    "create or replace function clock() returns timestamptz language sql as 'select now()'",
    "update credit_entries set account_id = account_id",
    "delete from credit_entries",
    "truncate credit_entries",
    "delete from audit_entries",
    "update audit_entries set reason = null",
    "delete from audit_chain",
    "update schema_release set release = 0",
    "create schema mine",
    "create role mine",
  ]) {
    await expect(runStatement(url, statement)).rejects.toThrow(/permission denied|must be owner/);
  }
});

test("doctor approves of it, warns about an owner, and names tables that it cannot read", async () => {
  expect(await findCheck(runtime, "database role")).toMatchObject({ state: "ok" });
  expect(await findCheck(runtime, "database settings")).toMatchObject({ state: "ok" });
  expect(await findCheck(owner, "database role")).toMatchObject({ state: "warn" });
  await runStatement(database.url, `revoke select on prices from ${ROLE}`);
  const { state, message } = await findCheck(runtime, "database role");
  expect(state).toBe("fail");
  expect(message).toContain("cannot read prices");
});

test("on a newer release, `migrate` grants it nothing, so that protected tables stay so", async () => {
  const change = (text: string) => runStatement(database.url, text);
  await change("create table newer_entries (id integer)");
  await change(`revoke update, delete on newer_entries from ${ROLE}`);
  await change("update schema_release set release = release + 1");
  try {
    const { code, err } = await cliInProcess(owner, "migrate", "--runtime-role", ROLE);
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringContaining(` migrate --runtime-role ${ROLE}\` of release ${RELEASE + 1}.`),
    });
    const remove = runStatement(runtime.DATABASE_URL ?? "", "delete from newer_entries");
    await expect(remove).rejects.toThrow("permission denied");
    expect(await cliInProcess(owner, "migrate")).toMatchObject({ code: 0 });
  } finally {
    await change("update schema_release set release = release - 1");
    await change("drop table newer_entries");
  }
});

async function findCheck(settings: Record<string, string>, name: string) {
  const { out } = await cliInProcess(settings, "doctor", "--json");
  const { checks }: { checks: { check: string; state: string; message: string }[] } =
    JSON.parse(out);
  const found = checks.find(({ check }) => check === name);
  if (found === undefined) throw new Error(out);
  return found;
}
