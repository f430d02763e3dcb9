import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commands } from "../../src/cli/commands.ts";
import { updateAccount } from "../../src/core/accounts/admin.ts";
import { type App, startApp } from "../support/app.ts";
import { cli, cliWithInput, runInProcess } from "../support/cli.ts";
import { findViolations } from "../support/invariants.ts";
import { sendRequest, signUp, readBody } from "../support/account-client.ts";

const NEW_PASSWORD = "a new  password, with blanks ";

let app: App;
let settings: Record<string, string> = {};

beforeAll(async () => {
  app = await startApp({ worker: false });
  settings = { DATA_DIR: app.dataDir, DATABASE_URL: app.databaseUrl };
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
});

describe("account set-password", () => {
  test("sets a password from standard input, ends the sessions and writes to the audit log", async () => {
    const person = await signUp(app);
    const args = ["account", "set-password", "--email", person.email, "--password-stdin"];
    const { code, out, err } = await cliWithInput(settings, `${NEW_PASSWORD}\n`, ...args);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain(`Set the password of ${person.email} and ended all its sessions.\n`);
    expect((await person.call("/api/account")).status).toBe(401);
    expect((await signIn(person.email, person.password)).status).toBe(401);
    expect((await signIn(person.email, NEW_PASSWORD)).status).toBe(200);
    const { rows } = await app.ctx.db.query(
      "select actor, action, details from audit_entries where account_id = $1 and actor = 'cli'",
      [person.accountId],
    );
    expect<unknown>(rows).toEqual([{ actor: "cli", action: "account.password", details: {} }]);
  });

  test("resets the sign-in rate limit of the account", async () => {
    const { email } = await signUp(app);
    for (let attempt = 1; attempt <= 10; attempt++) await signIn(email, "wrong password");
    expect((await signIn(email, "wrong password")).status).toBe(429);
    const args = ["account", "set-password", "--email", email, "--password", "a right password"];
    expect(await call(args)).toMatchObject({ code: 0 });
    expect((await signIn(email, "a right password")).status).toBe(200);
  });

  test.each([
    ["no password", [], /^darkroom: Give --password or --password-stdin\.\n/],
    ["two", ["--password", "one password", "--password-stdin"], /--password-stdin, not both\.\n/],
  ])("exits with 2 if it is given %s", async (_, options, message) => {
    const { code, err } = await call([
      ..."account set-password --email a@b.cd".split(" "),
      ...options,
    ]);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });

  test.each([
    ["nothing", "", "--password-stdin: standard input must be a single line with the password."],
    ["two lines", "one line\nanother\n", "--password-stdin: standard input must be a single line"],
    ["a short one", "short\n", "The password must have 8 to 256 characters."],
    ["three long characters", "密碼一\n", "The password must have 8 to 256 characters."],
  ])("exits with 1 for %s and changes nothing", async (_, input, message) => {
    const { email, password } = await signUp(app);
    const args = ["account", "set-password", "--email", email, "--password-stdin"];
    const { code, err } = await call(args, input);
    expect(code).toBe(1);
    expect(err).toContain(message);
    expect((await signIn(email, password)).status).toBe(200);
  });
});

test("account create takes the password from standard input", async () => {
  const args = ["account", "create", "--email", "pipe@example.com", "--plan", "free"];
  expect(await call([...args, "--password-stdin"], `${NEW_PASSWORD}\r\n`)).toMatchObject({
    code: 0,
  });
  expect((await signIn("pipe@example.com", NEW_PASSWORD)).status).toBe(200);
});

test("a sign-in to a disabled account reports the suspension only for the right password", async () => {
  const person = await signUp(app);
  const actor = { actorId: null, address: null, reason: "abuse" };
  await updateAccount(app.ctx, person.accountId, { disabled: true, ...actor });
  const wrong = await signIn(person.email, "not the password");
  expect([wrong.status, (await readBody(wrong)).error?.code]).toEqual([401, "invalid_credentials"]);
  const right = await signIn(person.email, person.password);
  expect(right.status).toBe(403);
  expect((await readBody(right)).error).toEqual({
    code: "forbidden",
    message: "This account is disabled. Contact the operator of this server.",
  });
  expect(right.headers.get("set-cookie")).toBeNull();
});

