import { afterEach, beforeEach } from "bun:test";
import { describe, expect, test } from "bun:test";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { cli, cliInProcess, type Result, type Started, startCli } from "../support/cli.ts";
import { createDatabase, type Database } from "../support/database.ts";

const PASSWORD = "correct horse battery";
const SERVE = ["serve", "--no-worker", "--json"];
const MAIN = join(import.meta.dir, "../../src/main.ts");

let dataDir = "";
let database: Database;
let sql: postgres.Sql;
let settings: Record<string, string> = {};
let running: Started[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "darkroom-setup-"));
  database = await createDatabase();
  sql = postgres(database.url, { max: 1 });
  settings = { DATA_DIR: dataDir, DATABASE_URL: database.url, PORT: "0" };
});

afterEach(async () => {
  await Promise.all(running.map(stop));
  running = [];
  await sql.end();
  await database.drop();
  await rm(dataDir, { recursive: true });
});

describe("a server on a new database", () => {
  test("creates its first account only with the setup token, and makes it the admin", async () => {
    const { url, token } = await serve();
    expect(await get(url)).toEqual({ sign_up_open: true, setup_needed: true });
    expect(await signUp(url, "mallory")).toEqual([403, "forbidden"]);
    expect(await signUp(url, "mallory", `${token}x`)).toEqual([403, "forbidden"]);
    expect(await signUp(url, "ada", token)).toEqual([201, true]);
    expect(await get(url)).toEqual({ sign_up_open: true, setup_needed: false });
    expect(await signUp(url, "mallory", token)).toEqual([403, "forbidden"]);
    expect(await signUp(url, "bob")).toEqual([201, false]);
    const log = await sql`select actor, details from audit_entries where action = 'account.create'`;
    const created = { after: { plan: "free", admin: true } };
    expect([...log]).toEqual([{ actor: "ada@example.com", details: created }]);
  });

  test("writes the token to a private file, and neither prints nor stores it", async () => {
    const { token, file, started } = await serve();
    expect(file).toBe(join(dataDir, "first-run.txt"));
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const { code, out, err } = await stop(started);
    expect(code).toBe(0);
    expect(out + err).not.toContain(token);
    const stored = await sql`select encode(token_hash, 'escape') as hash from setup_tokens`;
    expect(stored).toHaveLength(1);
    expect(JSON.stringify(stored)).not.toContain(token);
  });

  test("accepts the token of each start until an admin exists, and issues none afterwards", async () => {
    const first = await serve();
    const second = await serve();
    expect(await signUp(second.url, "ada", first.token)).toEqual([201, true]);
    expect(await signUp(second.url, "mallory", second.token)).toEqual([403, "forbidden"]);
    expect(await sql`select from setup_tokens`).toHaveLength(0);
    const later = startCli(settings, ...SERVE);
    running.push(later);
    expect(JSON.parse(await later.firstLine)).toMatchObject({ firstRunFile: null });
  });

  test("gets exactly one admin when several people use the token concurrently", async () => {
    const { url, token } = await serve();
    const people = ["ada", "bob", "cy", "di", "ed"];
    const results = await Promise.all(people.map((name) => signUp(url, name, token)));
    expect(results.filter(([status]) => status === 201)).toEqual([[201, true]]);
    expect(await sql`select from accounts where admin`).toHaveLength(1);
  });

  test("prints the setup link on a terminal", async () => {
    const { text, end } = await serveInTerminal();
    expect(text).toMatch(/^ {2}http:\/\/127\.0\.0\.1:\d+\/sign-up#setup_token=[\w-]{43}\r?$/m);
    expect(text).toContain("account create --email you@example.com --plan pro --admin");
    expect(await Bun.file(join(dataDir, "first-run.txt")).exists()).toBe(false);
    expect(await end()).toBe(0);
  });
});

describe("setup is finished permanently", () => {
  test("when the command line has created an admin, even one without a password", async () => {
    const { url, token } = await serve();
    const create = ["account", "create", "--email", "ada@example.com", "--plan", "pro"];
    expect(await cli(settings, ...create, "--admin")).toMatchObject({ code: 0 });
    expect(await get(url)).toMatchObject({ setup_needed: false });
    expect(await signUp(url, "mallory", token)).toEqual([403, "forbidden"]);
    expect(await signUp(url, "mallory")).toEqual([201, false]);
  });

  test("even if the only admin is disabled in the database later", async () => {
    const { url, token } = await serve();
    expect(await signUp(url, "ada", token)).toEqual([201, true]);
    await sql`update accounts set disabled_at = clock()`;
    expect(await get(url)).toMatchObject({ setup_needed: false });
    expect(await signUp(url, "mallory", token)).toEqual([403, "forbidden"]);
    expect(await signUp(url, "bob")).toEqual([201, false]);
  });

  test("but not when an account that is not an admin exists", async () => {
    const create = ["account", "create", "--email", "ada@example.com", "--plan", "pro"];
    expect(await cliInProcess(settings, ...create, "--password", PASSWORD)).toMatchObject({
      ...{ code: 0 },
    });
    const { url, token } = await serve();
    expect(await signUp(url, "mallory")).toEqual([403, "forbidden"]);
    expect(await signUp(url, "bob", token)).toEqual([201, true]);
  });
});

test("doctor fails until an admin exists", async () => {
  const before = await cliInProcess(settings, "doctor");
  expect(before.code).toBe(1);
  expect(before.out).toMatch(/^ {2}fail +admin +No admin yet: .*account create --admin/m);
  const create = ["account", "create", "--email", "ada@example.com", "--plan", "pro", "--admin"];
  expect(await cliInProcess(settings, ...create)).toMatchObject({ code: 0 });
  expect((await cliInProcess(settings, "doctor")).out).toMatch(
    /^ {2}ok +admin +The server has an admin\.$/m,
  );
});

/** Starts a server without an admin and reads its setup token. */
async function serve() {
  const started = startCli(settings, ...SERVE);
  running.push(started);
  const { url, firstRunFile: file }: { url: string; firstRunFile: string } = JSON.parse(
    await started.firstLine,
  );
  const text = await readFile(file, "utf8");
  const [, token = ""] = /\/sign-up#setup_token=([\w-]{43})$/m.exec(text) ?? [];
  expect(token).not.toBe("");
  return { url, token, file, started };
}

function stop(started: Started): Promise<Result> {
  started.kill("SIGTERM");
  return started.result;
}

/** Starts a server on a pseudo-terminal and returns its output. */
async function serveInTerminal() {
  const ready = Promise.withResolvers<void>();
  let text = "";
  const child = Bun.spawn([process.execPath, MAIN, "serve", "--no-worker"], {
    env: { PATH: process.env.PATH ?? "", ...settings },
    cwd: dataDir,
    terminal: {
      cols: 200,
      data(_, bytes) {
        text += Buffer.from(bytes).toString();
        if (text.includes("Press Ctrl-C to stop.")) ready.resolve();
      },
    },
  });
  await Promise.race([ready.promise, child.exited]);
  return {
    text,
    end() {
      child.kill("SIGTERM");
      return child.exited;
    },
  };
}

/** Signs up and returns the status, and whether the account is an admin or the code of the error. */
async function signUp(url: string, name: string, token?: string) {
  const body = { email: `${name}@example.com`, password: PASSWORD, setup_token: token };
  const reply = await fetch(`${url}/api/auth/sign-up`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const results = (await reply.json()) as { admin?: boolean; error?: { code: string } };
  return [reply.status, results.admin ?? results.error?.code];
}

async function get(url: string): Promise<unknown> {
  return (await fetch(`${url}/api/auth`)).json();
}