test("a command that writes names its database, except with --json", async () => {
  const { hostname, port, pathname } = new URL(app.databaseUrl);
  const args = ["plans", "set", "free", "--name", "FREE"];
  expect((await call(args)).out).toEndWith(`\nDatabase: ${hostname}:${port}${pathname}\n`);
  expect(JSON.parse((await call([...args, "--json"])).out)).toEqual({ id: "free", created: false });
  expect((await call(["plans", "list"])).out).not.toContain("Database:");
});

describe("without a database,", () => {
  const creating = ["serve", "demo", "migrate", "doctor"];
  const ID = Bun.randomUUIDv7();
  const EMAIL = ["--email", "ada@example.com"];
  const CALLS: Record<string, string[]> = {
    "account create": [...EMAIL, "--plan", "pro"],
    "account set-password": [...EMAIL, "--password", "long enough"],
    "account show": EMAIL,
    "account disable": EMAIL,
    "account enable": EMAIL,
    "account erase": EMAIL,
    "sign-up": ["open"],
    "plans set": ["free"],
    "plans limits": ["free", "--dialect", "hub"],
    "credits grant": [...EMAIL, "--credits", "1"],
    "key create": [...EMAIL, "--dialect", "hub"],
    "key list": EMAIL,
    "key rotate": [ID],
    "key revoke": [ID],
    "prices set": ["--credits", "1"],
    "models add": ["m", "--name", "M"],
    "models set": ["m"],
    "models routes": ["m", "--to", "none"],
    "models alias": ["a", "--to", "m"],
    "sizes set": ["320x320", "--to", "1024x1024"],
    "sizes remove": ["320x320"],
  };

  test("no command except serve and demo creates one, or any file", async () => {
    const folder = await mkdtemp(join(tmpdir(), "darkroom-none-"));
    const own = { DATA_DIR: folder };
    const others = commands.filter(({ name }) => !creating.includes(name));
    const known = others.filter(({ name, options }) => {
      const needsMore = Object.values(options).some(({ required }) => required);
      return name !== "worker" && (CALLS[name] !== undefined || !needsMore);
    });
    for (const { name } of known) {
      const result = await call([...name.split(" "), ...(CALLS[name] ?? [])], "", own);
      expect({ name, ...result }).toEqual({ name, ...NONE });
    }
    expect(known.length).toBeGreaterThan(15);
    expect(await cli(own, "worker")).toEqual(NONE);
    expect(await cli(own, "plans", "list")).toEqual(NONE);
    expect(await readdir(folder)).toEqual([]);
    await rm(folder, { recursive: true });
  });

  test("doctor warns that it is missing", async () => {
    const folder = await mkdtemp(join(tmpdir(), "darkroom-none-"));
    const { out } = await cli({ DATA_DIR: folder }, "doctor");
    expect(out).toMatch(/^ {2}warn +database +No Darkroom database here: set DATA_DIR or/m);
    expect(await readdir(folder)).not.toContain("postgres");
    await rm(folder, { recursive: true });
  });
});

test("no app-secret is created for a database that already uses another one", async () => {
  expect(await call(["plans", "list"])).toMatchObject({ code: 0 });
  const folder = await mkdtemp(join(tmpdir(), "darkroom-none-"));
  const { code, err } = await call(["plans", "list"], "", { ...settings, DATA_DIR: folder });
  expect(code).toBe(1);
  expect(err).toContain("APP_SECRET is not set and");
  expect(await readdir(folder)).toEqual([]);
  const diagnosed = await call(["doctor", "--deep"], "", { ...settings, DATA_DIR: folder });
  expect(diagnosed.code).toBe(1);
  expect(diagnosed.out).toMatch(/^ {2}fail +keys +APP_SECRET is not set and/m);
  expect(diagnosed.out).toMatch(/^ {2}fail +objects +APP_SECRET is not set and/m);
  expect(await readdir(folder)).not.toContain("app-secret");
  await rm(folder, { recursive: true });
});

const NONE = {
  code: 1,
  out: "",
  err: "darkroom: No Darkroom database was found. Set DATA_DIR or DATABASE_URL.\n",
};

/** Runs a command line in this process. */
function call(args: string[], input = "", env = settings) {
  return runInProcess(env, { args, input });
}

function signIn(email: string, password: string): Promise<Response> {
  return sendRequest(app, "/api/auth/sign-in", { json: { email, password } });
}
